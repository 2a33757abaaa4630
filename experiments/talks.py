"""A talk of a run, told move by move: who offered what, what it was worth, why it ended so."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.recall import RecallError, label_of
from experiments.replays import replay, said, table_of
from experiments.talk_names import found_by
from model.contracts import filed
from model.negotiation.certificate import (
    FRONTIER_DISTANCE,
    HOST_SHARE,
    MISSED_HOST_USD_M,
    MISSED_PARTNER_USD_M,
    NASH_DISTANCE,
    certificate,
)
from model.negotiation.codes import BY, END, FIRST_LEVEL, ROUND, End
from model.negotiation.frontier import pareto_frontier
from model.negotiation.solutions import gains_over, nash_set
from model.snapshot import History
from model.state import State
from model.talks import ENDS, SIDES
from model.tapes import Tape

Array = NDArray[np.float64]
Indices = NDArray[np.int64]
#: How the vote is told on a deal that was only played.
UNVOTED = "not voted on"
#: How it is told of a text that passed, and of one that was put in force whatever the vote.
IN_FORCE, IN_FORCE_DECIDED = "in force", "in force by decision"


@dataclass(frozen=True)
class Offer:
    """One offer: round (from 1), side (0 host, 1 partner), values by issue, worth in USD m."""

    round: int
    side: int
    terms: dict[str, float]
    host_usd_m: float
    partner_usd_m: float


@dataclass(frozen=True)
class Telling:
    """How one talk with one partner went; money in USD m, distances in utility.

    Attributes
    ----------
    name, topic, partner, quarter : str
        What it was about, with whom, when.
    rivals : tuple of str
        Others at the table.
    offers : tuple of Offer
        Every new offer, in order.
    reservation : tuple of float
        What no deal was worth to host and partner.
    kept_usd_m, alone_usd_m, leverage_usd_m : float
        What the host's is made of: terms that hold where a reopened talk fails, going alone, less
        the partner's leverage.
    holds : float
        Of a talk that was reopened: chance that the terms stay in force where it fails; else 0.
    end, by : str
        How it ended, and through whom.
    round : int
        In which round.
    terms : dict
        What was agreed; empty without a deal.
    conceded : dict
        By issue what host and partner gave up against their own first offer, at their own values.
    worth : tuple of float
        Of the deal to both; nan without.
    host_share, nash_distance, frontier_distance : float
        See :mod:`model.negotiation.certificate`; nan without a deal.
    missed : tuple of float
        What both could have had more at the better deal; nan without a deal.
    possible : tuple of float
        Without a deal: what both would have gained over none at Nash's solution; nan where no terms
        were worth as much as none to both, or there is a deal.
    vote : str
        ``in force``, or why it was not ratified, with the support at home; empty without a
        deal.
    """

    name: str
    topic: str
    partner: str
    quarter: str
    rivals: tuple[str, ...]
    offers: tuple[Offer, ...]
    reservation: tuple[float, float]
    kept_usd_m: float
    alone_usd_m: float
    leverage_usd_m: float
    holds: float
    end: str
    by: str
    round: int
    terms: dict[str, float]
    conceded: dict[str, tuple[float, float]]
    worth: tuple[float, float]
    host_share: float
    nash_distance: float
    frontier_distance: float
    missed: tuple[float, float]
    possible: tuple[float, float]
    vote: str


def telling(history: History, name: str) -> Telling:
    """Return how a talk went, played again with every offer written down.

    Raises
    ------
    RecallError
        Where there was no such talk, or playing it again gives another end.

    Examples
    --------
    >>> from experiments.reasons import remembered
    >>> from experiments.talk_names import names
    >>> history = remembered("classroom", 1, "2026Q4")
    >>> told = telling(history, next(iter(names(history))))
    >>> told.offers[0].round, told.end == "deal" or told.vote == ""
    (1, True)
    """
    found, tape, thread = found_by(history, name)
    return told_of(history.state, tape, thread, found)


def told_of(state: State, tape: Tape, thread: int, name: str, vote: str | None = None) -> Telling:
    """Return how one thread of a talk went, played again with every offer written down.

    Parameters
    ----------
    state : State
        The world of the talk, then or later.
    tape : Tape
        The talk.
    thread : int
        Place of the partner at the table.
    name : str
        What the telling is called.
    vote : str, optional
        How the vote on a deal is told; read off the log where not given.

    Raises
    ------
    RecallError
        Where playing it again gives another end.
    """
    table = table_of(state, tape)
    ends, trace = replay(state, tape, tape.styles, tape.script)
    if not np.array_equal(ends, tape.ends):
        raise RecallError("the talk does not come out again as it was recorded")
    values, levels = tape.tables[thread], tape.levels[thread]
    issues = np.arange(len(table.counts))

    def terms(chosen: Sequence[int] | Indices) -> dict[str, float]:
        return dict(zip(table.names, levels[issues, list(chosen)].tolist(), strict=True))

    offers: list[Offer] = []
    firsts: dict[int, tuple[int, ...]] = {}
    last: dict[int, tuple[int, ...]] = {}
    for now, side, chosen in said(trace[thread], tape.first):
        if last.get(side) == chosen:
            continue
        last[side] = chosen
        firsts.setdefault(side, chosen)
        host, partner = values[:, issues, list(chosen)].sum(axis=1).tolist()
        offers.append(Offer(now, side, terms(chosen), host, partner))

    end = tape.ends[thread]
    deal = end[END] == End.DEAL
    final = end[FIRST_LEVEL:]
    found = np.full(12, np.nan)
    worth = (np.nan, np.nan)
    conceded: dict[str, tuple[float, float]] = {}
    limits = tape.limits[thread]
    if deal:
        found = certificate(values, table.counts, limits, final, 0.0)
        host, partner = values[:, issues, final].sum(axis=1).tolist()
        worth = (host, partner)
        for issue, word in enumerate(table.names):
            lost = [
                float(values[side, issue, firsts[side][issue]] - values[side, issue, final[issue]])
                if side in firsts
                else 0.0
                for side in (0, 1)
            ]
            conceded[word] = (lost[0], lost[1])
    partners, here = state.atlas.partners, tape.partners[thread]
    alone, leverage, holds = tape.seen[thread].tolist()
    return Telling(
        name=name,
        topic=state.atlas.topic(tape.technology),
        partner=partners[here],
        quarter=label_of(state.scenario, tape.quarter),
        rivals=tuple(partners[p] for p in tape.partners if p != here),
        offers=tuple(offers),
        reservation=(float(tape.limits[thread, 0]), float(tape.limits[thread, 1])),
        kept_usd_m=float(tape.limits[thread, 0]) - alone + leverage if holds > 0.0 else 0.0,
        alone_usd_m=alone,
        leverage_usd_m=leverage,
        holds=holds,
        end=ENDS[int(end[END])],
        by=SIDES[int(end[BY])],
        round=int(end[ROUND]),
        terms=terms(final) if deal else {},
        conceded=conceded,
        worth=worth,
        host_share=float(found[HOST_SHARE]),
        nash_distance=float(found[NASH_DISTANCE]),
        frontier_distance=float(found[FRONTIER_DISTANCE]),
        missed=(float(found[MISSED_HOST_USD_M]), float(found[MISSED_PARTNER_USD_M])),
        possible=(math.nan, math.nan) if deal else nash_gains(values, table.counts, limits),
        vote=(vote_on(state, tape, partners[here]) if vote is None else vote) if deal else "",
    )


def nash_gains(values: Array, counts: Indices, limits: Array) -> tuple[float, float]:
    """Return what both gain over no deal at Nash's solution; nan where nothing reaches both limits.

    Parameters
    ----------
    values : (2, issues, levels) array
        Worth of each level to host and partner, USD m.
    counts : (issues,) array
        Number of levels of each issue.
    limits : (2,) array
        What no deal is worth to them, USD m.

    Examples
    --------
    >>> dollar = np.array([[[0.0, 6.0, 10.0]], [[10.0, 6.0, 0.0]]])
    >>> nash_gains(dollar, np.array([3]), np.array([1.0, 2.0]))
    (5.0, 4.0)
    >>> nash_gains(dollar, np.array([3]), np.array([7.0, 2.0]))
    (nan, nan)
    """
    points, _ = pareto_frontier(values, counts, limits, 0.0)
    gains = gains_over(points, limits)
    best = nash_set(gains, 0.5)
    if not len(best):
        return math.nan, math.nan
    host, partner = gains[best[0]].tolist()
    return host, partner


def vote_on(state: State, tape: Tape, partner: str) -> str:
    """Return how the text of a deal fared in ratification, with the support that it had at home."""
    again = filed(state, tape.reopened).label if tape.reopened >= 0 else ""
    matter = (tape.quarter, tape.technology, state.atlas.partners.index(partner), tape.reopened)
    home = state.votes.get(matter)
    how = IN_FORCE if home is None or home.passed else IN_FORCE_DECIDED
    for event in state.events:
        same = event["quarter"] == tape.quarter and event.get("partner") == partner
        if not same or event["event"] != "not ratified":
            continue
        # A new text and a changed one may be put to the vote in the same quarter.
        if (
            event["topic"] == state.atlas.topic(tape.technology)
            and event.get("agreement", "") == again
        ):
            how = event["because"]
    return how if home is None else f"{how} (support {home.support:.2f})"
