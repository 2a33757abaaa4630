"""Runs side by side under the same shocks, and why they parted: a table of first differences."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from experiments.partings import event_differences, measure_differences, setting_differences
from experiments.runner import Result, each, simulate
from model.metrics.declared import INDICATORS
from model.scenario.decisions import Decision
from model.scenario.tree import Scenario

#: Runs that fit beside each other on a page.
MOST = 4
#: The headline measures that are shares, which one tolerance fits.
HEADLINES = tuple(
    told.name
    for (sheet, _), told in INDICATORS.items()
    if sheet == "host" and told.family == "headline" and told.unit == "share"
)
#: Measures have parted when they differ by more than this, share; assumption: what a reader would
#: call a difference, a hundredth of all needs.
TOLERANCE = 0.01


@dataclass(frozen=True)
class Fork:
    """What names a run: scenario, seed, and decisions from some quarter on."""

    scenario: Scenario
    seed: int
    decisions: tuple[Decision | str, ...] = ()


@dataclass(frozen=True)
class Parting:
    """Where one run parted from the first of a comparison.

    Attributes
    ----------
    run : str
        The other run.
    same_shocks : bool
        Whether both met the same shocks; where not, luck parted them too.
    decisions : DataFrame
        What was decided in one of the two only: ``run``, ``decision``, and ``void``: why it changed
        nothing, empty where it did.
    settings : DataFrame
        Values of the scenario that differ: ``key``, ``first``, ``other``.
    events : DataFrame
        What happened otherwise in the first quarter in which anything did, side by side:
        ``quarter``, ``label``, ``event``, ``about``, ``first`` and ``other``; the last two are the
        facts, None where it did not happen.
    by_kind : DataFrame
        The first difference of each kind of event, by quarter; columns as in ``events``.
    measures : DataFrame
        By measure: ``unit``, ``tolerance``, ``quarter`` and ``label`` from which on the two differ
        by more than that (-1 and empty: never), ``first`` and ``other`` then, ``first_end`` and
        ``other_end``.
    """

    run: str
    same_shocks: bool
    decisions: pd.DataFrame
    settings: pd.DataFrame
    events: pd.DataFrame
    by_kind: pd.DataFrame
    measures: pd.DataFrame

    @property
    def quarter(self) -> int:
        """The first quarter in which events differ; -1 where none ever does."""
        return int(self.events["quarter"].iloc[0]) if len(self.events) else -1


@dataclass(frozen=True)
class Comparison:
    """Runs side by side.

    Attributes
    ----------
    runs : mapping of str to Result
        By name; the first is the one that the others are held against.
    table : DataFrame
        ``run``, ``quarter``, ``label``, ``year``, ``measure``, ``value`` and ``difference`` from
        the first run.
    partings : tuple of Parting
        One for every run but the first.
    """

    runs: Mapping[str, Result]
    table: pd.DataFrame
    partings: tuple[Parting, ...]


def compared(
    forks: Mapping[str, Fork],
    measures: Sequence[str] = HEADLINES,
    tolerance: float = TOLERANCE,
    workers: int = 1,
) -> Comparison:
    """Simulate up to four runs and set them side by side.

    Parameters
    ----------
    forks : mapping of str to Fork
        By the name that tables give them; the first is what the others are held against.
    measures : sequence of str
        Series of the host.
    tolerance : float
        In the unit of the measures; from which difference on they have parted.
    workers : int
        Processes.

    Raises
    ------
    ValueError
        Where there are fewer than one or more than four runs, a measure is not one of the host, or
        decisions cannot be followed.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> scenario = load("classroom")
    >>> open_handed = Fork(scenario, 1, ("2027Q1:policy.concession=0.5",))
    >>> found = compared({"as planned": Fork(scenario, 1), "open-handed": open_handed})
    >>> (parting,) = found.partings
    >>> parting.decisions["decision"].tolist(), parting.same_shocks
    (['2027Q1:policy.concession=0.5'], True)
    >>> parting.quarter >= 8
    True
    """
    if not 1 <= len(forks) <= MOST:
        raise ValueError(f"{len(forks)} runs: expected 1 to {MOST}")
    return side_by_side(
        dict(zip(forks, each(_simulated, forks.values(), workers), strict=True)),
        measures,
        tolerance,
    )


def _simulated(fork: Fork) -> Result:
    return simulate(fork.scenario, fork.seed, decisions=fork.decisions)


def side_by_side(
    runs: Mapping[str, Result],
    measures: Sequence[str] = HEADLINES,
    tolerance: float = TOLERANCE,
) -> Comparison:
    """Set runs side by side that have been simulated; as :func:`compared`."""
    names = list(runs)
    first = runs[names[0]]
    for name in measures:
        if name not in first.series or name in ("quarter", "year", "label"):
            raise ValueError(f"measure {name!r}: expected a series of the host")
    if not (tolerance >= 0.0 and math.isfinite(tolerance)):
        raise ValueError(f"tolerance {tolerance}: expected 0 or more")
    rest = {name: runs[name] for name in names[1:]}
    return Comparison(
        runs=runs,
        table=pd.concat([_tidy(name, run, first, measures) for name, run in runs.items()]),
        partings=tuple(
            _parting(name, first, names[0], run, measures, tolerance) for name, run in rest.items()
        ),
    )


def _tidy(name: str, run: Result, first: Result, measures: Sequence[str]) -> pd.DataFrame:
    clock = ["quarter", "label", "year"]
    long = run.series[[*clock, *measures]].melt(clock, var_name="measure")
    base = first.series[["quarter", *measures]].melt("quarter", var_name="measure")
    both = long.merge(base, on=["quarter", "measure"], how="left", suffixes=("", "_first"))
    both["difference"] = both["value"] - both.pop("value_first")
    both.insert(0, "run", name)
    return both


def _parting(
    name: str,
    first: Result,
    first_name: str,
    other: Result,
    measures: Sequence[str],
    tolerance: float,
) -> Parting:
    shocks = ["commodity", "crisis"]
    events = event_differences(first, other)
    only = [
        (run_name, decided.text, _void(run, decided))
        for run_name, run, against in ((first_name, first, other), (name, other, first))
        for decided in run.decisions
        if decided not in against.decisions
    ]
    return Parting(
        run=name,
        same_shocks=first.seed == other.seed and first.series[shocks].equals(other.series[shocks]),
        decisions=pd.DataFrame(only, columns=["run", "decision", "void"]),
        settings=setting_differences(first.scenario, other.scenario),
        events=events[events["quarter"] == events["quarter"].min()].reset_index(drop=True),
        by_kind=events.drop_duplicates("event").reset_index(drop=True),
        measures=measure_differences(first, other, measures, tolerance),
    )


def _void(run: Result, decided: Decision) -> str:
    """Return why a decision changed nothing in a run, empty where it was followed."""
    told = [e for e in run.events if e["event"] == "decision void"]
    return next((str(e["because"]) for e in told if e["decision"] == decided.text), "")
