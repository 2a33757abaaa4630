"""First differences of two runs: settings, events, measures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from experiments.recall import label_of
from experiments.runner import Result
from model.metrics.declared import INDICATORS
from model.scenario.paths import leaves
from model.scenario.tree import Scenario

#: Facts that say what an event is about, in this order.
ABOUT = ("topic", "technology", "agreement", "firm", "partner")
COLUMNS = ("quarter", "label", "event", "about", "first", "other")
_NUMBER = re.compile(r"-\d+$")
Facts = Mapping[str, Any]


def event_differences(first: Result, other: Result) -> pd.DataFrame:
    """Return all events that happened in one run only, or otherwise, in the order of quarters.

    Entries about decisions are left out: they are causes. Agreements are compared without their
    number in the portfolio, which one agreement more shifts for all that follow.

    Parameters
    ----------
    first, other : Result
        Two runs.

    Returns
    -------
    DataFrame
        A row an event: ``quarter``, ``label``, ``event``, ``about``, and ``first`` and ``other``,
        the facts of it in either run, None where it did not happen.

    Examples
    --------
    >>> from experiments.runner import simulate
    >>> from model.scenario.load import load
    >>> run = simulate(load("classroom"), 1)
    >>> len(event_differences(run, run))
    0
    """
    ours, theirs = _named(first), _named(other)
    rows = []
    for key in sorted({**ours, **theirs}, key=lambda name: name[0]):
        one, two = ours.get(key), theirs.get(key)
        if _plain(one) != _plain(two):
            quarter, event, about, _ = key
            rows.append((quarter, label_of(first.scenario, quarter), event, about, one, two))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _named(run: Result) -> dict[tuple[int, str, str, int], Facts]:
    """Return events by quarter, kind, what they are about, and how many such came before."""
    found: dict[tuple[int, str, str, int], Facts] = {}
    for each in run.events:
        if "decision" in each:
            continue
        parts = [_without_number(each[name]) for name in ABOUT if name in each]
        key = int(each["quarter"]), str(each["event"]), " ".join(dict.fromkeys(filter(None, parts)))
        times = 0
        while (*key, times) in found:
            times += 1
        found[*key, times] = each
    return found


def _without_number(value: object) -> str:
    """Return what an agreement is called without its number; nothing of a bare number."""
    return _NUMBER.sub("", value) if isinstance(value, str) else ""


def _plain(facts: Facts | None) -> dict[str, Any] | None:
    if facts is None:
        return None
    kept = {name: value for name, value in facts.items() if name != "agreement"}
    return kept | {"agreement": _without_number(facts.get("agreement"))}


def measure_differences(
    first: Result, other: Result, measures: Sequence[str], tolerance: float
) -> pd.DataFrame:
    """Return from which quarter on measures of two runs differ by more than a tolerance.

    Parameters
    ----------
    first, other : Result
        Two runs.
    measures : sequence of str
        Series of the host.
    tolerance : float
        In their unit.

    Returns
    -------
    DataFrame
        A row a measure, those that parted first on top: ``measure``, ``unit``, ``tolerance``,
        ``quarter`` and ``label`` (-1 and empty: never), ``first`` and ``other`` then (nan: never),
        ``first_end`` and ``other_end``. A value that exists in one run only counts as parted.
    """
    quarters = min(len(first.series), len(other.series))
    rows = []
    for name in measures:
        ours, theirs = (run.series[name].to_numpy(dtype=float) for run in (first, other))
        a, b = ours[:quarters], theirs[:quarters]
        apart = (np.abs(a - b) > tolerance) | (np.isnan(a) != np.isnan(b))
        at = int(np.argmax(apart)) if apart.any() else -1
        label = label_of(first.scenario, at) if at >= 0 else ""
        then = (a[at], b[at]) if at >= 0 else (np.nan, np.nan)
        unit = INDICATORS["host", name].unit
        rows.append((name, unit, tolerance, at, label, *then, ours[-1], theirs[-1]))
    heads = ("measure", "unit", "tolerance", "quarter", "label", "first", "other")
    table = pd.DataFrame(rows, columns=[*heads, "first_end", "other_end"])
    never = table["quarter"] < 0
    order = table.assign(never=never).sort_values(["never", "quarter"], kind="stable")
    return order.drop(columns="never").reset_index(drop=True)


def setting_differences(first: Scenario, other: Scenario) -> pd.DataFrame:
    """Return the values in which two scenarios differ: ``key``, ``first``, ``other``.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> table = setting_differences(
    ...     load("classroom"), load("classroom", ["policy.fund_saving=0.4"])
    ... )
    >>> table["key"].tolist()
    ['policy.fund_saving']
    """
    ours, theirs = dict(leaves(first.model_dump())), dict(leaves(other.model_dump()))
    rows = [
        (key, ours.get(key), theirs.get(key))
        for key in {**ours, **theirs}
        if ours.get(key) != theirs.get(key)
    ]
    return pd.DataFrame(rows, columns=["key", "first", "other"])
