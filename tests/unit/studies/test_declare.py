"""A study file says what is varied; ranges come from the file, the provenance, the declaration."""

import math

import pytest

from experiments.study.declare import Design, Factor, Outcome, Policy, Replicates, Study
from experiments.study.factors import assigned
from experiments.study.identity import study_digest
from experiments.study.read import read_study, shipped_studies
from experiments.study.written import written
from model.scenario.problems import ScenarioError
from tests.studies import TINY, tiny


def factor(opened, name):
    return next(each for each in opened.factors if each.name == name)


def test_ranges_come_from_where_they_are_known(tmp_path):
    cap, trust, write_off = tiny().factors
    assert cap.levels == (0.2, 0.6)
    assert (trust.low, trust.high, trust.unit) == (0.5, 1.5, "of its value")
    assert (write_off.low, write_off.high) == (0.3, 0.5), "the range in mechanisms.toml"
    lever = TINY.read_text().replace("levels = [0.2, 0.6]", "")
    (tmp_path / "own.toml").write_text(lever)
    bounds = factor(read_study(tmp_path / "own.toml"), "cap")
    assert (bounds.low, bounds.high) == (0.0, 1.0), "the declaration of the number"


def test_a_factor_may_move_all_partners_together():
    opened = tiny()
    tree = opened.worlds["classroom", "as it is"].model_dump()
    changed = assigned(opened.factors, (0.2, 0.5, 0.4), tree)
    assert changed["partners.borland.trust"] == 0.25
    assert changed["partners.cassia.trust"] == 0.25
    assert changed["policy.max_partner_share"] == 0.2


def test_a_multiple_stays_inside_the_declared_bounds():
    opened = tiny("uncertainties.trust.high=9")
    tree = opened.worlds["classroom", "as it is"].model_dump()
    assert assigned(opened.factors[1:2], (9.0,), tree)["partners.borland.trust"] == 1.0


@pytest.mark.parametrize(
    ("override", "same"),
    [
        ("question='Another wording?'", True),
        ("engine.workers=2", True),
        ("design.seed=2", False),
        ("replicates.count=3", False),
        ("outcomes.autonomy.when=2025", False),
        ("uncertainties.trust.low=0.6", False),
    ],
)
def test_the_digest_names_what_decides_the_rows_and_nothing_else(override, same):
    assert (study_digest(tiny(override)) == study_digest(tiny())) is same


def test_policies_take_over_policy_and_council_only(tmp_path):
    text = TINY.read_text() + (
        '\n[policies.none]\n[policies.open]\nsettings = ["policy.max_partner_share=0.9"]\n'
        '[policies.idle]\nlike = "inaction"\n'
    )
    (tmp_path / "own.toml").write_text(text)
    opened = read_study(tmp_path / "own.toml")
    plain, wide, idle = opened.worlds.values()
    assert wide.policy.max_partner_share == 0.9
    assert wide.model_copy(update={"policy": plain.policy}) == plain
    assert idle.council.budget_usd_m == 0.0
    assert idle.host == plain.host


def test_a_value_is_set_in_a_table_that_the_file_leaves_out():
    found = read_study("dependence_drivers", ["engine.workers=3", "replicates.count=2"]).study
    assert (found.engine.workers, found.replicates.count) == (3, 2)
    with pytest.raises(ScenarioError, match=r"levers\.own\.path: expected a known key"):
        read_study("dependence_drivers", ["levers.own.path=policy.concession"])


def test_shipped_studies_can_be_read():
    for name in shipped_studies():
        opened = read_study(name)
        assert opened.study.name == name
        assert all(math.isfinite(f.low) and f.low < f.high for f in opened.factors if not f.levels)


def test_a_study_may_be_declared_in_python(tmp_path):
    declared = Study(
        name="mine",
        question='Is "TOML" needed?',
        scenarios=("classroom",),
        levers={"cap": Factor(path="policy.max_partner_share", levels=(0.2, 0.6))},
        policies={"plan": Policy(), "idle": Policy(like="inaction")},
        design=Design(kind="factorial"),
        replicates=Replicates(count=2),
        outcomes={"met": Outcome(measure="capability", when=2026)},
    )
    opened = written(declared, tmp_path / "mine.toml")
    assert opened.study == declared
    assert opened.command("resume").endswith("mine.toml"), "a file that the line can name"
    with pytest.raises(ScenarioError) as caught:
        written(
            {**declared.model_dump(exclude_defaults=True), "desing": 1, "series": ["met"]},
            tmp_path / "mine.toml",
        )
    assert len(caught.value.problems) == 2, "all that is wrong, as with any file"


@pytest.mark.parametrize("name", shipped_studies())
def test_a_study_that_is_written_is_the_same_study(tmp_path, name):
    opened = read_study(name)
    assert study_digest(written(opened.study, tmp_path / "again.toml")) == study_digest(opened)
