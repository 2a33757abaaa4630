"""Host firms that come and go; what they do in between, see :mod:`model.suppliers`."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from model.atlas import CHANNELS
from model.causes import why_opened
from model.compiled import compiled
from model.declared import QUARTER
from model.dependence import firm_changes, firm_node
from model.firms import at_home
from model.state import State
from model.streams import ENTRIES

Array = NDArray[np.float64]
ENTRY = CHANNELS.index("entry")


def close_firm(state: State, row: int) -> None:
    """Tell graph and log that a firm closed."""
    name = firm_node(state.firms, state.atlas, row)
    state.graph.change(state.quarter, "drop node", name)
    state.note("firm closed", firm=name[5:], because="reserves spent")
    state.count("firms_closed")


@compiled
def opening(
    rules: Any, planned: int, firms: Any, supplied: Array, institutions: float, years: float
) -> tuple[float, int, int]:
    """Return the chance of each entry, how many firms are missing, and classes that are scarce.

    Expected entries a year: ``rate (1 + institutions) (places free)``; a place is free when the
    host has fewer firms than on the first day, or when contracts ask for more than suppliers of a
    class deliver. At most ``ENTRIES`` firms open in a quarter.

    Parameters
    ----------
    rules : (1,) record array of RULES
        What is declared.
    planned : int
        Host firms on the first day.
    firms : record array of FIRM
        All firms.
    supplied : (classes,) array
        Share of what contracts ask for that suppliers deliver.
    institutions : float
        How far those that help firms to open are built, 0 to 1.
    years : float
        Length of the quarter.
    """
    living, _ = at_home(firms, np.empty(len(supplied)))
    missing, scarce = max(0, planned - living), 0
    for g in range(len(supplied)):
        scarce += supplied[g] < 0.999
    expected = rules[0]["entry_rate"] * (1.0 + institutions) * (missing + scarce) * years
    return 1.0 - math.exp(-expected / ENTRIES), missing, scarce


def open_firms(state: State) -> None:
    """Let new host firms open where suppliers are scarcest."""
    planned = state.scenario.firms.host
    if not (state.scenario.mechanisms.firm_entry and planned > 0):
        return
    institutions = state.institutions.item(ENTRY)
    chance, missing, scarce = opening(
        state.rules, planned, state.firms.rows, state.content, institutions, QUARTER
    )
    for whether, size, skill in state.luck.entry[state.quarter].tolist():
        if whether < chance:
            why = why_opened(missing, scarce)
            add_firm(state, int(state.content.argmin()), size, skill, why)


def add_firm(state: State, kind: int, size_luck: float, skill_luck: float, because: str) -> None:
    """Add one host firm that works in a class of technologies; luck is uniform on [0, 1)."""
    firms, p = state.firms, state.scenario.firms
    size = p.host_size_usd_m * math.exp(
        p.size_spread * float(ndtri(min(max(size_luck, 1e-9), 1 - 1e-9)))
    )
    skill = min(1.0, p.host_capability * 2.0 * skill_luck)
    number = firms.add(kind, size, skill, p.reserve * size, state.quarter)
    state.graph.changes.extend(firm_changes(firms, state.atlas, number, state.quarter))
    state.note("firm opened", firm=firm_node(firms, state.atlas, number)[5:], because=because)
    state.count("firms_opened")
