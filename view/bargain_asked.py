"""A bargain as the options of the command `bargain` ask for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from model.exchange.statement import normalised
from model.exchange.tactics import style_of
from model.negotiation.codes import Belief, Offer, Tactic
from model.negotiation.domain import Party
from model.negotiation.meeting import Meeting
from model.negotiation.yardsticks import checked_powers


def as_asked(
    meeting: Meeting,
    tactics: tuple[str, ...],
    model: str | None,
    offers: str | None,
    normalise: bool,
) -> Meeting:
    """Return a meeting whose parties bargain, read and count as the command line says.

    Raises
    ------
    ValueError
        Where tactics are given neither once nor once for each party, or one of them is none.
    """
    parties = meeting.parties
    if tactics:
        if len(tactics) not in (1, len(parties)):
            each = "twice" if len(parties) == 2 else f"{len(parties)} times"
            raise ValueError(f"--tactics was given {len(tactics)} times: expected once or {each}")
        styles = [style_of(text) for text in tactics * (len(parties) // len(tactics))]
        parties = tuple(
            replace(party, style=style) for party, style in zip(parties, styles, strict=True)
        )
    if normalise:
        parties = tuple(normalised(party, meeting.issues) for party in parties)
    if model:
        parties = tuple(reading(party, model) for party in parties)
    if offers:
        parties = tuple(offering(party, offers) for party in parties)
    return replace(meeting, parties=parties)


def powers_of(text: str, sides: int) -> tuple[float, ...]:
    """Return the bargaining powers of a command line.

    Raises
    ------
    ValueError
        Where there is not one for each party, one is not positive, or they do not sum to 1.

    Examples
    --------
    >>> powers_of("0.7, 0.3", 2)
    (0.7, 0.3)
    """
    try:
        found = [float(part) for part in text.split(",")]
    except ValueError:
        raise ValueError(f"--powers is {text!r}: expected numbers such as 0.7,0.3") from None
    try:
        return checked_powers(found, sides)
    except ValueError as error:
        raise ValueError(f"--powers: {error}") from None


def reading(party: Party, model: str) -> Party:
    """Return a party that reads the offers of others by the named model."""
    return replace(party, style=replace(party.style, belief=Belief[model.upper()]))


def offering(party: Party, offers: str) -> Party:
    """Return a party that makes the named kind of offers."""
    return replace(party, style=replace(party.style, offer=Offer[offers.upper()]))


def timeless(meeting: Meeting) -> Meeting:
    """Return a meeting whose parties have all the time in the world: no discount factor."""
    parties = tuple(replace(party, discount=1.0) for party in meeting.parties)
    return replace(meeting, parties=parties)


def chancy(parties: Sequence[Party]) -> bool:
    """Whether a side draws its targets by chance."""
    return any(party.style.tactic == Tactic.RANDOM for party in parties)
