"""Questions about one run, answered in a worker that remembers the runs last asked about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from experiments.forks import Parting, side_by_side
from experiments.narrows import Narrows, narrows
from experiments.options import Option, options
from experiments.questions import asked, span_of
from experiments.reasons import reasons
from experiments.recall import quarter_of
from experiments.runner import Result
from model.attribution import Reasons
from model.departure import Leavers, aftermath
from model.stoppage import stoppages
from view.remembered import Run, history_of

#: Orders of causes that are sampled for a page; the command asks for more.
PAIRS = 60


@dataclass(frozen=True)
class Fall:
    """A technology that falls: need met before and after, and what it stands still for."""

    technology: str
    before: float
    after: float
    chain: tuple[str, ...]


@dataclass(frozen=True)
class Departed:
    """What a departure brings: needs met before, on the day, at the end; who falls and why."""

    before: float
    day: float
    later: float
    years: float
    falls: tuple[Fall, ...]


def departed(run: Run, quarter: int, state: str) -> Departed:
    """Return what falls if a foreign state leaves at the end of a quarter.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> gone = departed(Run(load("classroom"), 1), 39, "borland")
    >>> gone.day <= gone.later <= gone.before
    True
    """
    world = history_of(run, quarter).state
    place = world.atlas.states.index(state)
    after = aftermath(world, Leavers(states=frozenset({place})))
    return Departed(
        before=float(after.before[: len(after.weight)] @ after.weight),
        day=float(after.needs_met[0]),
        later=float(after.needs_met[-1]),
        years=float(after.years[-1]),
        falls=tuple(
            Fall(each.technology, each.before, each.after, each.chain)
            for each in stoppages(world.atlas, after)
        ),
    )


def why(run: Run, measure: str, dates: str, of: str = "") -> Reasons:
    """Return why a measure changed between two dates.

    Raises
    ------
    experiments.recall.RecallError
        Where something is asked for that is not there.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> why(Run(load("classroom"), 1), "autonomy", "start..2030").rule
    'sampled'
    """
    which, span = asked(run.scenario, measure, of), span_of(run.scenario, dates)
    return reasons(history_of(run, span.end), which, span, PAIRS)


def partings(runs: Mapping[str, Result]) -> tuple[Parting, ...]:
    """Return where each run parted from the first, by name."""
    return side_by_side(runs).partings


def options_at(run: Run, quarter: str) -> tuple[Option, ...]:
    """Return what can be decided otherwise at a quarter, such as 2029Q1."""
    return options(history_of(run, quarter_of(run.scenario, quarter)), quarter)


def narrows_at(run: Run, quarter: int) -> Narrows:
    """Return the narrow places of a run at the end of a quarter, counted from 0."""
    state = history_of(run, quarter).state
    return narrows(state, state.graph.at(quarter))
