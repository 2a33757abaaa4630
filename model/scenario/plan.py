"""Decisions held against a scenario: checked, and laid out by quarter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from model.scenario.decisions import Decision, DecisionError, Kind, ordered, told
from model.scenario.moves import misfit, read_moves
from model.scenario.problems import Problem, ScenarioError, nearest
from model.scenario.quarters import quarter_place
from model.scenario.tree import Scenario
from model.scenario.vary import varied

ENVELOPE = "envelope"
#: Kinds that gainsay each other when they are about one talk in one quarter.
OPPOSED = ({Kind.REFUSE, Kind.SIGN}, {Kind.EXPEL, Kind.INVITE})
#: Kinds of which there can be but one about one thing in one quarter.
ALONE = ({Kind.SET}, {Kind.SEAT})
_NUMBERED = re.compile(r"(.+)-\d{4}-\d+", re.ASCII)


@dataclass(frozen=True)
class Plan:
    """What is decided in which quarter of a run.

    Attributes
    ----------
    decisions : tuple of Decision
        All, in their canonical order.
    by_quarter : mapping of int to tuple of Decision
        The same by the quarter in which they begin, counted from 0.
    scenarios : mapping of int to Scenario
        By the quarter in which levers change: the scenario as it stands from then on.
    """

    decisions: tuple[Decision, ...] = ()
    by_quarter: Mapping[int, tuple[Decision, ...]] = field(default_factory=dict)
    scenarios: Mapping[int, Scenario] = field(default_factory=dict)


#: The plan of a run in which nothing is decided.
NOTHING = Plan((), MappingProxyType({}), MappingProxyType({}))


def talks(scenario: Scenario) -> dict[str, tuple[str, str]]:
    """Return the topic and the partner of every talk that can be held, by TOPIC-PARTNER.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> talks(load("classroom"))["envelope-cassia"]
    ('envelope', 'cassia')
    """
    topics = (*scenario.technologies, ENVELOPE)
    return {f"{topic}-{p}": (topic, p) for topic in topics for p in scenario.partners}


def planned(scenario: Scenario, decisions: Iterable[Decision | str]) -> Plan:
    """Return what is decided in which quarter of a run of a scenario.

    Parameters
    ----------
    scenario : Scenario
        As it stands at the start.
    decisions : iterable of Decision or str
        In any order.

    Raises
    ------
    DecisionError
        With all that is wrong: decision, key, value, what was expected.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> plan = planned(load("classroom"), ["2026Q1:policy.fund_saving=0.3"])
    >>> plan.scenarios[4].policy.fund_saving
    0.3
    """
    lines = ordered(decisions)
    if not lines:
        return NOTHING
    problems: list[Problem] = []
    by_quarter: dict[int, list[Decision]] = {}
    for each in lines:
        try:
            quarter = quarter_place(scenario.clock, each.quarter)
        except ValueError as error:
            problems.append(Problem(told(each.text), "quarter", each.quarter, str(error)))
            continue
        problems += _unknown(scenario, each)
        problems += _gainsaid(each, by_quarter.setdefault(quarter, []))
        by_quarter[quarter].append(each)
    scenarios: dict[int, Scenario] = {}
    now = scenario
    for quarter in sorted(by_quarter):
        moved = {each.about: each for each in by_quarter[quarter] if each.kind is Kind.SET}
        if moved:
            try:
                now = varied(now, {path: each.value for path, each in moved.items()})
            except ScenarioError as error:
                problems += list(_renamed(error, moved))
            scenarios[quarter] = now
    if problems:
        raise DecisionError(problems)
    return Plan(lines, {q: tuple(each) for q, each in by_quarter.items()}, scenarios)


def _unknown(scenario: Scenario, each: Decision) -> Iterator[Problem]:
    """Yield what a decision names and the scenario does not have."""
    if each.kind is Kind.SET:
        return
    known, name = talks(scenario), each.about
    if each.kind is Kind.EXIT and name not in known:
        numbered = _NUMBERED.fullmatch(name)
        name = numbered[1] if numbered else name
    if name not in known:
        expected = "TOPIC-PARTNER of " + (
            f"{', '.join((*scenario.technologies, ENVELOPE))} and {', '.join(scenario.partners)}"
        )
        if each.kind is Kind.EXIT:
            expected = f"an agreement such as nuclear-korea-2028-7, or {expected}"
        yield Problem(told(each.text), "name", each.about, expected, nearest(name, known))
    elif each.kind in (Kind.CALL, Kind.SIGN, Kind.INVITE) and known[name][0] != ENVELOPE:
        topic, partner = known[name]
        able = scenario.partners[partner].capability.get(topic, 0.0)
        least = scenario.bargaining.entry_capability
        if able < least:
            key = f"partners.{partner}.capability.{topic}"
            expected = f"at least {least:g} (bargaining.entry_capability)"
            yield Problem(told(each.text), key, able, expected)
    elif each.kind is Kind.SEAT:
        terms = scenario.terms
        issues = terms.comprehensive if known[name][0] == ENVELOPE else terms.protocol
        counts = [getattr(issues, issue).levels for issue in type(issues).model_fields]
        wrong = misfit(read_moves(str(each.value)), counts, scenario.bargaining.rounds)
        if wrong:
            yield Problem(told(each.text), "moves", each.value, wrong)


def _gainsaid(each: Decision, others: Iterable[Decision]) -> Iterator[Problem]:
    """Yield where another decision of the same quarter says something else of the same thing."""
    for other in others:
        both = {each.kind, other.kind}
        if each.about == other.about and (both in OPPOSED or both in ALONE):
            yield Problem(told(each.text), "and", other.text, "one of the two in a quarter")


def _renamed(error: ScenarioError, moved: Mapping[str, Decision]) -> Iterator[Problem]:
    """Yield the problems of a scenario as those of the decisions that made them."""
    for each in error.problems:
        blamed = moved.get(each.key)
        texts = [blamed.text] if blamed else [one.text for one in moved.values()]
        yield replace(each, file=told(", ".join(texts)))
