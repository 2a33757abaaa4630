"""What is wrong with a link, a decision or a file, told in the visitor's language."""

import pytest

from model.scenario.problems import ScenarioError
from view.address import read
from view.choice import Choice
from view.pages.decide import decided
from view.problems import problem_texts
from view.upload import brought

#: Whatever can be wrong with a link, one each.
WRONG = (
    "page=nowhere",
    "seed=-3",
    "set=walrus",
    "set=policy.fund_savin:0.3",
    "set=policy.fund_saving:9",
    "set=policy.rivals_invited:walrus",
    "set=mechanisms.elections:3",
    "set=policy.tactic:walrus",
    "set=clock.quarters:121",
    "decide=walrus",
    "decide=2099Q1:policy.concession%3D2",
    "decide=2026Q9:policy.concession%3D2",
    "decide=2026Q1:policy.concesion%3D2",
    "decide=2026Q1:walrus:grids-cassia",
    "decide=2026Q1:exit:walrus",
    "decide=2026Q1:refuse:walrus",
    "with=a&with=b&with=c",
    "with=with%3Dx",
    "&".join(["set=policy.fund_saving:0.3"] + [f"set=a{n}:1" for n in range(61)]),
    "&".join(f"decide=d{n}" for n in range(41)),
    "x" * 8001,
)


@pytest.mark.parametrize("query", WRONG)
def test_a_link_that_cannot_be_followed_is_told_in_spanish(query: str) -> None:
    _, english = read(f"scenario=classroom&{query}" if len(query) < 8000 else query, "en")
    _, spanish = read(f"scenario=classroom&{query}" if len(query) < 8000 else query, "es")
    assert english
    assert len(spanish) == len(english)
    for told in english:
        assert not told.startswith("varied"), "a word of ours"
        assert "expected" in told
    for told in spanish:
        assert "se espera" in told
        assert "«" not in told, "a sentence of the model that has no Spanish"
        assert "expected" not in told


def test_the_language_of_the_link_comes_before_that_of_the_browser() -> None:
    assert "expected" in read("page=nowhere&lang=en", "es")[1][0]
    assert "se esperaba" in read("page=nowhere&lang=es", "en")[1][0]


def test_a_decision_and_a_file_are_refused_in_spanish() -> None:
    refused = decided(Choice(language="es"), "2029Q9:policy.concession=4")
    assert "se esperaba un año y un trimestre" in str(refused)
    with pytest.raises(ScenarioError) as error:
        brought("mía.toml", b'extends = "classroom"\npolicy.fund_savin = 0.2')
    (told,) = problem_texts(error.value, "es")
    assert told.startswith("mía.toml: policy.fund_savin")
    assert "¿quiso decir policy.fund_saving?" in told
    assert problem_texts(error.value, "en") == tuple(str(error.value).splitlines())
