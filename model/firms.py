"""Firms as one table: who builds for the partners, who supplies at home.

Every firm is a row; the agents of :mod:`agents.firm` are faces of rows. That keeps the cost of a
quarter linear in the number of firms with a small constant.
"""

from __future__ import annotations

from typing import Any

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

    def capacity_usd_m(self, classes: int) -> Array:
        """Return what host firms can supply a year at full skill-weighted capacity, by class."""
        capacity = np.empty(classes)
        at_home(self.rows, capacity)
        return capacity

    def at_home(self) -> tuple[int, float]:
        """Return the number of host firms that live, and their exports this quarter, USD m."""
        return at_home(self.rows, np.empty(int(self.knowledge.shape[1])))


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
    p = scenario.firms
    classes, states = len(atlas.classes), len(atlas.states)
    total = p.per_partner * atlas.foreign + p.host
    rows: Any = np.zeros(total, dtype=FIRM)
    knowledge, owners = np.zeros((total, classes)), np.zeros((total, states))
    rows["alive"], rows["closed"] = True, -1
    at = 0
    for number, name in enumerate(atlas.partners):
        partner = scenario.partners[name]
        draw = stream(seed, Purpose.PARTNER_FIRMS, partner.key)
        part = slice(at, at + p.per_partner)
        rows["home"][part] = number + 1
        rows["size_usd_m"][part] = p.partner_size_usd_m * np.exp(
            p.size_spread * draw.standard_normal(p.per_partner)
        )
        knowledge[part] = p.partner_knowledge + (1 - p.partner_knowledge) * draw.random(
            (p.per_partner, classes)
        )
        for state, mean in sorted(
            partner.third_owners.items(), key=lambda i: atlas.states.index(i[0])
        ):
            share = np.clip(mean * 2.0 * draw.random(p.per_partner), 0.0, 1.0)
            owners[part, atlas.states.index(state)] = share
        rows["state_share"][part] = np.clip(
            partner.state_ownership * 2.0 * draw.random(p.per_partner), 0.0, 1.0
        )
        foreign = owners[part].sum(axis=1, keepdims=True)
        owners[part] /= np.maximum(1.0, foreign)
        owners[part, number + 1] += 1.0 - owners[part].sum(axis=1)
        at += p.per_partner
    draw = stream(seed, Purpose.HOST_FIRMS)
    part = slice(at, total)
    rows["kind"][part] = np.arange(p.host) % classes
    rows["size_usd_m"][part] = p.host_size_usd_m * np.exp(
        p.size_spread * draw.standard_normal(p.host)
    )
    rows["skill"][part] = np.clip(p.host_capability * 2.0 * draw.random(p.host), 0.0, 1.0)
    rows["reserve_usd_m"][part] = p.reserve * rows["size_usd_m"][part]
    owners[part, 0] = 1.0
    rows["controller"][:] = owners.argmax(axis=1)
    return Firms(rows, knowledge, owners)
