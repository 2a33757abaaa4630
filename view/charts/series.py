"""Series of the host as plain data for the browser's line charts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from experiments.runner import Result
from model.metrics.declared import declared
from view.sketches import Sketch, band
from view.words import Words

#: Measures that share a picture with autonomy.
HEADLINE = ("capability", "autonomy", "autonomy_alone")
#: What the page offers below, in this order; the first ones are drawn unless others are chosen.
OFFERED = (
    "dependence", "know_how", "debt_share", "fund_usd_m", "hhi_controller", "investment_usd_m",
    "exports_usd_m", "jobs", "council_budget_usd_m", "trust", "approval", "absorptive",
    "transfer_effectiveness", "engineers_trained", "live", "host_share",
)  # fmt: skip
USUAL = OFFERED[:6]
#: Digits that are sent; a chart is no wider than 2,000 points.
DIGITS = 5


@dataclass(frozen=True)
class Telling:
    """One run to draw: its role, which gives its name and look, and what its band is made of."""

    role: str
    result: Result
    sketches: Sequence[Sketch] = ()


def chart(measures: Sequence[str], told: Sequence[Telling], say: Words) -> dict[str, Any]:
    """Return one chart: axis, lines and bands.

    Parameters
    ----------
    measures : sequence of str
        Columns of the series, in one unit; several only where there is one line of each.
    told : sequence of Telling
        Runs, the current one first.
    say : Words
        Texts of the visitor's language.
    """
    unit = declared(measures[0], "host").unit
    first = told[0].result.series
    lines = [_line(measure, each, say, measures) for measure in measures for each in reversed(told)]
    return {
        "name": measures[0],
        "title": title(measures[0], say),
        "meaning": say.get(f"meaning.{measures[0]}", declared(measures[0], "host").meaning),
        "unit": unit_label(unit, say),
        "kind": kind(unit),
        "labels": first["label"].tolist(),
        "lines": lines,
        "flag": told[0].result.scenario.measures.concentration_flag
        if measures[0] == "hhi_controller"
        else None,
    }


def headline_chart(current: Telling, base: Telling | None, say: Words) -> dict[str, Any]:
    """Return the main chart: how much is met, after the worst exit, after all exits.

    Parameters
    ----------
    current : Telling
        The visitor's run.
    base : Telling or None
        The baseline, whose autonomy is drawn too; None where they are the same.
    say : Words
        Texts of the visitor's language.
    """
    # In this picture colour tells measures apart, whoever's run it is.
    told = chart(HEADLINE, [replace(current, role="current")], say)
    if base is not None:
        line = _line("autonomy", base, say, ("autonomy",))
        told["lines"].insert(0, line | {"name": say("app.role.base")})
    return told | {"name": "autonomy", "title": say("app.chart.autonomy")}


def _line(measure: str, told: Telling, say: Words, measures: Sequence[str]) -> dict[str, Any]:
    role = told.role if len(measures) == 1 or told.role != "current" else measure
    line: dict[str, Any] = {
        "name": label(measure, say) if len(measures) > 1 else say(f"app.role.{told.role}"),
        "role": told.role,
        "look": role,
        "values": plain(told.result.series[measure].to_numpy(float)),
    }
    if len(told.sketches) > 1:
        edge = band(told.sketches, measure)
        outer, inner = (edge.low, edge.high), (edge.lower, edge.upper)
        line["bands"] = [[plain(side) for side in pair] for pair in (outer, inner)]
    return line


def plain(values: Any) -> list[float | None]:
    """Return numbers as JSON knows them: rounded, and nothing where there is none.

    Examples
    --------
    >>> plain(np.array([0.1234567, np.nan]))
    [0.12346, None]
    """
    given = np.asarray(values, float)
    rounded = np.where(np.abs(given) < 10, np.round(given, DIGITS), np.round(given, 1)).tolist()
    return [each if math.isfinite(each) else None for each in rounded]


def kind(unit: str) -> str:
    """Return how numbers of a unit are written: as a share, as money, or as they are.

    Examples
    --------
    >>> kind("share of GDP"), kind("USD m a year"), kind("persons")
    ('share', 'usd', 'number')
    """
    if unit.startswith("share"):
        return "share"
    return "usd" if unit.startswith("USD m") else "number"


def label(measure: str, say: Words) -> str:
    """Return what a measure is called."""
    return say.get(f"app.measure.{measure}", measure.replace("_usd_m", "").replace("_", " "))


def title(measure: str, say: Words) -> str:
    """Return what a measure is called where it stands alone."""
    return say.get(f"app.measure_title.{measure}", label(measure, say))


def unit_label(unit: str, say: Words) -> str:
    """Return a unit in the visitor's language, of money as the browser divides it."""
    return say.get(f"app.unit.{unit}", say.instead("unit", unit))


def at(result: Result, measure: str, quarter: int) -> float:
    """Return a measure of the host at a quarter; -1 is the last."""
    return float(result.series[measure].iloc[min(quarter, len(result.series) - 1)])


def ends(told: Mapping[str, Result], measure: str) -> dict[str, float]:
    """Return where each of several runs ends."""
    return {name: at(result, measure, -1) for name, result in told.items()}
