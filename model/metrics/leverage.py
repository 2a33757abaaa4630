"""Leverage: who would lose more by parting, and who has sunk more already (M13, M19)."""

from __future__ import annotations

import math


def asymmetry(host_loss: float, partner_loss: float) -> float:
    """Return how unequal the losses of the two sides from parting are (M13).

    Equation: ``ln(Loss_host / Loss_partner)``; above 0 the partner has leverage. It enters
    bargaining only through outside options.

    Parameters
    ----------
    host_loss, partner_loss : float
        What each side loses by the other's exit, in the same unit, 0 or more.

    Returns
    -------
    float
        Logarithm of a ratio; infinite where one side loses nothing, ``nan`` where neither does.
        Sources: Hirschman (1945); Keohane & Nye (1977).

    Raises
    ------
    ValueError
        If a loss is negative.

    Examples
    --------
    >>> round(asymmetry(0.3, 0.1), 4), asymmetry(0.2, 0.2), asymmetry(0.2, 0.0)
    (1.0986, 0.0, inf)
    """
    if not (host_loss >= 0.0 and partner_loss >= 0.0):
        raise ValueError(f"losses {host_loss} and {partner_loss}: expected 0 or more")
    if host_loss == partner_loss == 0.0:
        return math.nan
    if partner_loss == 0.0:
        return math.inf
    return math.log(host_loss / partner_loss) if host_loss > 0.0 else -math.inf


def hold_up_exposure(sunk_usd_m: float, promised_usd_m: float) -> float:
    """Return the part of what a side promised that it has sunk and cannot take back (M19).

    Equation: ``sunk specific investment / total promised``. A side deep in is easily held up; one
    that has most still to give keeps its hand in the bargain.

    Parameters
    ----------
    sunk_usd_m : float
        Specific investment already made, USD m.
    promised_usd_m : float
        All that was promised, what is sunk included, USD m.

    Returns
    -------
    float
        Share; ``nan`` where nothing was promised. Sources: Vernon (1971); Williamson (1985).

    Raises
    ------
    ValueError
        If more is sunk than was promised, or an amount is negative.

    Examples
    --------
    Chancay port: 1,300 of 3,400 to 3,600 USD m.

    >>> round(hold_up_exposure(1300, 3600), 2), round(hold_up_exposure(1300, 3400), 2)
    (0.36, 0.38)
    """
    if not 0.0 <= sunk_usd_m <= promised_usd_m:
        raise ValueError(f"{sunk_usd_m} USD m sunk of {promised_usd_m} promised: expected no more")
    return sunk_usd_m / promised_usd_m if promised_usd_m > 0.0 else math.nan
