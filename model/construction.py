"""Projects under construction: what they ask for, how far they come, how hard partners work."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.portfolio import ENDED, Status
from model.terms import Comprehensive, Protocol

Array = NDArray[np.float64]
BUILDING, RUNNING = int(Status.BUILDING), int(Status.RUNNING)
DEPTH = int(Protocol.TRANSFER_DEPTH)
CONTENT = int(Protocol.LOCAL_CONTENT)
EQUITY = int(Protocol.HOST_EQUITY)
GUARANTEE = int(Protocol.GUARANTEE)
IP = int(Comprehensive.IP_REGIME)


@compiled
def asked(rows: Any, kind: NDArray[np.int64], money: Array, content: Array) -> float:
    """Sum up what live projects would need this quarter at full pace.

    Parameters
    ----------
    rows : record array of AGREEMENT
        All agreements.
    kind : (K,) array
        Class of each technology.
    money : (P,) array
        Filled: the host's share of what falls due, by partner, USD m.
    content : (classes,) array
        Filled: local supply written into the contracts, USD m.

    Returns
    -------
    float
        Contract value under way, weighted by what transfer asks of engineers, USD m a year.
    """
    staff = 0.0
    money[:] = 0.0
    content[:] = 0.0
    for i in range(len(rows)):
        deal = rows[i]
        if deal["technology"] < 0 or deal["status"] >= ENDED or deal["progress"] >= 1.0:
            continue
        part = min(
            1.0 / (deal["planned_quarters"] * (1.0 + deal["overrun"])), 1.0 - deal["progress"]
        )
        due = deal["contract_usd_m"] * (1.0 + deal["dearer"]) * part
        money[deal["partner"]] += due * deal["terms"][EQUITY]
        staff += 4.0 * due * (0.5 + deal["terms"][DEPTH])
        content[kind[deal["technology"]]] += due * deal["terms"][CONTENT]
    return staff


@compiled
def lateness(deal: Any, in_use: float, now: int) -> float:
    """Return how late the partner brings a stage into use, share of its planned time, 0 to 1.

    Equation: ``(t - waited) / (in_use x planned) - 1``. Quarters in which the host had neither the
    money nor the engineers, ``waited``, are not the partner's; no contract makes it pay for them.

    Parameters
    ----------
    deal : record of AGREEMENT
        The agreement.
    in_use : float
        Share of the plant that is in use with this stage.
    now : int
        Quarter.
    """
    taken = now + 1 - deal["signed"] - deal["waited"]
    return float(min(1.0, max(0.0, taken / (in_use * deal["planned_quarters"]) - 1.0)))


@compiled
def advance(
    rows: Any,
    kind: NDArray[np.int64],
    stages: NDArray[np.int64],
    pace: Array,
    supplied: Array,
    effort_now: Array,
    per_guarantee: float,
    now: int,
    spent: Array,
    penalties: Array,
    staged: NDArray[np.int64],
) -> int:
    """Let projects move by one quarter; return how many came further into use.

    Parameters
    ----------
    rows : record array of AGREEMENT
        Changed in place.
    kind, stages : (K,) arrays
        Class, and number of stages in which capacity comes into use.
    pace : (P,) array
        Share of full pace that money and staff allow.
    supplied : (classes,) array
        Share of the local content asked for that suppliers deliver.
    effort_now : (P, K) array
        Partner's effort before its guarantee counts.
    per_guarantee : float
        Effort per share of contract value under guarantee; negative: effort is always full.
    now : int
        Quarter.
    spent : (P, 4) array
        Filled: host's money to abroad, host's money at home, partner's money to abroad, partner's
        money at home; USD m.
    penalties : (P,) array
        Filled: forfeited guarantees, USD m. Each stage that comes into use late costs its part of
        the guarantee times how late it is, the host's own delays taken off.
    staged : (rows,) array
        Filled with the rows that came further into use, as many as returned.
    """
    spent[:] = 0.0
    penalties[:] = 0.0
    found = 0
    for i in range(len(rows)):
        deal = rows[i]
        k, p = deal["technology"], deal["partner"]
        if k < 0 or deal["status"] >= ENDED:
            continue
        if per_guarantee < 0.0:
            deal["effort"] = 1.0
        else:
            push = effort_now[p, k] + per_guarantee * deal["terms"][GUARANTEE]
            deal["effort"] = min(1.0, max(0.0, push))
        if deal["progress"] >= 1.0:
            continue
        part = min(
            1.0 / (deal["planned_quarters"] * (1.0 + deal["overrun"])), 1.0 - deal["progress"]
        )
        deal["pace"] = pace[p]
        deal["waited"] += 1.0 - pace[p]
        part *= pace[p]
        deal["content"] = deal["terms"][CONTENT] * supplied[kind[k]]
        due = deal["contract_usd_m"] * (1.0 + deal["dearer"]) * part
        host = due * deal["terms"][EQUITY]
        deal["paid_host_usd_m"] += host
        deal["paid_partner_usd_m"] += due - host
        spent[p, 0] += host * (1.0 - deal["content"])
        spent[p, 1] += host * deal["content"]
        spent[p, 2] += (due - host) * (1.0 - deal["content"])
        spent[p, 3] += (due - host) * deal["content"]
        deal["progress"] = min(1.0, deal["progress"] + part)
        if deal["progress"] > 1.0 - 1e-9:
            deal["progress"] = 1.0
        in_use = np.floor(deal["progress"] * stages[k] + 1e-9) / stages[k]
        if in_use > deal["in_use"]:
            penalties[p] += (
                deal["terms"][GUARANTEE]
                * deal["contract_usd_m"]
                * (in_use - deal["in_use"])
                * lateness(deal, in_use, now)
            )
            deal["in_use"] = in_use
            staged[found] = i
            found += 1
        if deal["progress"] >= 1.0:
            deal["completed"] = now
            if deal["status"] == BUILDING:
                deal["status"] = RUNNING
    return found


@compiled
def effort(
    reliability: Array,
    monitoring: Array,
    per_monitoring: float,
    fear: float,
    envelopes: Array,
    know_how: Array,
    ceiling: Array,
    capability: Array,
    found: Array,
) -> None:
    """Fill in the partner's effort before guarantees.

    Equation: ``(reliability + a monitoring - b (1 - ip) L / Lmax) c``: a partner works as it is
    used to, better when watched, and holds back the more a pupil is about to become a rival; nobody
    teaches what it does not know.

    Parameters
    ----------
    reliability, monitoring : (P,) arrays
        What a partner is used to; how closely it is watched, 0 to 1.
    per_monitoring, fear : float
        Coefficients a and b.
    envelopes : (P, issues) array
        Terms of the comprehensive agreements in force.
    know_how, ceiling : (K,) arrays
        Share of tasks that the host has learned, and can learn at most.
    capability : (P, K) array
        What the partner can do itself, c, 0 to 1.
    found : (P, K) array
        Filled.
    """
    for p in range(len(reliability)):
        watched = reliability[p] + per_monitoring * monitoring[p]
        held_back = fear * (1.0 - envelopes[p, IP])
        for k in range(len(know_how)):
            near = know_how[k] / max(ceiling[k], 1e-9)
            found[p, k] = (watched - held_back * near) * capability[p, k]
