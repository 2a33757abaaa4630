"""Studies on the page Uncertainty: what stored ones found, how far those in work are."""

import asyncio
import json
from types import SimpleNamespace

import pytest
import solara

from experiments.analysis import front
from experiments.study.progress import Progress
from experiments.study.read import read_study
from experiments.study.store import STATUS, driving
from view.choice import LANGUAGES, Choice, scenario_of, value_of
from view.fronts import AS_IS, front_of, taken
from view.pages.front import panel, row, summary
from view.pages.outcomes import outcome_name
from view.pages.studies import StudiesInWork, estimate_rows, picked, standing, standing_row
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


def test_nobody_looks_for_studies_once_another_page_is_shown(monkeypatch):
    looks = []
    monkeypatch.setattr("view.pages.studies.standing", lambda out: looks.append(out) or ())
    monkeypatch.setattr("view.pages.studies.LOOK", 0.01)

    @solara.component
    def Page(here):  # noqa: N802  # a component
        if here:
            StudiesInWork(SimpleNamespace(say=words()), "nowhere")
        else:
            solara.Text("another page")

    async def look():
        _, rendered = solara.render(Page(here=True), handle_error=False)
        for _ in range(2000):  # until it has looked twice, however busy the machine is
            if len(looks) > 1:
                break
            await asyncio.sleep(0.01)
        assert len(looks) > 1
        rendered.render(Page(here=False))
        await asyncio.sleep(0.1)  # what is under way
        there = len(looks)
        await asyncio.sleep(0.1)
        assert len(looks) == there
        rendered.close()

    asyncio.run(look())


@pytest.mark.parametrize("name", shown_studies())
def test_every_stored_study_can_be_shown(name):
    found = stored(name)
    for outcome in found.study.outcomes:
        assert picked(f"study {name} {outcome}") == (name, outcome)
        for language in LANGUAGES:
            assert "_" not in outcome_name(language, found, outcome)
        if "front" in found.tables:
            continue
        estimates = found.estimates(outcome)
        assert estimates, outcome
        rows = estimate_rows(words("en"), estimates)
        told = {tuple(map(str, cells[: len(found.varying)])) for _, cells in rows}
        assert len(told) == len(rows)  # each can be told from the others


def test_outcomes_are_named_in_spanish():
    found = stored("tough_bargaining")
    assert outcome_name("es", found, "signed") == "firmados, total de 2025-2040"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_front_says_which_policies_surely_better_the_plan(language):
    found = stored("policy_front")
    policies = front_of(found)
    own, better = policies[0], [each for each in policies if each.surely]
    assert own.as_is
    table = found.tables["front"].set_index("row")
    assert len(policies) == len(table)
    for each in better:  # by the table itself, in every objective
        mine, plan = table.loc[each.row], table.loc[own.row]
        assert mine["autonomy_2040_low"] > plan["autonomy_2040_high"]
        assert mine["met_early_low"] > plan["met_early_high"]
        assert mine["paid_high"] < plan["paid_low"]
    told = summary(language, found, policies)
    assert f" {len(better)} " in told
    assert f" {int(table['holds'].sum())} " in told
    cells = row(language, found, better[0])
    assert cells[0] != str(better[0].row)
    assert cells[4] == words(language)("study.yes")
    drawn = panel(language, found, policies, "autonomy_2040", "paid")
    assert drawn["points"][-1]["kind"] == "own", "on top of the others"
    assert sum(each["kind"] == "better" for each in drawn["points"]) == len(better)
    assert "29.9" in drawn["sentence"]


def test_a_policy_of_a_front_can_be_taken_and_is_that_of_the_study():
    found = stored("policy_front")
    own, first, *_ = front_of(found)
    start = Choice(scenario="turnkey", seed=7, page="uncertainty", picked="study policy_front paid")
    choice = taken(start, found, first)
    assert (choice.scenario, choice.seed, choice.page) == ("peru2040", 7, "explore")
    scenario = scenario_of(choice)
    for name, value in first.levers.items():
        assert value_of(scenario, found.study.levers[name].path) == value
    assert taken(start, found, own).moved == {}


def test_the_policy_as_it_is_goes_by_the_name_that_the_analysis_writes():
    assert AS_IS == front.AS_IS


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
