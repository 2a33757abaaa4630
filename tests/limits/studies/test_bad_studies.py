"""A study file that cannot be used is refused with all that is wrong with it."""

import re

import pytest

from experiments.study.plan import planned
from experiments.study.read import read_study
from model.scenario.problems import ScenarioError
from tests.studies import TINY
from view.problems import problem_text

TEXT = TINY.read_text()


def refusal(path, text):
    path = path / "study.toml"
    path.write_text(text)
    with pytest.raises(ScenarioError) as caught:
        read_study(path)
    return caught.value


@pytest.mark.parametrize(
    ("old", "new", "key", "expected"),
    [
        ('["classroom"]', '["clasroom"]', "scenarios[0]", "did you mean classroom?"),
        ('["classroom"]', "[]", "scenarios", "at least one scenario"),
        ('["classroom"]', '"classroom"', "scenarios", "an array, each a text"),
        ("clock.quarters=8", "clock.quarter=8", "settings", "clock.quarters"),
        ("max_partner_share", "max_parner_share", "levers.cap.path", "policy.max_partner_share?"),
        ("[0.2, 0.6]", "[0.2, 1.6]", "levers.cap.levels[1]", "a number from 0 to 1 (share)"),
        ("[0.2, 0.6]", '["much"]', "levers.cap.levels[0]", "a number from 0 to 1 (share)"),
        ("low = 0.5", "", "uncertainties.trust", "low and high, since it multiplies"),
        ("low = 0.5", "low = 2", "uncertainties.trust.low", "less than the highest value, 1.5"),
        (
            "low = 0.5",
            "lo = 0.5",
            "uncertainties.trust.lo",
            "did you mean uncertainties.trust.low?",
        ),
        ("low = 0.5", "low = nan", "uncertainties.trust.low", "a number"),
        ('"latin_hypercube"', '"latin"', "design.kind", "one of crossing, factorial"),
        ("size = 6", "size = 0", "design.size", "a whole number from 1"),
        ("size = 6", "size = 6\nsise = 7", "design.sise", "did you mean design.size?"),
        ('"latin_hypercube"', '"sobol"', "design.size", "a power of two"),
        ('"latin_hypercube"', '"efast"', "design.size", "more than 64"),
        ('"latin_hypercube"', '"table"', "design.file", "the path of a CSV or Parquet"),
        ("count = 2", "count = 2.5", "replicates.count", "a whole number from 1"),
        ("count = 2", "count = true", "replicates.count", "a whole number from 1"),
        ("count = 2", "count = 2\nhalf_width = 0.1", "replicates.outcome", "together, or neither"),
        (
            "count = 2",
            "count = 1\nhalf_width = 0.1\noutcome = 'jobs'",
            "replicates.count",
            "at least 2",
        ),
        (
            "count = 2",
            "count = 2\nhalf_width = 0.1\noutcome = 'job'",
            "replicates.outcome",
            "did you mean jobs?",
        ),
        (
            "count = 2",
            "count = 2\nof = 'difference'\nhalf_width = 0.1\noutcome = 'jobs'",
            "replicates.of",
            "mean, since there is one policy",
        ),
        ("count = 2", "count = 2\nof = 'median'", "replicates.of", "one of mean, difference"),
        ("[levers.cap]", "[levers.Run]", "levers.Run", "a name that no other column has"),
        ("[levers.cap]", "[levers.outcome]", "levers.outcome", "a name that no other column has"),
        ("[outcomes.jobs]", "[outcomes.CAP]", "outcomes.CAP", "a name that no other column has"),
        ("[0.2, 0.6]", "[0.2, 0.2]", "levers.cap.levels[1]", "each level once"),
        (
            'path = "finance.write_off"',
            'path = "partners.cassia.trust"',
            "uncertainties.write_off.path",
            "another place than uncertainties.trust moves",
        ),
        ("at_least = 0.5", "", "satisfactory.autonomy", "at_least, at_most, or both"),
        (
            "at_least = 0.5",
            "at_least = 0.5\nat_most = 0.4",
            "satisfactory.autonomy.at_least",
            "at most 0.4",
        ),
        ('["classroom"]', '["classroom", "classroom"]', "scenarios[1]", "each scenario once"),
        ('"tiny"', f'"{65 * "a"}"', "name", "64 at most"),
        ("[engine]", "[x]\n[engine]", "x", "a known key"),
        (
            'scenarios = ["classroom"]',
            'scenarios = ["classroom"]\nseries = ["autonomi"]',
            "series[0]",
            "did you mean autonomy?",
        ),
        ('"jobs"', '"job"', "outcomes.jobs.measure", "did you mean jobs?"),
        ("when = 2026", "when = 2036", "outcomes.autonomy.when", "2025-2026 within the run"),
        ("when = 2026", "", "outcomes.autonomy.when", "nothing is given"),
        ('read = "mean"', 'read = "median"', "outcomes.jobs.read", "one of last, mean"),
        ("[outcomes.jobs]", "[outcomes.cap]", "outcomes.cap", "a name that no other column has"),
        ('"serial"', '"seriell"', "engine.kind", "one of serial, processes, dask"),
        ('"tiny"', '"ti/ny"', "name", "letters, digits, _ and -"),
        ("[engine]", "[enigne]", "enigne", "did you mean engine?"),
    ],
)
def test_a_wrong_value_is_named_with_what_was_expected(tmp_path, old, new, key, expected):
    assert TEXT.count(old) == 1
    error = refusal(tmp_path, TEXT.replace(old, new))
    lines = {each.key: str(each) for each in error.problems}
    assert expected in lines[key]
    assert lines[key].startswith(str(tmp_path / "study.toml"))
    (spanish,) = [problem_text(each, "es") for each in error.problems if each.key == key]
    assert "se esperaba" in spanish
    assert not re.search("«|expected|did you mean", spanish), spanish


def test_everything_wrong_is_said_at_once(tmp_path):
    text = TEXT.replace("size = 6", "size = 0").replace("count = 2", "count = 0")
    text = text.replace("max_partner_share", "nothing").replace('"jobs"', '"job"')
    assert {each.key for each in refusal(tmp_path, text).problems} == {
        "design.size",
        "replicates.count",
        "levers.cap.path",
        "outcomes.jobs.measure",
    }


def test_everything_wrong_with_what_a_study_names_is_said_too(tmp_path):
    (tmp_path / "own.toml").write_text('extends = "classroom"\n[clock]\nquarters = 0\n[finanse]\n')
    text = TEXT.replace('["classroom"]', '["clasroom", "own.toml", "classroom"]')
    text = text.replace('"clock.quarters=8"', '"clock.quarter=8", "polici.x=1"')
    lines = {each.key: str(each) for each in refusal(tmp_path, text).problems}
    assert lines["scenarios[0]"].count("did you mean classroom?") == 1
    assert "clock.quarters: expected a whole number" in lines["scenarios[1]"]
    assert "did you mean finance?" in lines["scenarios[1]"]
    assert "did you mean clock.quarters?" in lines["settings"]
    assert "did you mean policy?" in lines["settings"]


def test_factors_and_outcomes_must_fit_every_scenario(tmp_path):
    text = TEXT.replace('["classroom"]', '["classroom", "peru2040"]')
    text = text.replace("partners.*.trust", "partners.cassia.trust")
    text = text.replace('measure = "autonomy"', 'measure = "trust"\nof = "cassia"')
    lines = {each.key: str(each) for each in refusal(tmp_path, text).problems}
    assert lines.keys() == {"uncertainties.trust.path", "outcomes.autonomy.of"}
    assert all("(in peru2040)" in line for line in lines.values())


def test_a_study_that_would_fill_the_memory_is_refused_before_it_is_planned(tmp_path):
    path = tmp_path / "study.toml"
    path.write_text(TEXT.replace("size = 6", "size = 10000000"))
    with pytest.raises(ScenarioError, match=r"at most 2,000,000 runs; these are 20,000,000"):
        planned(read_study(path))


def test_a_study_that_is_nowhere_names_those_there_are():
    with pytest.raises(ScenarioError, match="a shipped study"):
        read_study("no_such_study")


@pytest.mark.parametrize("text", ["", "# nothing", "a = [1, 2", "\0", "name = 'x'\n" * 2])
def test_what_is_no_study_at_all(tmp_path, text):
    assert refusal(tmp_path, text).problems
