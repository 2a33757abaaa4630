"""What the command `bargain` answers of bodies at home."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from model.negotiation.domain import Posed
from model.negotiation.ratifying import ratify, win_set_shares
from model.streams import Purpose, stream
from view.names import side_of
from view.words import percent, words


def ratification(talk: Posed, levels: Sequence[int], seed: int) -> list[dict[str, Any]]:
    """Return how a deal fares at home with each party; nothing where nobody has bodies there.

    Parameters
    ----------
    talk : Posed
        The bargain.
    levels : sequence of int
        The deal; empty without one.
    seed : int
        For the errors of the votes.
    """
    if not any(party.home for party in talk.sides):
        return []
    votes = sum(len(party.home.bodies) for party in talk.sides if party.home)
    luck = stream(seed, Purpose.HOME_VOTE).standard_normal(votes).tolist()
    fates = ratify(talk, levels, luck) if levels else (None,) * len(talk.sides)
    told = []
    for at, (party, fate, shares) in enumerate(
        zip(talk.sides, fates, win_set_shares(talk), strict=True), 1
    ):
        told.append(
            {
                "name": side_of(party.name, at),
                "verdict": fate.verdict if fate else None,
                "body": (fate.body or None) if fate else None,
                "supports": list(fate.supports) if fate else [],
                "win_set": shares[0] if shares else None,
                "believed_win_set": shares[1] if shares else None,
            }
        )
    return told


def ratification_lines(told: dict[str, Any]) -> Iterator[str]:
    """Lines for a terminal, from the answer with its ratification, if any."""
    if "ratification" not in told:
        return
    say = words()
    yield ""
    yield say("bargain.home.title")
    for each in told["ratification"]:
        body = each["body"] or say("bargain.home.somebody")
        line = f"  {each['name']}: " + say(
            f"bargain.home.{each['verdict'] or 'no_deal'}", body=body
        )
        if each["win_set"] is not None:
            real, believed = percent(each["win_set"]), percent(each["believed_win_set"])
            line += say("bargain.home.win_set", real=real, believed=believed)
        yield line
