"""The register of indicators: complete, consistent, and helpful to whoever mistypes."""

from typing import get_type_hints

import pytest

from model.metrics.declared import (
    INDICATORS,
    declared,
    names,
    of_family,
    registered,
    undeclared,
)
from model.metrics.exit_game import ExitGame
from model.metrics.indicator import FAMILIES, Indicator

GOOD = {
    "name": "jobs",
    "symbol": "N",
    "unit": "persons",
    "family": "people",
    "direction": 1,
    "meaning": "Jobs in plants.",
    "source": "this model",
}


def test_every_headline_number_of_the_exit_game_is_declared():
    numbers = [name for name, kind in get_type_hints(ExitGame).items() if kind is float]
    assert len(numbers) == 4
    assert undeclared(numbers) == ()


def test_each_family_has_something_to_show():
    shown = {i.family for i in INDICATORS.values()}
    assert shown == set(FAMILIES)
    assert all(of_family(f) for f in FAMILIES)


def test_what_better_means_for_the_headline():
    directions = [declared(name).direction for name in ("capability", "autonomy", "dependence")]
    assert directions == [1, 1, -1]
    assert declared("worst_exit").direction == 0
    assert declared("dependence", "partner").direction == -1


def test_same_name_on_two_sheets_has_two_meanings():
    assert declared("trust") is not declared("trust", "partner")
    assert declared("trust").meaning != declared("trust", "partner").meaning


def test_columns_nobody_declared_are_told():
    assert undeclared([*names("partner"), "beauty"], "partner") == ("beauty",)


@pytest.mark.parametrize(
    ("name", "sheet", "hint"),
    [
        ("dependance", "host", "did you mean 'dependence'"),
        ("met", "host", "declared for 'technology'"),
        ("zzz", "technology", "there are met, met_domestic"),
    ],
)
def test_unknown_name_is_answered_with_the_nearest(name, sheet, hint):
    with pytest.raises(ValueError, match=hint):
        declared(name, sheet)


def test_unknown_sheet_and_family_list_what_there_is():
    with pytest.raises(ValueError, match="there are host, partner, technology"):
        declared("autonomy", "firm")
    with pytest.raises(ValueError, match="there are headline"):
        of_family("beauty")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "Jobs", "lower-case"),
        ("name", "jobs_usd_m", "_usd_m"),
        ("unit", "USD m a year", "_usd_m"),
        ("symbol", "", "empty"),
        ("family", "beauty", "family must be"),
        ("sheet", "firm", "sheet must be"),
        ("direction", 2, "direction"),
        ("meaning", "Jobs", "full stop"),
        ("meaning", "Jobs. In plants.", "one sentence"),
    ],
)
def test_bad_declaration_is_refused(field, value, words):
    with pytest.raises(ValueError, match=words):
        Indicator(**(GOOD | {field: value}))


def test_declared_twice():
    twice = Indicator(**GOOD)
    with pytest.raises(ValueError, match="'jobs' is declared twice"):
        registered([twice, twice])


def test_written_in_one_line():
    assert str(declared("debt_share")) == (
        "debt_share (share of GDP, less is better): Public debt, bonds and loans of partners."
    )
