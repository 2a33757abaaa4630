"""Studies on the page Uncertainty: what stored ones found, how far those in work are."""

import json

import pytest

from experiments.study.progress import Progress
from experiments.study.read import read_study
from experiments.study.store import STATUS, driving
from view.choice import LANGUAGES
from view.pages.studies import estimate_rows, outcome_name, picked, standing, standing_row
from view.stored import shown_studies, stored
from view.words import words


@pytest.fixture
def begun(tmp_path):
    """Three studies: one that a driver holds, one whose driver died, one with a damaged status."""
    for name in ("alive", "dead", "torn"):
        (tmp_path / name).mkdir()
        Progress(40, done=10).write(tmp_path / name / STATUS)
    (tmp_path / "torn" / STATUS).write_bytes(b'{"state": "runn')
    with driving(tmp_path / "alive", read_study("partner_cap")):
        yield tmp_path


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_in_work_is_told_apart_from_what_died(begun, language):
    found = dict(standing(str(begun)))
    assert {name: said["state"] for name, said in found.items()} == {
        "alive": "running",
        "dead": "killed",
        "torn": "unreadable",
    }
    rows = {name: standing_row(words(language), said) for name, said in found.items()}
    assert rows["alive"][1].text == "10 / 40"
    assert rows["alive"][1].part == 0.25
    assert rows["torn"][1:] == ["", "", "", ""]
    assert len({row[0] for row in rows.values()}) == 3


def test_a_status_that_is_none_harms_no_page(tmp_path):
    counts = dict.fromkeys(("recorded", "total", "failed", "quarantined"), 1)
    torn = json.dumps({"state": "finished", **counts, "eta_seconds": "soon"})
    for name, text in {"a": "[]", "b": "{}", "c": '{"state": 3}', "d": "null", "e": torn}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / STATUS).write_text(text)
    assert {said["state"] for _, said in standing(str(tmp_path))} == {"unreadable"}
    assert standing(str(tmp_path / "nowhere")) == ()


@pytest.mark.parametrize("name", shown_studies())
def test_every_stored_study_can_be_shown(name):
    found = stored(name)
    for outcome in found.study.outcomes:
        assert picked(f"study {name} {outcome}") == (name, outcome)
        estimates = found.estimates(outcome)
        assert estimates, outcome
        rows = estimate_rows(words("en"), estimates)
        told = {tuple(map(str, cells[: len(found.varying)])) for _, cells in rows}
        assert len(told) == len(rows)  # each can be told from the others


def test_outcomes_are_named_in_spanish():
    found = stored("tough_bargaining")
    assert outcome_name(words("es"), found, "signed") == "firmados, 2025-2040"


def test_what_is_shown_is_what_the_tables_say():
    cap = {each.variant["cap"]: each for each in stored("partner_cap").estimates("autonomy_2040")}
    assert cap[0.1].mean - cap[1.0].mean == pytest.approx(cap[0.1].gap)
    assert cap[1.0].gap != cap[1.0].gap  # nan: itself


@pytest.mark.parametrize(
    "text", ["", "study", "study ../../etc x", "study partner_cap <b>", "a b c"]
)
def test_a_hostile_pick_falls_back(text):
    name, outcome = picked(text)
    assert outcome in stored(name).study.outcomes
