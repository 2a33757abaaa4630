"""What can be decided at a quarter of a run: talks, agreements in force, whom to ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from experiments.recall import quarter_of
from experiments.sights import first_of
from experiments.talks import IN_FORCE, vote_on
from model.contracts import filed
from model.negotiation.codes import END, End
from model.portfolio import ENDED, Status
from model.scenario.decisions import Decision, Kind
from model.scenario.plan import ENVELOPE, talks
from model.signing import EXPORT_CONTROL
from model.snapshot import History
from model.talks import ENDS


@dataclass(frozen=True)
class Option:
    """Something that can be decided.

    Attributes
    ----------
    quarter : str
        When, such as 2029Q1.
    kind : Kind
        What.
    about : str
        The talk (TOPIC-PARTNER) or the agreement (its label).
    was : str
        How it went in the run: the end of a talk and, behind a colon, the vote on its deal; empty
        where there is nothing to tell.
    """

    quarter: str
    kind: Kind
    about: str
    was: str = ""

    @property
    def decision(self) -> Decision | None:
        """The decision; None for a seat, whose moves are yet to be made."""
        seat = self.kind is Kind.SEAT
        return None if seat else Decision(self.quarter, self.kind, self.about)


def options(history: History, quarter: str) -> tuple[Option, ...]:
    """Return what can be decided at a quarter, but for levers, which can always be moved.

    Parameters
    ----------
    history : History
        The run, up to that quarter at least.
    quarter : str
        Such as 2029Q1.

    Returns
    -------
    tuple of Option
        ``refuse`` and ``sign`` for talks that came to a text, where they change the vote; ``seat``
        for every talk held; ``exit`` for every agreement in force when the quarter began and not on
        notice; ``call`` for partners able who were not at a table (it may still find that no firm
        would bid or the need is met); ``expel`` and ``invite`` for all who are able.

    Raises
    ------
    RecallError
        Where there is no such quarter.

    Examples
    --------
    >>> from experiments.reasons import remembered
    >>> found = options(remembered("classroom", 1, "2026Q4"), "2026Q4")
    >>> sorted({option.kind.value for option in found} - {"refuse", "sign", "seat"})
    ['call', 'exit', 'expel', 'invite']
    """
    now = quarter_of(history.state.scenario, quarter)
    found = [*_talks(history, now, quarter), *_exits(history, now, quarter)]
    held = {option.about for option in found if option.kind is Kind.SEAT}
    return (*found, *_partners(history, now, quarter, held))


def _talks(history: History, now: int, quarter: str) -> Iterator[Option]:
    """Yield what can be decided about talks that were held."""
    state = history.state
    for tape in state.tapes or ():
        if tape.quarter != now:
            continue
        for thread, p in enumerate(tape.partners):
            about = f"{state.atlas.topic(tape.technology)}-{state.atlas.partners[p]}"
            was = ENDS[int(tape.ends[thread, END])]
            if tape.ends[thread, END] == End.DEAL:
                vote = vote_on(state, tape, state.atlas.partners[p])
                was = f"{was}: {vote}"
                if vote.startswith(IN_FORCE):
                    yield Option(quarter, Kind.REFUSE, about, was)
                elif not vote.startswith(EXPORT_CONTROL):
                    yield Option(quarter, Kind.SIGN, about, was)
            played = tape.ends[thread, END] != End.NO_OFFER and not tape.script.size
            if played and first_of(state, tape, thread) is tape:
                yield Option(quarter, Kind.SEAT, about, was)


def _exits(history: History, now: int, quarter: str) -> Iterator[Option]:
    rows = history.at(now - 1).rows
    standing = (rows["status"] < ENDED) & (rows["status"] != int(Status.ON_NOTICE))
    for row in np.flatnonzero(standing).tolist():
        yield Option(quarter, Kind.EXIT, filed(history.state, row).label)


def _partners(history: History, now: int, quarter: str, held: set[str]) -> Iterator[Option]:
    """Yield who could be called to a table, expelled from a technology or invited."""
    scenario, atlas = history.state.scenario, history.state.atlas
    envelopes = history.at(now - 1).envelopes
    for about, (topic, partner) in talks(scenario).items():
        able = scenario.partners[partner].capability.get(topic, 0.0)
        if topic != ENVELOPE and able < scenario.bargaining.entry_capability:
            continue
        inside = bool(envelopes[atlas.partners.index(partner)] >= 0)
        if about not in held and inside == (topic != ENVELOPE):
            yield Option(quarter, Kind.CALL, about)
        yield Option(quarter, Kind.EXPEL, about)
        yield Option(quarter, Kind.INVITE, about)
