"""Who sits at a table, and what comes out of it: a signed text that nobody has ratified yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Seat(NamedTuple):
    """One partner at a table.

    Attributes
    ----------
    partner : int
        Place in the atlas.
    firm : int
        Row of the firm that would build; -1 for a comprehensive agreement.
    skill : float
        Capability of that firm in the technology.
    low, high : float
        Bounds of the volume that may be talked about, share of need.
    """

    partner: int
    firm: int = -1
    skill: float = 1.0
    low: float = 0.0
    high: float = 0.0


class Matter(NamedTuple):
    """What a talk about one technology is about.

    Attributes
    ----------
    technology : int
        Place in the atlas.
    seats : sequence of Seat
        Partners at the table, in the order in which the host turns to them.
    reopened : int
        Row of the agreement that is being reopened; -1 for a new one.
    by_partner : bool
        Whether the partner asked for the talk: who asks speaks first.
    """

    technology: int
    seats: Sequence[Seat]
    reopened: int = -1
    by_partner: bool = False


class Text(NamedTuple):
    """A text that negotiators have signed and that nobody has ratified yet.

    Attributes
    ----------
    partner, technology, firm : int
        Places; technology and firm are -1 in a comprehensive agreement.
    terms : tuple of float
        Terms agreed.
    money_usd_m : float
        Value of the contract; of a comprehensive agreement the largest finance line.
    skill : float
        Capability of the firm that would build.
    rounds, rivals : int
        How long it took, and how many others were at the table.
    value, reservation : tuple of float
        What text and no text are worth to host and partner, USD m.
    tables : (2, issues, levels) array
        Worth of each level to both.
    chosen : (issues,) array
        Level agreed on each issue.
    replaces : int
        Row of the agreement that was reopened; -1 for a new one.
    first : int
        Who spoke first: 0 host, 1 partner.
    because : str
        Why the agreement was reopened, as the log tells it; empty for a new one.
    alone_usd_m, leverage_usd_m : float
        What going alone was worth to the host, and what the partner's leverage took off it, as
        parts of its reservation value.
    """

    partner: int
    technology: int
    firm: int
    terms: tuple[float, ...]
    money_usd_m: float
    skill: float
    rounds: int
    rivals: int
    value: tuple[float, float]
    reservation: tuple[float, float]
    tables: Array
    chosen: NDArray[np.int64]
    replaces: int = -1
    first: int = 0
    because: str = ""
    alone_usd_m: float = 0.0
    leverage_usd_m: float = 0.0

    @property
    def host_share(self) -> float:
        """Return the host's gain over its reservation as a share of both gains, in money."""
        ours = self.value[0] - self.reservation[0]
        theirs = self.value[1] - self.reservation[1]
        return ours / (ours + theirs) if ours + theirs > 0.0 else 0.5


class Impasse(NamedTuple):
    """A talk that came to nothing.

    Attributes
    ----------
    holds : float
        Of a talk that was reopened: chance that the terms stay in force, and nobody leaves.
    """

    holds: float
