"""Levers and assumptions of the browser, read off the declarations: ends, unit, source, meaning."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, get_args

from model.scenario.declare import Declaration
from model.scenario.load import Loaded
from model.scenario.partner import TacticName
from model.scenario.paths import place
from model.scenario.provenance import Provenance
from model.scenario.tree import Scenario
from view.charts.series import kind, unit_label
from view.choice import Value, value_of
from view.words import Words

#: What the host decides, in groups; the first two groups are open at first.
LEVERS: Mapping[str, Sequence[str]] = {
    "partners": (
        "policy.max_partner_share", "policy.rivals_invited", "policy.autonomy_price_usd_m",
    ),
    "terms": (
        "policy.transfer_floor", "policy.local_content_floor", "policy.critical_equity_floor",
        "policy.critical_from", "policy.collateral_cap",
    ),
    "stance": ("policy.tactic", "policy.concession", "policy.discount_rate"),
    "council": (
        "council.budget_usd_m", "council.office_share", "council.culture_share",
        "council.positioning_share", "council.training_share",
    ),
    "knowledge": (
        "policy.research_target", "policy.research_ramp_years", "policy.training_places",
        "policy.institute_share",
    ),
    "money": ("policy.fund_saving", "policy.fund_spending", "policy.debt_ceiling"),
    "exit": ("policy.performance_standard", "policy.exit_patience"),
}  # fmt: skip
#: What nobody decides, in groups.
ASSUMPTIONS: Mapping[str, Sequence[str]] = {
    "learning": (
        "absorption.research_response", "absorption.people_weight", "absorption.frontier_rate",
        "absorption.running_transfer", "absorption.own_learning",
    ),
    "delivery": (
        "delivery.effort_monitoring", "delivery.effort_guarantee", "delivery.renegotiation_rate",
        "delivery.sunk_weight", "delivery.resourcing_base", "delivery.resourcing_gain",
    ),
    "politics": ("politics.quorum", "politics.spread", "politics.change_chance"),
    "economy": ("host.gdp_growth", "host.bond_rate", "finance.fiscal_reaction"),
    "surroundings": ("shocks.crisis_rate", "shocks.crisis_cut", "shocks.commodity_spread"),
}  # fmt: skip
#: Named positions: a word and the value it stands for.
POSITIONS: Mapping[str, Sequence[tuple[str, float]]] = {
    "policy.max_partner_share": (("free", 1.0), ("quarter", 0.25), ("eighth", 0.125)),
    "policy.rivals_invited": (("one", 1), ("three", 3), ("all", 4)),
    "policy.autonomy_price_usd_m": (("nothing", 0.0), ("plan", 30_000.0), ("double", 60_000.0)),
    "policy.transfer_floor": (("nothing", 0.0), ("plan", 0.3), ("deep", 0.75)),
    "policy.local_content_floor": (("nothing", 0.0), ("plan", 0.15), ("high", 0.4)),
    "policy.concession": (("soft", 0.5), ("steady", 1.0), ("tough", 4.0)),
    "council.budget_usd_m": (("nothing", 0.0), ("affordable", 500.0), ("plan", 5000.0)),
    "policy.research_target": (("today", 0.00162), ("plan", 0.01), ("double", 0.02)),
    "policy.fund_saving": (("nothing", 0.0), ("plan", 0.3), ("double", 0.6)),
}
#: Places of a slider.
STEPS = 100
#: From this ratio of its ends on a slider goes in equal factors.
WIDE = 20.0
NO_NOTE = Provenance(source="", mark="assumption", file="")


def switches(scenario: Scenario) -> list[str]:
    """Return the keys of the mechanisms that can be switched off."""
    table = scenario.mechanisms.model_dump()
    return [f"mechanisms.{name}" for name, value in table.items() if isinstance(value, bool)]


def lever_groups(
    table: Mapping[str, Sequence[str]], base: Loaded, current: Scenario, say: Words
) -> list[dict[str, Any]]:
    """Return groups of levers as plain data.

    Parameters
    ----------
    table : mapping of str to sequence of str
        ``LEVERS``, ``ASSUMPTIONS``, or dotted keys of one's own by group; keys that the scenario
        lacks are left out.
    base : Loaded
        The baseline, with the sources of its numbers.
    current : Scenario
        What stands now.
    say : Words
        Texts of the visitor's language.

    Examples
    --------
    >>> from model.scenario.load import load_with_provenance
    >>> from view.words import words
    >>> base = load_with_provenance("peru2040")
    >>> groups = lever_groups({"partners": LEVERS["partners"]}, base, base.scenario, words())
    >>> lever = groups[0]["levers"][0]
    >>> lever["path"], lever["low"], lever["high"], lever["value"]
    ('policy.max_partner_share', 0.1, 1.0, 0.25)
    """
    groups = []
    for name, paths in table.items():
        levers = [
            _lever(path, _declared(type(base.scenario), path), base, current, say)
            for path in paths
            if value_of(base.scenario, path) is not None
        ]
        if levers:
            groups.append({"key": name, "title": say(f"app.group.{name}"), "levers": levers})
    return groups


@cache
def _declared(root: type[Scenario], path: str) -> Declaration | None:
    """Return what is declared of one number; a search of all would cost as much as a run."""
    found = place(root, path.split("."))
    return None if found is None else found.declaration


def _lever(
    path: str, declared: Declaration | None, base: Loaded, current: Scenario, say: Words
) -> dict[str, Any]:
    note = base.provenance.get(path, NO_NOTE)
    start = value_of(base.scenario, path)
    told: dict[str, Any] = {
        "path": path,
        "name": say.get(f"app.lever.{path}.name", path),
        "about": say.get(f"app.lever.{path}.about", declared.meaning if declared else ""),
        "watch": say.get(f"app.lever.{path}.watch", ""),
        "source": f"{say.instead('source', note.source)} [{say(f'app.mark.{note.mark}')}]".strip(),
        "value": value_of(current, path),
        "base": start,
        "positions": [],
    }
    if declared is None:
        return told | {"unit": "", "choices": _choices(start, say)}
    positions = POSITIONS.get(path, ())
    standing = (start, value_of(current, path), *(value for _, value in positions))
    low, high = span(declared, note, standing)
    log = low > 0 and high / low >= WIDE
    return told | {
        "unit": unit_label(declared.unit, say),
        "kind": kind(declared.unit),
        "low": low,
        "high": high,
        "log": log,
        "steps": min(STEPS, int(high - low)) if declared.type is int else STEPS,
        "digits": 0 if declared.type is int else _digits(high - low),
        "positions": [
            {"label": say(f"app.position.{word}"), "value": value} for word, value in positions
        ],
    }


def span(
    declared: Declaration, note: Provenance, values: Sequence[Value | None]
) -> tuple[float, float]:
    """Return the ends of a slider: the range that is noted, wide enough for what stands there.

    Examples
    --------
    >>> one = Declaration("policy.fund_saving", "share", 0, 1, "lever", "saved", float)
    >>> span(one, Provenance("assumption", "assumption", "", (0.0, 0.6)), (0.3, 0.7))
    (0.0, 0.7)
    """
    known = [float(each) for each in values if isinstance(each, int | float)]
    low, high = note.range or (declared.low, declared.high)
    return (
        float(max(declared.low, min(low, *known))),
        float(min(declared.high, max(high, *known))),
    )


def _digits(width: float) -> int:
    """Return the decimals that a hundredth of a slider needs."""
    return max(0, 2 - math.floor(math.log10(width))) if width > 0 else 2


def _choices(value: Value | None, say: Words) -> list[dict[str, Any]]:
    if isinstance(value, bool):
        return [{"value": each, "label": say(f"app.switch.{each}")} for each in (True, False)]
    return [{"value": each, "label": say(f"app.tactic.{each}")} for each in get_args(TacticName)]
