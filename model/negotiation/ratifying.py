"""After the deal: what each side's bodies at home make of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from model.negotiation.domain import Posed
from model.negotiation.home import passes
from model.negotiation.moves import MOST_LISTED


@dataclass(frozen=True)
class Ratified:
    """How a deal fared with one side.

    Parameters
    ----------
    verdict : str
        ``passed``; ``voluntary`` where the side withdrew, ``involuntary`` where a body refused.
    body : str
        Name of the body that refused; empty without one.
    supports : tuple of float
        Support in each body.
    """

    verdict: str
    body: str
    supports: tuple[float, ...]


def ratify(talk: Posed, levels: Sequence[int], luck: Sequence[float] = ()) -> tuple[Ratified, ...]:
    """Return how a deal fares with each side; a side without bodies passes what it signed.

    Parameters
    ----------
    talk : Posed
        The bargain.
    levels : sequence of int
        The deal, level of each issue.
    luck : sequence of float
        A standard normal number for each body, side by side; none for votes without error.

    Examples
    --------
    >>> from model.negotiation.domain import Bargain, Issue, Party
    >>> from model.negotiation.home import Body, Group, Home
    >>> union = Body((Group(1.0, 0.6, ((0.0, -0.3),)),), name="union")
    >>> host = Party(((0.0, 1.0),), home=Home((union,)))
    >>> talk = Bargain((Issue("x", ("a", "b")),), host, Party(((1.0, 0.0),)))
    >>> [each.verdict for each in ratify(talk, (1,))]
    ['involuntary', 'passed']
    """
    draws = iter(luck)
    told = []
    for party, worth in zip(talk.sides, talk.worths(levels), strict=True):
        bodies = party.home.bodies if party.home else ()
        refusing, supports = "", []
        refused = False
        for body in bodies:
            (support,), (blocks,) = body.supports([levels])
            supports.append(float(support))
            if not passes(support, blocks, body.quorum, body.spread, next(draws, 0.0)):
                refusing = refusing if refused else body.name
                refused = True
        later = party.home.later if party.home else None
        verdict = "involuntary" if refused else "passed"
        if later is not None and worth < later:
            verdict, refusing = "voluntary", ""  # it does not ask its bodies any more
        told.append(Ratified(verdict, refusing, tuple(supports)))
    return tuple(told)


def win_set_shares(talk: Posed) -> tuple[tuple[float, float] | None, ...]:
    """Return for each side the share of all outcomes in its true and its estimated win-set.

    None for a side without bodies at home.

    Raises
    ------
    ValueError
        Where there are too many outcomes to list.
    """
    if talk.outcomes > MOST_LISTED:
        raise ValueError(f"{talk.outcomes} outcomes: win-sets are for at most {MOST_LISTED}")
    deals = list(product(*(range(len(issue.levels)) for issue in talk.issues)))
    return tuple(
        None
        if party.home is None
        else (
            float(party.home.win_set(deals).mean()),
            float(party.home.win_set(deals, estimated=True).mean()),
        )
        for party in talk.sides
    )
