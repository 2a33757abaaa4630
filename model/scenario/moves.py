"""The moves of a side that somebody sat on at a talk, as text.

A side, then its moves in turn: an offer is the level of each issue from 0, joined by dots, with
``x3`` behind it where it stood for three rounds; ``accept`` or ``leave`` may stand last::

    host:4.4.4.2.0.0.4.4.4.0x3,4.3.4.2.0.1.4.4.4.0,accept
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

SIDES = ("host", "partner")
ACCEPT, LEAVE = "accept", "leave"
EXAMPLE = "SIDE:MOVES, such as host:4.4.0.2x3,4.3.0.2,accept"
_OFFER = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)(?:x([1-9]\d{0,2}))?", re.ASCII)


@dataclass(frozen=True)
class Moves:
    """What a side does at a talk, a move a round.

    Attributes
    ----------
    side : int
        0 host, 1 partner.
    offers : tuple of tuple of int
        Its offers, level of each issue.
    last : str
        ``accept`` or ``leave`` after them; empty where it stands by its last offer.
    """

    side: int
    offers: tuple[tuple[int, ...], ...]
    last: str = ""

    def __len__(self) -> int:
        return len(self.offers) + bool(self.last)

    @property
    def text(self) -> str:
        """The moves as they are written.

        Examples
        --------
        >>> Moves(0, ((4, 0), (4, 0), (3, 1)), "accept").text
        'host:4.0x2,3.1,accept'
        """
        parts = []
        for offer, same in groupby(self.offers):
            times = len(list(same))
            parts.append(".".join(map(str, offer)) + (f"x{times}" if times > 1 else ""))
        return f"{SIDES[self.side]}:{','.join([*parts, *([self.last] if self.last else [])])}"


def read_moves(text: str) -> Moves:
    """Return the moves that a text says.

    Raises
    ------
    ValueError
        Where it is none; the message says what was expected.

    Examples
    --------
    >>> read_moves("partner:4.0x2,leave")
    Moves(side=1, offers=((4, 0), (4, 0)), last='leave')
    """
    side, _, rest = text.partition(":")
    words = [word.strip() for word in rest.split(",")]
    last = words.pop() if words[-1] in (ACCEPT, LEAVE) else ""
    read = [_OFFER.fullmatch(word) for word in words]
    if side.strip() not in SIDES or not all(read) or not (last or read):
        raise ValueError(EXAMPLE)
    offers = [
        offer
        for each in read
        if each is not None
        for offer in [tuple(map(int, each[1].split(".")))] * int(each[2] or 1)
    ]
    return Moves(SIDES.index(side.strip()), tuple(offers), last)


def misfit(moves: Moves, counts: Sequence[int], rounds: int) -> str:
    """Return what was expected where moves do not fit a table; empty where they do.

    Parameters
    ----------
    moves : Moves
        What a side does.
    counts : sequence of int
        Number of levels of each issue.
    rounds : int
        Rounds until the deadline.

    Examples
    --------
    >>> misfit(Moves(0, ((4, 0), (5, 0))), [5, 5], rounds=40)
    'each offer 2 levels, below 5.5'
    """
    if len(moves) > rounds:
        return f"at most {rounds} moves (bargaining.rounds), not {len(moves)}"
    if any(_unlike(offer, counts) for offer in moves.offers):
        return f"each offer {len(counts)} levels, below {'.'.join(map(str, counts))}"
    return ""


def _unlike(offer: Iterable[int], counts: Sequence[int]) -> bool:
    levels = tuple(offer)
    return len(levels) != len(counts) or any(
        level >= count for level, count in zip(levels, counts, strict=True)
    )
