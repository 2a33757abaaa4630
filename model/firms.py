"""Firms as one table: who builds for the partners, who supplies at home.

Every firm is a row; the agents of :mod:`agents.firm` are faces of rows. That keeps the cost of a
quarter linear in the number of firms with a small constant.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.atlas import Atlas
from model.compiled import compiled
from model.scenario.tree import Scenario
from model.streams import Purpose, stream

Array = NDArray[np.float64]

FIRM = np.dtype(
    [
        ("home", np.int64),  # state: 0 host, 1.. partners
        ("kind", np.int64),  # class in which a host firm works
        ("size_usd_m", np.float64),  # yearly project capacity or supply
        ("skill", np.float64),  # capability of a host firm, 0 to 1
        ("reserve_usd_m", np.float64),
        ("orders_usd_m", np.float64),  # of this quarter, at home
        ("exports_usd_m", np.float64),  # of this quarter
        ("alive", np.bool_),
        ("born", np.int64),
        ("closed", np.int64),  # quarter; -1
        ("controller", np.int64),  # state that controls it
        ("state_share", np.float64),  # owned by its home state, 0 to 1
    ]
)


class AtHome(NamedTuple):
    """Host firms that live: how many, what they export this quarter, what they could supply.

    Attributes
    ----------
    firms : int
        How many.
    exports_usd_m : float
        Exports this quarter, USD m.
    capacity_usd_m : (classes,) array
        Supply a year at full capacity, weighted by skill, USD m.
    """

    firms: int
    exports_usd_m: float
    capacity_usd_m: Array


class Firms:
    """All firms; the tables grow as firms open.

    Attributes
    ----------
    rows : record array of FIRM
        One row a firm, partner firms first.
    knowledge : (firms, classes) array
        Knowledge of partner firms by class, 0 to 1; zero for host firms.
    owners : (firms, states) array
        Ownership shares by state; what is private counts to the state whose law binds it.
    """

    def __init__(self, rows: Any, knowledge: Array, owners: Array) -> None:
        self._space: list[Any] = [rows, knowledge, owners]
        self.rows, self.knowledge, self.owners = rows, knowledge, owners

    def add(
        self, kind: int, size_usd_m: float, skill: float, reserve_usd_m: float, now: int
    ) -> int:
        """Enter a host firm that opens in a quarter; return its row."""
        number = len(self.rows)
        if number == len(self._space[0]):
            self._space = [np.concatenate([part, np.zeros_like(part)]) for part in self._space]
        rows, _, owners = self._space
        rows[number] = (0, kind, size_usd_m, skill, reserve_usd_m, 0.0, 0.0, True, now, -1, 0, 0.0)
        owners[number, 0] = 1.0
        self.rows, self.knowledge, self.owners = (part[: number + 1] for part in self._space)
        return number

    def of(self, state: int) -> NDArray[np.int64]:
        """Return the rows of firms that are at home in a state and alive."""
        return np.flatnonzero((self.rows["home"] == state) & self.rows["alive"])

    def at_home(self) -> AtHome:
        """Return the host firms that live, added up."""
        capacity = np.empty(int(self.knowledge.shape[1]))
        return AtHome(*at_home(self.rows, capacity), capacity)


@compiled
def at_home(rows: Any, capacity: Array) -> tuple[int, float]:
    """Return number and exports of host firms that live, USD m.

    Parameters
    ----------
    rows : record array of FIRM
        All firms.
    capacity : (classes,) array
        Filled: what they can supply a year, weighted by skill, USD m.
    """
    count, exports = 0, 0.0
    capacity[:] = 0.0
    for i in range(len(rows)):
        firm = rows[i]
        if firm["home"] == 0 and firm["alive"]:
            count += 1
            exports += firm["exports_usd_m"]
            capacity[firm["kind"]] += firm["size_usd_m"] * firm["skill"]
    return count, exports


def drawn_firms(scenario: Scenario, atlas: Atlas, seed: int) -> Firms:
    """Return the firms of a run, drawn from the streams of their home states.

    Sizes are log-normal around the declared medians; the state's share of a partner firm and those
    of third owners are drawn around the declared means; the controller is the largest owner, with
    private capital counted to the state whose export law binds it.

    Parameters
    ----------
    scenario : Scenario
        The world.
    atlas : Atlas
        Its arrays.
    seed : int
        Name of the run.
    """
    p, each = scenario.firms, scenario.firms.per_partner
    classes, states = len(atlas.classes), len(atlas.states)
    abroad, total = each * atlas.foreign, each * atlas.foreign + p.host
    rows: Any = np.zeros(total, dtype=FIRM)
    knowledge, owners = np.zeros((total, classes)), np.zeros((total, states))
    rows["alive"], rows["closed"] = True, -1

    # Partner firms: first what each state's stream says, then what follows for all of them.
    size, state_share = np.empty(abroad), np.empty(abroad)
    for number, name in enumerate(atlas.partners):
        partner = scenario.partners[name]
        draw = stream(seed, Purpose.PARTNER_FIRMS, partner.key)
        part = slice(number * each, (number + 1) * each)
        size[part] = draw.standard_normal(each)
        knowledge[part] = draw.random((each, classes))
        third = {atlas.states.index(state): mean for state, mean in partner.third_owners.items()}
        for state in sorted(third):
            owners[part, state] = third[state] * 2.0 * draw.random(each)
        state_share[part] = partner.state_ownership * 2.0 * draw.random(each)
    home = np.repeat(np.arange(1, atlas.foreign + 1), each)
    rows["home"][:abroad] = home
    rows["size_usd_m"][:abroad] = p.partner_size_usd_m * np.exp(p.size_spread * size)
    rows["state_share"][:abroad] = np.minimum(1.0, state_share)
    knowledge[:abroad] = p.partner_knowledge + (1 - p.partner_knowledge) * knowledge[:abroad]
    owned = np.minimum(1.0, owners[:abroad])
    owned /= np.maximum(1.0, owned.sum(axis=1, keepdims=True))
    owned[np.arange(abroad), home] += 1.0 - owned.sum(axis=1)
    owners[:abroad] = owned

    draw = stream(seed, Purpose.HOST_FIRMS)
    part = slice(abroad, total)
    rows["kind"][part] = np.arange(p.host) % classes
    rows["size_usd_m"][part] = p.host_size_usd_m * np.exp(
        p.size_spread * draw.standard_normal(p.host)
    )
    rows["skill"][part] = np.minimum(1.0, p.host_capability * 2.0 * draw.random(p.host))
    rows["reserve_usd_m"][part] = p.reserve * rows["size_usd_m"][part]
    owners[part, 0] = 1.0
    rows["controller"][:] = owners.argmax(axis=1)
    return Firms(rows, knowledge, owners)
