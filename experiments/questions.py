"""What a question after reasons means: which measure of what, and between which two dates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple, NoReturn

from experiments.recall import RecallError, place_of, quarter_of
from model.atlas import by_key
from model.flow_parts import FLOWS
from model.metrics.indicator import SHEETS, Sheet
from model.scenario.problems import nearest
from model.scenario.tree import Scenario
from model.snapshot import START
from model.structure_parts import STRUCTURE

YEAR = re.compile(r"\d{4}")
#: What people call some measures.
ALSO: Mapping[str, str] = MappingProxyType(
    {
        "debt": "debt_share",
        "needs_met": "capability",
        "needs": "capability",
        "loans": "loans_usd_m",
        "fund": "fund_usd_m",
        "investment": "investment_usd_m",
        "exports": "exports_usd_m",
    }
)
#: Why the other measures of the host have no parts.
NO_PARTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "it is the number of a state, not an amount": ("worst_exit",),
        "it is drawn before the run, not brought about in it": ("commodity", "crisis", "currency"),
        "it is a count of one quarter; ask for events instead": (
            "talks", "texts", "unratified", "signed", "completed", "renegotiated", "left",
            "distress", "host_firms",
        ),
        "it is a flow of one quarter, set by all accounts and projects at once": (
            "local_spending_usd_m", "contracts_usd_m", "council_budget_usd_m", "loan_service",
            "debt_service", "debt_service_exports", "stress_band",
        ),
        "it is one stock that all projects share": (
            "engineers_trained", "engineers_free", "staffing", "funding",
        ),
        "it follows an equation of its own from quarter to quarter": (
            "gdp_usd_m", "research_share", "absorptive", "bond_rate", "patents",
            "collateral_share", "trust", "approval", "prominence",
        ),
        "it compares regions; ask for jobs instead": ("jobs_evenness",),
        "it is a share of what moves by itself; ask for exports instead": ("export_share",),
        "it is a ratio of gains at signature; ask for a deal instead": (
            "host_share", "balance_of_gains",
        ),
    }
)  # fmt: skip


class Span(NamedTuple):
    """Two quarters, the earlier first; -1 for the start of the run."""

    start: int
    end: int


def span_of(scenario: Scenario, text: str) -> Span:
    """Return the two dates between which a change is asked for.

    Parameters
    ----------
    scenario : Scenario
        Sets the clock.
    text : str
        ``FROM..TO``, each a year (its end) or a quarter such as 2031Q2, FROM also ``start``; or one
        of them alone: the change over that year or quarter.

    Raises
    ------
    RecallError
        Where it is neither, lies outside the run, or goes backwards.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> peru = load("peru2040")
    >>> span_of(peru, "2031"), span_of(peru, "2026..2031Q2")
    (Span(start=23, end=27), Span(start=7, end=25))
    """
    first, dots, last = (part.strip() for part in text.partition(".."))
    end = _date(scenario, last if dots else first)
    if not dots:
        return Span(end - (4 if YEAR.fullmatch(first) else 1), end)
    start = START if first.casefold() == "start" else _date(scenario, first)
    if start >= end:
        raise RecallError(f"{text!r}: expected an earlier date, two dots, a later one")
    return Span(start, end)


def _date(scenario: Scenario, text: str) -> int:
    return quarter_of(scenario, f"{text}Q4" if YEAR.fullmatch(text) else text)


class Asked(NamedTuple):
    """A measure: its sheet and name, and the partner or technology that it is of."""

    sheet: Sheet
    name: str
    of: str
    place: int


def asked(scenario: Scenario, measure: str, of: str = "") -> Asked:
    """Return which measure is meant.

    Raises
    ------
    RecallError
        Where there is no such measure, partner or technology, or the measure has no parts.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> asked(load("peru2040"), "debt").name
    'debt_share'
    """
    name = measure.casefold().replace("-", "_").replace(" ", "_")
    sheet: Sheet = "host"
    place = 0
    if of:
        sheet, of, place = _owner(scenario, of)
    if name not in known(sheet):
        name = ALSO.get(name, name)
    if name not in known(sheet):
        _refuse(sheet, name)
    return Asked(sheet, name, of, place)


def _owner(scenario: Scenario, of: str) -> tuple[Sheet, str, int]:
    partners, technologies = by_key(scenario.partners), by_key(scenario.technologies)
    ids = [*partners, *technologies]
    data = [scenario.partners[p] for p in partners] + [
        scenario.technologies[k] for k in technologies
    ]
    places = {each.name: at for at, each in enumerate(data)} | {
        key: at for at, key in enumerate(ids)
    }
    at = place_of("--of", of, places, ids)
    if at < len(partners):
        return "partner", ids[at], at
    return "technology", ids[at], at - len(partners)


def known(sheet: Sheet) -> list[str]:
    """Return the measures of a sheet that have parts."""
    return [name for at, name in (*STRUCTURE, *FLOWS) if at == sheet]


def without_parts() -> dict[str, str]:
    """Return the measures of the host that have no parts, with the reason.

    Examples
    --------
    >>> without_parts()["commodity"]
    'it is drawn before the run, not brought about in it'
    """
    return {name: reason for reason, names in NO_PARTS.items() for name in names}


def _refuse(sheet: Sheet, name: str) -> NoReturn:
    have = known(sheet)
    if sheet == "host" and name in without_parts():
        raise RecallError(
            f"measure {name!r} cannot be decomposed: {without_parts()[name]}; "
            f"expected one of {', '.join(have)}"
        )
    others = [other for other in SHEETS if other != sheet and name in known(other)]
    if others:
        hint = f"; it is one of a {others[0]}" + (
            ": name it with --of" if others[0] != "host" else ""
        )
    else:
        guess = nearest(name, [*have, *ALSO])
        hint = f"; did you mean {guess}?" if guess else ""
    raise RecallError(f"measure {name!r}: expected one of {', '.join(have)}{hint}")
