"""Declarations: found in the whole tree, and holding what they say."""

import pytest
from pydantic import ValidationError

from model.scenario.declare import Declared, declarations, quantity, table_of
from tests.tiny import Partner, Tiny

PARTNER = {"key": 1, "trust": 0.5, "rounds": 3, "tactic": "time", "capability": {"grid": 1}}


def test_every_number_of_the_tree_is_found_once_in_order():
    paths = [each.path for each in declarations(Tiny)]
    assert paths == [
        "host.fund_usd_m",
        "host.growth",
        "host.election_years[]",
        "partners.*.key",
        "partners.*.trust",
        "partners.*.rounds",
        "partners.*.capability.*",
        "classes.*.key",
        "technologies.*.key",
        "technologies.*.criticality",
        "technologies.*.imports.*",
        "technologies.*.requires.*",
    ]


def test_a_declaration_says_all():
    rounds = next(each for each in declarations(Partner) if each.path == "rounds")
    assert (rounds.unit, rounds.low, rounds.high) == ("rounds", 1, 50)
    assert (rounds.role, rounds.meaning, rounds.type) == ("uncertainty", "patience", int)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("trust", True),
        ("trust", "0.5"),
        ("trust", float("nan")),
        ("trust", float("inf")),
        ("trust", -0.001),
        ("trust", 1.001),
        ("trust", 10**400),
        ("rounds", 3.0),
        ("rounds", False),
        ("capability", {"grid": 1.2}),
        ("capability", {"grid": True}),
        ("capability", {"grid": float("nan")}),
        ("capability", [0.5]),
        ("tactic", "tit"),
        ("colour", "red"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_key(key, value):
    with pytest.raises(ValidationError) as caught:
        Partner(**{**PARTNER, key: value})
    assert {each["loc"][0] for each in caught.value.errors()} == {key}


def test_an_integer_will_do_for_a_real_number_and_becomes_one():
    assert repr(Partner(**{**PARTNER, "trust": 1}).trust) == "1.0"


def test_each_bad_element_is_named():
    with pytest.raises(ValidationError) as caught:
        Partner(**{**PARTNER, "capability": {"a": 2.0, "b": 0.5, "c": -1.0}})
    assert [each["loc"] for each in caught.value.errors()] == [
        ("capability", "a"),
        ("capability", "c"),
    ]


def test_a_branch_is_frozen():
    with pytest.raises(ValidationError):
        Partner(**PARTNER).trust = 0.1


@pytest.mark.parametrize(
    ("unit", "low", "high", "role", "meaning"),
    [
        ("", 0, 1, "fact", "x"),
        ("share", 0, 1, "fact", " "),
        ("share", 1, 1, "fact", "x"),
        ("share", 0, float("inf"), "fact", "x"),
        ("share", 0, 1, "guess", "x"),
    ],
)
@pytest.mark.parametrize("declare", [quantity, table_of])
def test_a_declaration_without_sense_is_refused(declare, unit, low, high, role, meaning):
    with pytest.raises(ValueError, match=r"unit|bounds|role"):
        declare(unit, low, high, role, meaning)


def test_a_declaration_stays_with_its_class_when_inherited():
    class Rival(Partner):
        zeal: float = quantity("share", 0, 1, "lever", "zeal")

    assert "trust" in {each.path for each in declarations(Rival)}
    assert issubclass(Rival, Declared)
