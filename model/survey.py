"""One pass over all agreements that gathers what several measures need."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.portfolio import ENDED
from model.supply import own_share
from model.terms import Protocol

Array = NDArray[np.float64]
DEPTH = int(Protocol.TRANSFER_DEPTH)
EQUITY = int(Protocol.HOST_EQUITY)
ROYALTY = int(Protocol.ROYALTY)
IMPROVEMENTS = int(Protocol.IMPROVEMENTS)


class Survey(NamedTuple):
    """Sums over agreements; P partners, K technologies.

    Attributes
    ----------
    live : float
        Protocols in force.
    gain_host_usd_m, gain_partner_usd_m : float
        Gains over reservation values at signature, summed over all protocols.
    improved_usd_m : float
        Yearly output whose improvements the host owns, weighted by know-how.
    royalty_usd_m : float
        Royalties due a year.
    committed_usd_m : float
        What the host still has to pay for contracts under way.
    profit_usd_m : (P, 2)
        Yearly gross profit of each partner's plants, to host and to partner.
    planned : (P, K)
        Share of needs that each partner's plants meet or will meet.
    busy_usd_m : (firms,)
        Yearly contract value that each firm is building.
    by_partner : (4, P)
        ``jobs`` in the operation of plants; ``own`` and ``whole``, weighted output of plants, the
        part that the host could run alone, and all of it; ``exposed_usd_m``, what the partner has
        invested in plants in force.
    by_technology : (6, K)
        ``promised``, the deepest transfer clause signed, at the pace of its plan; ``handed_over``,
        share of need met by plants whose agreements have ended; ``by_firm`` and ``by_controller``,
        Herfindahl indices of supply; ``standing``, share of need met or under way at home;
        ``at_work``, jobs in the operation of plants.
    """

    live: float
    gain_host_usd_m: float
    gain_partner_usd_m: float
    improved_usd_m: float
    royalty_usd_m: float
    committed_usd_m: float
    profit_usd_m: Array
    planned: Array
    busy_usd_m: Array
    by_partner: Array
    by_technology: Array

    @property
    def jobs(self) -> Array:
        """Jobs in the operation of each partner's plants, (P,)."""
        found: Array = self.by_partner[0]
        return found

    @property
    def exposed_usd_m(self) -> Array:
        """What each partner has invested in plants in force, (P,)."""
        found: Array = self.by_partner[3]
        return found

    @property
    def promised(self) -> Array:
        """Deepest transfer clause signed, at the pace of its plan, (K,)."""
        found: Array = self.by_technology[0]
        return found

    @property
    def by_controller(self) -> Array:
        """Herfindahl indices of supply by the state that controls it, (K,)."""
        found: Array = self.by_technology[3]
        return found

    @property
    def standing(self) -> Array:
        """Share of needs met or under way at home, (K,)."""
        found: Array = self.by_technology[4]
        return found

    @property
    def at_work(self) -> Array:
        """Jobs in the operation of the plants of each technology, (K,)."""
        found: Array = self.by_technology[5]
        return found


@compiled
def herfindahl(amounts: Array) -> float:
    """Return the Herfindahl index of amounts, 0 where there are none.

    Equation: ``Σ a² / (Σ a)²``.

    Examples
    --------
    >>> round(herfindahl(np.array([0.5, 0.3, 0.2])), 6)
    0.38
    """
    total, square = 0.0, 0.0
    for amount in amounts:
        total += amount
        square += amount * amount
    return square / (total * total) if total > 0.0 else 0.0


@compiled
def gather(
    rows: Any,
    now: int,
    operating_return: float,
    know_how: Array,
    mobility: Array,
    weight: Array,
    need_usd_m: Array,
    need_index: Array,
    jobs_per_usd_m: Array,
    domestic: Array,
    imports: Array,
    produced: Array,
    by_partner: Array,
    by_technology: Array,
    profit: Array,
    planned: Array,
    busy: Array,
) -> tuple[float, float, float, float, float, float]:
    """Add up agreements; finished imports count as one seller a state, the host as one more.

    Parameters
    ----------
    rows : structured array of AGREEMENT
        All agreements.
    now : int
        Quarter.
    operating_return : float
        Yearly gross profit of a running plant, share of contract value.
    know_how, mobility, weight, need_usd_m, need_index, jobs_per_usd_m, domestic : (K,) arrays
        State and constants of technologies.
    imports, produced : (K, S) arrays
        Share of needs met, by state.
    by_partner : (4, P) array
        Added to: jobs, own output, whole output, what is exposed; see :class:`Survey`.
    by_technology : (6, K) array
        Added to: promised, handed over, Herfindahl by firm and by controller, standing, jobs.
    profit, planned, busy : (P, 2), (P, K), (firms,) arrays
        Added to.

    Returns
    -------
    tuple of float
        Protocols in force; gains of host and partners, USD m; output whose improvements the host
        owns, USD m; royalties, USD m; what the host still has to pay, USD m.
    """
    technologies, states = imports.shape
    firms = len(busy)
    sellers = np.zeros((technologies, firms + states))
    jobs, own, whole, exposed = by_partner
    promised, handed_over, by_firm, by_controller, standing, at_work = by_technology
    live, gain_host, gain_partner = 0.0, 0.0, 0.0
    improved, royalty, committed = 0.0, 0.0, 0.0
    for i in range(len(rows)):
        deal = rows[i]
        k, p = deal["technology"], deal["partner"]
        if k < 0:
            continue
        gain_host += deal["value_host_usd_m"] - deal["reservation_host_usd_m"]
        gain_partner += deal["value_partner_usd_m"] - deal["reservation_partner_usd_m"]
        due = min(1.0, (now - deal["signed"]) / deal["planned_quarters"])
        promised[k] = max(promised[k], deal["terms"][DEPTH] * due)
        used = deal["units"] * deal["in_use"]
        output = need_usd_m[k] * used
        improved += output * deal["terms"][IMPROVEMENTS] * know_how[k]
        if deal["status"] >= ENDED:
            handed_over[k] += used / need_index[k]
            continue
        live += 1.0
        planned[p, k] += deal["units"] / need_index[k]
        equity = deal["terms"][EQUITY]
        cost = deal["contract_usd_m"] * (1.0 + deal["dearer"])
        exposed[p] += cost * (1.0 - equity) * deal["progress"]
        if deal["progress"] < 1.0:
            busy[deal["firm"]] += 4.0 * deal["contract_usd_m"] / deal["planned_quarters"]
            # By the plan: what it will cost beyond is not known yet.
            committed += deal["contract_usd_m"] * equity * (1.0 - deal["progress"])
        if used <= 0.0:
            continue
        earned = operating_return * deal["contract_usd_m"] * deal["in_use"]
        profit[p, 0] += earned * equity
        profit[p, 1] += earned * (1.0 - equity)
        royalty += output * need_index[k] * deal["terms"][ROYALTY]
        share = own_share(know_how[k], mobility[k], equity)
        sellers[k, deal["firm"]] += used / need_index[k] * (1.0 - share)
        jobs[p] += output * jobs_per_usd_m[k]
        at_work[k] += output * jobs_per_usd_m[k]
        own[p] += weight[k] * used * share
        whole[p] += weight[k] * used
    controllers = np.empty(states)
    for k in range(technologies):
        for s in range(states):
            sellers[k, firms + s] = imports[k, s] if s else produced[k, 0]
            controllers[s] = produced[k, s] + imports[k, s]
        by_firm[k] = herfindahl(sellers[k])
        by_controller[k] = herfindahl(controllers)
        for p in range(len(planned)):
            standing[k] += planned[p, k]
        standing[k] = standing[k] + handed_over[k] + domestic[k]
    return live, gain_host, gain_partner, improved, royalty, committed


def survey(
    rows: Any,
    now: int,
    firms: int,
    partners: int,
    operating_return: float,
    know_how: Array,
    mobility: Array,
    weight: Array,
    need_usd_m: Array,
    need_index: Array,
    jobs_per_usd_m: Array,
    domestic: Array,
    imports: Array,
    produced: Array,
) -> Survey:
    """Return the sums over all agreements of a quarter; for parameters see :func:`gather`."""
    technologies = len(weight)
    by_partner, profit = np.zeros((4, partners)), np.zeros((partners, 2))
    by_technology, planned = np.zeros((6, technologies)), np.zeros((partners, technologies))
    busy = np.zeros(firms)
    amounts = gather(
        rows,
        now,
        operating_return,
        know_how,
        mobility,
        weight,
        need_usd_m,
        need_index,
        jobs_per_usd_m,
        domestic,
        imports,
        produced,
        by_partner,
        by_technology,
        profit,
        planned,
        busy,
    )
    return Survey(*amounts, profit, planned, busy, by_partner, by_technology)
