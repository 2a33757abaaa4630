"""A search that cannot be done is refused with all that is wrong with it."""

import pytest

from experiments.study.read import read_study
from model.scenario.problems import ScenarioError
from tests.studies import SEARCH, TINY

TEXT = SEARCH.read_text()


def refusal(path, text):
    path = path / "study.toml"
    path.write_text(text)
    with pytest.raises(ScenarioError) as caught:
        read_study(path)
    return {each.key: str(each) for each in caught.value.problems}


@pytest.mark.parametrize(
    ("old", "new", "key", "expected"),
    [
        ("[objectives.met]", "[objectives.meet]", "objectives.meet", "did you mean met?"),
        ('"smaller"', '"small"', "objectives.paid.better", "one of larger, smaller"),
        ('better = "smaller"', "", "objectives.paid.better", "nothing is given"),
        ("epsilon = 0.5", "epsilon = -1", "objectives.paid.epsilon", "a number from 0"),
        ("epsilon = 0.5", "epsilom = 1", "objectives.paid.epsilom", "objectives.paid.epsilon?"),
        ("size = 6", "size = 3", "design.size", "at least 4 candidates"),
        ("generations = 4", "generations = 0", "design.generations", "a whole number from 1"),
        ("generations = 4", "generation = 4", "design.generation", "design.generations?"),
        ("fresh = 3", "fresh = 1", "design.fresh", "a whole number from 2"),
        ("count = 2", "count = 2\npaired = false", "replicates.paired", "the same shocks"),
        (
            "count = 2",
            "count = 2\nhalf_width = 0.1\noutcome = 'met'",
            "replicates.half_width",
            "every candidate has as many runs",
        ),
        ('["classroom"]', '["classroom", "peru2040"]', "scenarios", "one scenario"),
        ("[levers.cap]", "[uncertainties.cap]", "uncertainties", "none in a search"),
        ('"search"\nsize', '"factorial"\nsize', "design.kind", "search, since there are"),
    ],
)
def test_a_wrong_value_is_named_with_what_was_expected(tmp_path, old, new, key, expected):
    assert TEXT.count(old) == 1
    assert expected in refusal(tmp_path, TEXT.replace(old, new))[key]


def test_everything_wrong_is_said_at_once(tmp_path):
    text = TEXT.replace("size = 6", "size = 3").replace("[objectives.met]", "[objectives.meet]")
    text = text.replace("count = 2", "count = 2\npaired = false")
    assert refusal(tmp_path, text).keys() == {"design.size", "objectives.meet", "replicates.paired"}


def test_one_objective_is_no_front(tmp_path):
    text = TINY.read_text().replace("latin_hypercube", "search")
    text = text.replace("[uncertainties.", "[levers.")
    assert (
        "at least two"
        in refusal(tmp_path, text + '[objectives.jobs]\nbetter = "larger"\n')["objectives"]
    )


def test_without_the_library_the_extra_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("experiments.study.checks_search.find_spec", lambda _: None)
    assert "extra `discovery`" in refusal(tmp_path, TEXT)["design.kind"]
