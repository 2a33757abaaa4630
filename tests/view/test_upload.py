"""Scenario files that visitors bring: good ones become a link, others a list of what is wrong."""

import pytest

from model.scenario.load import load
from model.scenario.problems import ScenarioError
from view.choice import Choice
from view.exports import what_if
from view.upload import LARGEST, brought

MOVED = {"policy.tactic": "micro", "policy.rivals_invited": 1, "partners.cassia.trust": 0.25}


def test_what_is_exported_comes_back_as_the_same_choice() -> None:
    choice = Choice(scenario="classroom", moved=MOVED)
    assert brought("mine.toml", what_if(choice).encode()) == choice


def test_a_file_that_moves_nothing_is_its_baseline() -> None:
    assert brought("mine.toml", b'extends = "turnkey"\nname = "x"') == Choice(scenario="turnkey")


def test_all_that_is_wrong_is_told_at_once_with_the_visitors_name_of_the_file() -> None:
    text = 'extends = "classroom"\npolicy.fund_savin = 0.2\npolicy.rivals_invited = "many"\n'
    with pytest.raises(ScenarioError) as caught:
        brought("my <b>plan</b>.toml", text.encode())
    told = str(caught.value).splitlines()
    assert len(told) == 2
    assert all(line.startswith("my <b>plan</b>.toml: policy.") for line in told)
    assert "did you mean" in told[0] + told[1]
    assert "scenario.toml" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (b"", "extends"),
        (b"\x00\xff\xfe\x01" * 40, "UTF-8"),
        (b"x" * (LARGEST + 1), "at most 65,536 bytes; this one is larger$"),
        (b"not toml at all", "TOML"),
        (b'extends = "classroom"\n' + b"a." * 20_000 + b"b = 1", "within each other"),
        (b"policy.fund_saving = 0.2", "extends"),
        (b'extends = "../../etc/passwd"', "a shipped scenario"),
        (b'extends = "/etc/passwd"', "a shipped scenario"),
        (b'extends = "scenario"', "a shipped scenario"),
        (b'extends = ["classroom", "turnkey"]', "a shipped scenario"),
        (b'extends = "clasroom"', "did you mean classroom"),
        (b'extends = "classroom"\npolicy.fund_saving = nan', "number"),
        (b'extends = "classroom"\npolicy.fund_saving = -inf', "number"),
        (b'extends = "classroom"\n["<script>"]\nx = 1', "a key of at most 64 letters"),
        (b'extends = "classroom"\nclock.quarters = 160', "quarters"),
        (b'extends = "classroom"\nhost.name = "My land"', "fit into a link"),
        (b'extends = "classroom"\nhost.election_years = [2029]', "run.py once FILE"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(content: bytes, wanted: str) -> None:
    with pytest.raises(ScenarioError, match=wanted):
        brought("plan.toml", content)


def test_more_than_fits_into_a_link_is_refused() -> None:
    lines = [
        f"technologies.{name}.{key} = 0.0123"
        for name in load("peru2040").technologies
        for key in ("need_growth", "criticality", "market_depth")
    ]
    with pytest.raises(ScenarioError, match="at most 60 values moved"):
        brought("plan.toml", "\n".join(['extends = "peru2040"', *lines]).encode())
