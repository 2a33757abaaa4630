"""Provenance: who says a number, how sure it is, within which range."""

import pytest

from model.scenario.problems import COMMAND_LINE, ScenarioError
from tests.tiny import BASE, made, write


def sourced(tmp_path, *overrides):
    return made(write(tmp_path, BASE), *overrides).provenance


def test_an_annotated_number_keeps_its_own_note(tmp_path):
    fund = sourced(tmp_path)["host.fund_usd_m"]
    assert (fund.source, fund.mark, fund.year) == ("its ministry", "verified", 2024)
    assert fund.range is None
    assert fund.file.endswith("base.toml")


def test_a_basis_covers_what_says_nothing_itself_also_within_tables(tmp_path):
    found = sourced(tmp_path)
    assert found["partners.korea.trust"].source == "a survey"
    assert found["partners.korea.capability.rail"].mark == "recalled"
    assert found["partners.china.trust"].source == "an index"
    assert "technologies.grid.criticality" not in found


def test_identity_has_no_provenance_and_text_neither(tmp_path):
    found = sourced(tmp_path)
    assert "partners.korea.key" not in found
    assert "partners.korea.tactic" not in found


def test_a_spread_becomes_a_range_clipped_to_the_bounds(tmp_path):
    found = sourced(tmp_path)
    assert found["partners.korea.trust"].range == pytest.approx((0.4, 1.0))
    assert found["partners.china.trust"].range == pytest.approx((0.2, 0.6))


def test_the_range_of_a_count_is_rounded_outwards(tmp_path):
    assert sourced(tmp_path)["partners.korea.rounds"].range == (1, 5)


def test_a_negative_value_gets_an_ordered_range(tmp_path):
    text = BASE.replace("value = 0.03, range = [0.01, 0.05]", "value = -0.04")
    text = text.replace("[host]\n", '[host]\n_basis = {source="s", mark="derived", spread=0.5}\n')
    found = made(write(tmp_path, text)).provenance
    assert found["host.growth"].range == pytest.approx((-0.06, -0.02))
    assert found["host.fund_usd_m"].range is None, "nobody doubts a fact for a spread"


def test_a_what_if_file_makes_an_assumption(tmp_path):
    write(tmp_path, BASE)
    path = write(tmp_path, 'extends = "base.toml"\n[partners.china]\ntrust = 0.9\n', "my.toml")
    found = made(path).provenance
    assert found["partners.china.trust"].mark == "assumption"
    assert found["partners.china.trust"].source.endswith("my.toml")
    assert found["partners.korea.trust"].source == "a survey"


def test_a_what_if_file_may_give_its_own_source(tmp_path):
    write(tmp_path, BASE)
    text = (
        'extends = "base.toml"\n[partners.china]\ntrust = {value=0.9, source="me", mark="derived"}'
    )
    assert made(write(tmp_path, text, "my.toml")).provenance["partners.china.trust"].source == "me"


def test_an_override_makes_an_assumption_of_the_command_line(tmp_path):
    found = sourced(tmp_path, "host.fund_usd_m=7")["host.fund_usd_m"]
    assert (found.source, found.mark, found.range) == (COMMAND_LINE, "assumption", None)


@pytest.mark.parametrize(
    ("note", "key", "expected"),
    [
        ('{value=0.03, source="", mark="derived"}', "host.growth.source", "names the source"),
        ('{value=0.03, source=3, mark="derived"}', "host.growth.source", "names the source"),
        ('{value=0.03, source="s", mark="sure"}', "host.growth.mark", "one of verified"),
        ('{value=0.03, source="s", mark="recaled"}', "host.growth.mark", "did you mean recalled"),
        ('{value=0.03, source="s", mark=["x"]}', "host.growth.mark", "one of verified"),
        ('{value=0.03, source="s"}', "host.growth.mark", "the mark of this value"),
        ('{value=0.03, mark="derived"}', "host.growth.source", "the source of this value"),
        ('{value=0.03, sorce="s", mark="derived"}', "host.growth.sorce", "did you mean source"),
        ('{source="s", mark="derived"}', "host.growth", "`value` beside"),
        ('{value=0.03, source="s", mark="derived", year=true}', "host.growth.year", "a year"),
        (
            '{value=0.03, source="s", mark="derived", range=[0.04, 0.05]}',
            "host.growth",
            "a value inside its range, 0.04 to 0.05",
        ),
        (
            '{value=0.03, source="s", mark="derived", range=[0.05, 0.01]}',
            "host.growth.range",
            "two ordered numbers",
        ),
        (
            '{value=0.03, source="s", mark="derived", range=[0.01, nan]}',
            "host.growth.range",
            "two ordered numbers",
        ),
        (
            '{value=0.03, source="s", mark="derived", range=[0.01, 3]}',
            "host.growth.range",
            "a range inside -0.1 to 0.2 (1/year)",
        ),
        (
            '{value=0.03, source="s", mark="derived", spread=0.1}',
            "host.growth.spread",
            "one of the keys",
        ),
    ],
)
def test_a_bad_note_is_reported_at_its_key(tmp_path, note, key, expected):
    old = '{value = 0.03, range = [0.01, 0.05], source = "guess", mark = "assumption"}'
    with pytest.raises(ScenarioError) as caught:
        made(write(tmp_path, BASE.replace(old, note)))
    found = {each.key: str(each) for each in caught.value.problems}
    assert expected in found[key]


@pytest.mark.parametrize(
    ("basis", "key"),
    [
        ('"a survey"', "partners._basis"),
        ('{source="s", mark="derived", spread=2}', "partners._basis.spread"),
        ('{source="s", mark="derived", range=[0, 1]}', "partners._basis.range"),
    ],
)
def test_a_bad_basis_is_reported_once(tmp_path, basis, key):
    old = '{source = "a survey", mark = "recalled", spread = 0.5}'
    with pytest.raises(ScenarioError) as caught:
        made(write(tmp_path, BASE.replace(old, basis)))
    assert [each.key for each in caught.value.problems].count(key) == 1


def test_a_misspelled_basis_is_no_entity(tmp_path):
    with pytest.raises(ScenarioError, match=r"did you mean _basis"):
        made(write(tmp_path, BASE.replace("_basis", "_base")))
