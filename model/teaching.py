"""Where know-how came from: the equation of :mod:`model.capability`, term by term.

``ΔL_k = Σ_i lessons of agreement i + own learning - forgetting - frontier``. Lessons are taught
together (their sum is capped at full quality); each agreement gets its part in proportion to what
it teaches. What the ceiling of the class or the floor of nothing takes is a term of its own, so
that the terms sum to the change that was recorded.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import numpy as np

from model.attribution import Cause
from model.declared import QUARTER
from model.lessons import lessons
from model.portfolio import ENDED
from model.snapshot import History, Snapshot
from model.state import State


class Lesson(NamedTuple):
    """What moved the know-how in a technology: a cause, and the row of an agreement or -1."""

    cause: Cause
    technology: int
    row: int


def taught(history: History, start: int, end: int) -> dict[Lesson, float]:
    """Return what each cause added to know-how between two quarters, shares of the tasks.

    Parameters
    ----------
    history : History
        A run.
    start, end : int
        Quarters; -1 for the start of the run.

    Returns
    -------
    dict
        By cause; sums over a technology are the change of its know-how.
    """
    found: defaultdict[Lesson, float] = defaultdict(float)
    for before, after in history.between(start, end):
        for cause, amount in _in_a_quarter(history.state, before, after).items():
            found[cause] += amount
    return dict(found)


def _in_a_quarter(state: State, before: Snapshot, after: Snapshot) -> dict[Lesson, float]:
    parameters, switch = state.scenario.absorption, state.scenario.mechanisms
    technologies = len(before.know_how)
    quality, extras = np.empty((3, technologies)), np.empty((2, technologies))

    def teach(row: int | None) -> None:
        rows = after.rows if row is None else after.rows[row : row + 1]
        running, friction = parameters.running_transfer, parameters.ip_friction
        late = state.overrun
        lessons(rows, running, friction, late, after.envelope_terms, quality, extras)

    taught_by: list[list[tuple[int, float]]] = [[] for _ in range(technologies)]
    for row in np.flatnonzero((after.rows["technology"] >= 0) & (after.rows["status"] < ENDED)):
        teach(int(row))
        k = int(after.rows["technology"][row])
        if quality[0, k] > 0.0:
            taught_by[k].append((int(row), float(quality[0, k])))
    teach(None)

    absorptive = after.absorptive if switch.absorption else 0.0
    pace = parameters.frontier_rate if switch.frontier else 0.0
    found: dict[Lesson, float] = {}
    for k in range(technologies):
        level = float(before.know_how[k])
        rate, ceiling, seeding, steady, idle = state.rates[:, k].tolist()
        room = max(0.0, 1.0 - level / ceiling) if ceiling > 0.0 else 0.0
        boost = (
            1.0 + parameters.content_gain * extras[0, k] + parameters.control_gain * extras[1, k]
        )
        learned = QUARTER * absorptive * quality[0, k] * room * (rate * boost * level + seeding)
        whole = sum(amount for _, amount in taught_by[k])
        terms = {
            Lesson("lessons", k, row): float(learned * amount / whole)
            for row, amount in taught_by[k]
        }
        terms[Lesson("own_learning", k, -1)] = QUARTER * parameters.own_learning * absorptive * room
        if switch.forgetting and not (quality[1, k] > 0.0 and quality[0, k] > 0.0):
            loose = max(0.0, level - float(state.kept[k]))
            lost = loose * (steady if quality[2, k] > 0.0 else idle)
            terms[Lesson("forgetting", k, -1)] = -QUARTER * lost
        terms[Lesson("frontier", k, -1)] = -QUARTER * pace * (1.0 - absorptive) * level
        rest = float(after.know_how[k]) - level - sum(terms.values())
        if abs(rest) > 1e-12:
            terms[Lesson("ceiling", k, -1)] = rest
        found |= terms
    return found
