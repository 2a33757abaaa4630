"""Host firms that come and go; what they do in between, see :mod:`model.suppliers`."""

from __future__ import annotations

import math

from scipy.special import ndtri

from model.atlas import CHANNELS
from model.causes import why_opened
from model.dependence import firm_changes, firm_node
from model.state import QUARTER, State
from model.streams import ENTRIES


def close_firm(state: State, row: int) -> None:
    """Tell graph and log that a firm closed."""
    name = firm_node(state.firms, state.atlas, row)
    state.graph.change(state.quarter, "drop node", name)
    state.note("firm closed", firm=name[5:], because="reserves spent")
    state.count("firms_closed")


def open_firms(state: State) -> None:
    """Let new host firms open where suppliers are scarcest.

    Expected entries a year: ``rate (1 + entry institutions) (places free)``; a place is free when
    the host has fewer firms than on the first day, or when contracts ask for more than suppliers of
    a class deliver. At most ``ENTRIES`` firms open in a quarter.
    """
    scenario, firms = state.scenario, state.firms
    p = scenario.firms
    if not (scenario.mechanisms.firm_entry and p.host > 0):
        return
    missing = max(0, p.host - firms.at_home()[0])
    scarce = sum(share < 0.999 for share in state.content.tolist())
    institutions = float(state.institutions[CHANNELS.index("entry")])
    expected = p.entry_rate * (1.0 + institutions) * (missing + scarce) * QUARTER
    chance = 1.0 - math.exp(-expected / ENTRIES)
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
