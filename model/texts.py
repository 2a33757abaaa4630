"""Who sits at a table, and what comes out of it: a signed text that nobody has ratified yet."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from model.preferences.situation import thin_base
from model.scenario.bargaining import Bargaining
from model.terms import Protocol

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Seat:
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


@dataclass(frozen=True)
class Text:
    """A text that negotiators have signed and that nobody has ratified yet."""

    partner: int
    technology: int
    firm: int
    terms: Array
    capital_usd_m: float
    mastered: float
    skill: float
    rounds: int
    rivals: int
    value: tuple[float, float]
    reservation: tuple[float, float]
    tables: Array = field(repr=False)
    chosen: NDArray[np.int64] = field(repr=False)
    replaces: int = -1

    @property
    def host_share(self) -> float:
        """Return the host's gain over its reservation as a share of both gains, in money."""
        ours = self.value[0] - self.reservation[0]
        theirs = self.value[1] - self.reservation[1]
        return ours / (ours + theirs) if ours + theirs > 0.0 else 0.5


def contract_usd_m(text: Text, bargaining: Bargaining) -> float:
    """Return the value of the contract that a text makes, USD m.

    Equation: ``K x (1 + price + thin base)``, see :func:`model.preferences.situation.thin_base`.
    """
    plain = text.capital_usd_m * float(text.terms[Protocol.VOLUME])
    content = float(text.terms[Protocol.LOCAL_CONTENT])
    thin = thin_base(
        content, text.mastered, bargaining.thin_base_cost, bargaining.thin_base_steepness
    )
    return plain * (1.0 + float(text.terms[Protocol.PRICE]) + thin)
