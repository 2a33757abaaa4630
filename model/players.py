"""Inputs of the measures of structure as players: whatever is not the same at two dates.

The players are

- each protocol, as its plant stood at either date;
- the lessons of each protocol, own learning, forgetting and the frontier, by technology, as what
  they added to know-how between the dates (:mod:`model.teaching`);
- each comprehensive agreement, each technology's need, what each state withholds, recessions in
  partner states, and the exports of host firms.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from model.attribution import Cause
from model.contracts import filed
from model.mixture import Inputs
from model.snapshot import History
from model.state import State
from model.teaching import taught


class Player(NamedTuple):
    """One input that changed: what it belongs to, and how it comes to its later value."""

    cause: Cause
    agreement: str
    technology: str
    partner: str
    change: Callable[[Inputs], None]


def inputs_at(history: History, start: int, end: int) -> Inputs:
    """Return the inputs of ``start`` in a frame with room for all that was signed by ``end``."""
    return Inputs(history.at(start), len(history.at(end).rows), end)


def players(history: History, start: int, end: int) -> list[Player]:
    """Return every input that is not the same at both dates."""
    early, late = inputs_at(history, start, end), inputs_at(history, end, end)
    state = history.state
    found = list(_plants(state, early, late))
    found += _learning(history, start, end)
    found += list(_arrays(state, early, late, history))
    return found


def _plants(state: State, early: Inputs, late: Inputs) -> list[Player]:
    found = []
    for row in np.flatnonzero(late.rows["technology"] >= 0).tolist():
        if early.rows[row : row + 1].tobytes() == late.rows[row : row + 1].tobytes():
            continue

        def change(inputs: Inputs, row: int = row) -> None:
            inputs.rows[row] = late.rows[row]

        k = state.atlas.technologies[int(late.rows["technology"][row])]
        names = filed(state, row)
        found.append(Player("plant", names.label, k, names.partner, change))
    return found


def _learning(history: History, start: int, end: int) -> list[Player]:
    found, state = [], history.state
    for (cause, k, row), amount in taught(history, start, end).items():
        if not amount:
            continue

        def change(inputs: Inputs, k: int = k, amount: float = amount) -> None:
            inputs.know_how[k] += amount

        names = filed(state, row) if row >= 0 else None
        label, partner = (names.label, names.partner) if names is not None else ("", "")
        found.append(Player(cause, label, state.atlas.technologies[k], partner, change))
    return found


def _arrays(state: State, early: Inputs, late: Inputs, history: History) -> list[Player]:
    atlas, found = state.atlas, []
    last = history.at(late.now)
    for p in np.flatnonzero((early.envelope_terms != late.envelope_terms).any(axis=1)).tolist():
        rows = last.rows
        ever = np.flatnonzero((rows["technology"] < 0) & (rows["partner"] == p))
        label = filed(state, int(ever[-1])).label
        found.append(
            Player("envelope", label, "", atlas.partners[p], _setter("envelope_terms", p, late))
        )
    for k in np.flatnonzero(early.need_index != late.need_index).tolist():
        found.append(Player("needs", "", atlas.technologies[k], "", _setter("need_index", k, late)))
    for s in np.flatnonzero(early.withheld != late.withheld).tolist():
        found.append(Player("withheld", "", "", atlas.states[s], _setter("withheld", s, late)))
    for p in np.flatnonzero((early.recession != late.recession)[:, 0]).tolist():
        found.append(Player("recession", "", "", atlas.partners[p], _setter("recession", p, late)))
    if early.firms_usd_m != late.firms_usd_m:

        def change(inputs: Inputs) -> None:
            inputs.firms_usd_m = late.firms_usd_m

        found.append(Player("own_firms", "", "", "", change))
    return found


def _setter(name: str, place: int, late: Inputs) -> Callable[[Inputs], None]:
    """Return what takes one row of an array from the later inputs."""

    def change(inputs: Inputs) -> None:
        getattr(inputs, name)[place] = getattr(late, name)[place]

    return change
