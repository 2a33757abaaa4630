"""A negotiator of NegMAS at one side of a bargain; this module itself does without NegMAS.

A negotiator there is called with the state of the talks and answers with a response and an outcome,
the names of its levels. Its seat is :class:`model.negotiation.table.Table`, so that it plays by the
rules of this engine and against any of its tactics. :func:`experiments.negmas_opinion.seat_negmas`
makes a negotiator ready for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from model.negotiation.bargain import Outcome
from model.negotiation.codes import HOST
from model.negotiation.domain import Bargain
from model.negotiation.table import Table


@dataclass(frozen=True)
class Situation:
    """What a seated negotiator is told, in NegMAS's terms.

    Parameters
    ----------
    step : int
        Round, from 0.
    relative_time : float
        Share of the time gone, (step + 1) / (rounds + 1).
    current_offer : tuple of str or None
        The other's standing offer, by the names of its levels; None before its first.
    """

    step: int
    relative_time: float
    current_offer: tuple[str, ...] | None


class Answer(Protocol):
    """What a negotiator answers: NegMAS's ``SAOResponse``."""

    @property
    def response(self) -> Any:
        """A member of an enumeration: ACCEPT_OFFER, REJECT_OFFER, END_NEGOTIATION or other."""

    @property
    def outcome(self) -> tuple[str, ...] | None:
        """The offer that it makes, by the names of the levels."""


Negotiator = Callable[[Any], Answer]


def sit(
    negotiator: Negotiator,
    talk: Bargain,
    seated: int,
    rounds: int = 40,
    first: int = HOST,
    state_of: Callable[[Situation], Any] = lambda situation: situation,
    hear: Callable[[Any, tuple[str, ...]], object] = lambda state, offer: None,
) -> Outcome:
    """Play a bargain in which a negotiator from outside holds one side.

    An acceptance of what is worth less to the side than no deal does not bind it here, as in the
    engine: it counts as walking away, and so does an answer without an offer.

    Parameters
    ----------
    negotiator : callable
        Takes a state, returns an answer.
    talk : Bargain
        The bargain; the style of the seated side is not used.
    seated : int
        Its side: 0 host, 1 partner.
    rounds, first
        As in :func:`model.negotiation.bargain.bargain`.
    state_of : callable
        Makes the state that the negotiator expects.
    hear : callable
        Takes the state and each offer of the other, before the negotiator is asked: some listen
        there and do not look at the standing offer.

    Raises
    ------
    ValueError
        Where the negotiator offers what is no outcome of the bargain.
    """
    table = Table(talk, seated, rounds, first)
    while (view := table.view) is not None:
        standing = tuple(talk.named(view.standing).values()) if view.standing else None
        now = Situation(view.round - 1, view.round / (rounds + 1), standing)
        state = state_of(now)
        if standing is not None:
            hear(state, standing)
        answer = negotiator(state)
        kind = answer.response.name
        if kind == "ACCEPT_OFFER" and standing and view.worth >= view.reservation:
            table.accept()
        elif kind == "REJECT_OFFER" and answer.outcome is not None:
            table.offer(_levels(talk, answer.outcome))
        else:
            table.walk_away()
    outcome = table.outcome
    assert outcome is not None  # a table without a view has one
    return outcome


def _levels(talk: Bargain, names: tuple[str, ...]) -> tuple[int, ...]:
    """Return the level of each issue, from its name."""
    if len(names) != len(talk.issues):
        raise ValueError(f"the negotiator offers {names}: expected {len(talk.issues)} levels")
    for issue, name in zip(talk.issues, names, strict=True):
        if name not in issue.levels:
            raise ValueError(f"the negotiator offers {name!r}: no level of {issue.name!r}")
    return tuple(issue.levels.index(name) for issue, name in zip(talk.issues, names, strict=True))
