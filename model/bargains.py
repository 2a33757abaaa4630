"""The table at which an agreement was struck, kept so that it can be played again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.negotiation.certificate import (
    EGALITARIAN_DISTANCE,
    FRONTIER_DISTANCE,
    HOST_SHARE,
    KALAI_SMORODINSKY_DISTANCE,
    MISSED_HOST_USD_M,
    MISSED_PARTNER_USD_M,
    NASH_DISTANCE,
    UTILITARIAN_DISTANCE,
    certificate,
)
from model.texts import Text

Array = NDArray[np.float64]

#: Columns of a certificate that the table of agreements shows.
CERTIFIED = {
    "host_share_utility": HOST_SHARE,
    "frontier_distance": FRONTIER_DISTANCE,
    "nash_distance": NASH_DISTANCE,
    "kalai_smorodinsky_distance": KALAI_SMORODINSKY_DISTANCE,
    "egalitarian_distance": EGALITARIAN_DISTANCE,
    "utilitarian_distance": UTILITARIAN_DISTANCE,
    "missed_host_usd_m": MISSED_HOST_USD_M,
    "missed_partner_usd_m": MISSED_PARTNER_USD_M,
}


class Bargain(NamedTuple):
    """The bargain behind an agreement, kept for whoever asks how good it was.

    Attributes
    ----------
    tables : (2, issues, levels)
        Worth of each level to host and partner, USD m.
    counts : (issues,)
        Number of levels.
    reservation : (2,)
        What no deal was worth, USD m.
    chosen : (issues,)
        Level agreed on each issue.
    first : int
        Who spoke first: 0 host, 1 partner.
    alone_usd_m, leverage_usd_m : float
        Parts of the host's reservation value: what going alone was worth, and what the partner's
        leverage took off it; 0 in a comprehensive agreement. The rest is the worth of terms that
        hold where a reopened talk fails.
    styles : (2, columns)
        How host and partner bargained on that day; see :func:`model.styles.styles`.
    """

    tables: Array
    counts: NDArray[np.int64]
    reservation: Array
    chosen: NDArray[np.int64]
    first: int
    alone_usd_m: float
    leverage_usd_m: float
    styles: Array


def bargain(text: Text, counts: NDArray[np.int64], styles: Array) -> Bargain:
    """Return the bargain behind a text.

    Parameters
    ----------
    text : Text
        As it was signed.
    counts : (issues,) array
        Number of levels.
    styles : (P, 2, columns) array
        How host and each partner bargained on that day.
    """
    return Bargain(
        text.tables,
        counts,
        np.array(text.reservation),
        text.chosen,
        text.first,
        text.alone_usd_m,
        text.leverage_usd_m,
        styles[text.partner],
    )


def certificates(bargains: Mapping[int, Bargain], agreements: int) -> dict[str, Array]:
    """Return how good each deal was beside what it could have been, a row an agreement.

    From the table at which an agreement was last struck; see :mod:`model.negotiation.certificate`.
    Distances are in the plane of normalised utilities. A tenth of a millisecond each, hence only
    where somebody asks.

    Parameters
    ----------
    bargains : mapping of Bargain
        By row of the agreement.
    agreements : int
        Number of rows.
    """
    made = np.full((agreements, len(CERTIFIED)), np.nan)
    shown = list(CERTIFIED.values())
    for row, b in bargains.items():
        made[row] = certificate(b.tables, b.counts, b.reservation, b.chosen, 0.0)[shown]
    return {name: made[:, place] for place, name in enumerate(CERTIFIED)}
