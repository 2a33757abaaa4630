"""Decisions as text: what is read, what is refused, and what the messages say."""

import pickle

import pytest

from experiments.runner import run_name
from model.scenario.decisions import LEVERS, DecisionError, Kind, decision, ordered
from model.scenario.load import load
from model.scenario.paths import place
from model.scenario.plan import NOTHING, planned
from model.scenario.tree import Scenario
from model.terms import Comprehensive, Protocol


@pytest.mark.parametrize(
    "text",
    [
        "2029Q1:policy.max_partner_share=0.2",
        "2029Q4:policy.rivals_invited=3",
        "2029Q4:policy.tactic=micro",
        "2028Q1:refuse:nuclear-korea",
        "2028Q1:sign:envelope-korea",
        "2028Q1:call:nuclear-korea",
        "2031Q2:exit:nuclear-korea-2028-7",
        "2031Q2:exit:nuclear-korea",
        "2030Q1:expel:nuclear-korea",
        "2030Q1:invite:nuclear-korea",
        "2028Q1:seat:nuclear-korea:host:4.0.4.4.0.0.4.4.0.0x3,4.0.3.4.0.0.4.4.0.0,accept",
        "2028Q1:seat:nuclear-korea:partner:leave",
    ],
)
def test_a_text_reads_back_to_itself(text: str) -> None:
    each = decision(text)
    assert each.text == text
    assert decision(each.text) == each == pickle.loads(pickle.dumps(each))


@pytest.mark.parametrize(
    ("loose", "strict"),
    [
        (" 2029-q1 : policy.concession = 4 ", "2029Q1:policy.concession=4.0"),
        ("2029Q1:policy.concession=.5", "2029Q1:policy.concession=0.5"),
        ("2029 Q1: refuse : nuclear-korea", "2029Q1:refuse:nuclear-korea"),
    ],
)
def test_ways_to_write_the_same(loose: str, strict: str) -> None:
    assert decision(loose).text == strict


def test_every_lever_can_be_decided_and_nothing_else() -> None:
    assert len(LEVERS) == len(set(LEVERS)) >= 20
    assert all(place(Scenario, lever.split(".")) for lever in LEVERS)
    with pytest.raises(DecisionError, match="expected KEY=VALUE with a lever: council"):
        decision("2029Q1:shocks.crisis_cut=0.5")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "expected QUARTER:KEY=VALUE or QUARTER:VERB:NAME"),
        ("2029Q1", "2029Q1: expected QUARTER:KEY=VALUE"),
        ("2029Q1:policy.x\x1b[2J=1", "expected QUARTER:KEY"),
        ("2029Q1:" + "x" * 5000, "expected QUARTER:KEY"),
        ("2029Q1:refus:nuclear-korea", 'verb = "refus".*did you mean refuse'),
        ("2029Q1:policy.max_partner_shar=1", "did you mean policy.max_partner_share"),
        ("2029Q1:policy.max_partner_share", "policy.max_partner_share: expected KEY=VALUE"),
        ("2029Q1:policy.max_partner_share=", "a number from 0 to 1"),
        ("2029Q1:policy.max_partner_share=true", "= true: expected a number from 0 to 1"),
        ("2029Q1:policy.max_partner_share=2", "= 2.0: expected a number from 0 to 1"),
        ("2029Q1:policy.rivals_invited=2.5", "a whole number from 1 to 8"),
        ("2029Q1:policy.tactic=shout", 'tactic = "shout": expected one of time'),
        ("2051Q1:policy.concession=2", 'quarter = "2051Q1": .*2025Q1 to 2040Q4'),
        ("2029Q5:policy.concession=2", "a year and a quarter, 2025Q1 to 2040Q4"),
        ("2029Q1:refuse:nuclear-koera", 'name = "nuclear-koera".*did you mean nuclear-korea'),
        ("2029Q1:exit:nonsense", "an agreement such as nuclear-korea-2028-7"),
        ("2029Q1:seat:nuclear-korea", "moves = .*expected SIDE:MOVES, such as host:"),
        ("2029Q1:seat:nuclear-korea:host:", "expected SIDE:MOVES"),
        ("2029Q1:seat:nuclear-korea:nobody:leave", "expected SIDE:MOVES"),
        ("2029Q1:seat:nuclear-korea:host:leave,accept", "expected SIDE:MOVES"),
        ("2029Q1:seat:nuclear-korea:host:1.2x0", "expected SIDE:MOVES"),
        ("2029Q1:seat:nuclear-korea:host:1.2", "each offer 10 levels, below 5.5.5"),
        ("2029Q1:seat:nuclear-korea:host:5.4.4.4.4.4.4.4.4.4", "each offer 10 levels"),
        ("2029Q1:seat:envelope-korea:host:4.4.4.4.4.4.4.4.4.4", "each offer 11 levels"),
        ("2029Q1:seat:nuclear-korea:host:4.4.4.4.4.4.4.4.4.4x41", "at most 40 moves"),
        ("2029Q1:sign:nuclear-singapore", "capability.nuclear = .*expected at least"),
    ],
)
def test_what_is_wrong_is_said(text: str, said: str) -> None:
    with pytest.raises(DecisionError, match=said):
        planned(load("peru2040"), [text])


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(DecisionError) as caught:
        planned(load("peru2040"), ["2051Q1:sign:nuclear-korea", "2029Q1:refuse:nuclear-nobody"])
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2029Q1:refuse:nuclear-korea", "2029Q1:sign:nuclear-korea"),
        ("2029Q1:expel:nuclear-korea", "2029Q1:invite:nuclear-korea"),
        ("2029Q1:policy.concession=2", "2029Q1:policy.concession=3"),
        ("2029Q1:seat:nuclear-korea:host:leave", "2029Q1:seat:nuclear-korea:partner:leave"),
    ],
)
def test_two_that_gainsay_each_other(one: str, other: str) -> None:
    with pytest.raises(DecisionError, match="one of the two in a quarter"):
        planned(load("peru2040"), [one, other])
    later = other.replace("Q1", "Q2")
    assert len(planned(load("peru2040"), [one, later]).decisions) == 2


def test_levers_stand_until_they_are_moved_again() -> None:
    plan = planned(
        load("peru2040"), ["2030Q1:policy.concession=3", "2026Q1:policy.fund_saving=0.3"]
    )
    assert list(plan.scenarios) == [4, 20]
    assert plan.scenarios[20].policy.fund_saving == 0.3
    assert plan.scenarios[4].policy.concession == load("peru2040").policy.concession


def test_a_name_does_not_hang_on_the_order() -> None:
    scenario = load("peru2040")
    texts = ["2030Q1:policy.concession=3", "2028Q1:refuse:nuclear-korea"]
    assert ordered(texts) == ordered(reversed(texts)) == ordered(texts + texts[:1])
    assert run_name(scenario, 1, texts) == run_name(scenario, 1, texts[::-1])
    plain, one, both = (run_name(scenario, 1, texts[:n]) for n in range(3))
    assert len({plain, one, both}) == 3
    assert one.startswith(f"{plain}-d")
    assert planned(scenario, []) is NOTHING


def test_kinds_are_told_apart_by_their_verbs() -> None:
    verbs = set(Kind) - {Kind.SET}
    assert {decision(f"2029Q1:{kind}:a-b:host:leave").kind for kind in verbs} == verbs


def test_the_levels_of_a_move_stand_in_the_order_of_the_table() -> None:
    terms = load("peru2040").terms
    for issues, order in ((terms.comprehensive, Comprehensive), (terms.protocol, Protocol)):
        assert list(type(issues).model_fields) == [issue.name.lower() for issue in order]
