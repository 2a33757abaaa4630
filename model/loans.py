"""Loans from partner states: drawn as projects are built, served after grace, at times not served.

Each loan keeps its own rate, grace, maturity and collateral, as written in the comprehensive
agreement of the day it was drawn. Distress ends in a write-off, a deferral, new terms or a seizure,
in the proportions recorded for renegotiated official loans (scenario, ``finance``).
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled

Array = NDArray[np.float64]

LOAN = np.dtype(
    [
        ("creditor", np.int64),  # partner
        ("principal", np.float64),  # still owed, USD m
        ("rate", np.float64),  # 1/year
        ("grace", np.float64),  # years left
        ("maturity", np.float64),  # years left once grace is over
        ("collateral", np.float64),  # pledged share
    ]
)


class Outcome(IntEnum):
    """How a distress of a loan ends."""

    WRITE_OFF = 0
    DEFERRAL = 1
    REFINANCE = 2
    SEIZURE = 3


@compiled
def serve(rows: Any, years: float, owed: Array, repaid: Array) -> tuple[float, float, float]:
    """Let time pass over all tranches; return what is due and what is owed.

    Parameters
    ----------
    rows : structured array of LOAN
        Changed in place.
    years : float
        Length of the step.
    owed, repaid : (partners,) arrays
        Principal owed, and repaid since the start, USD m; changed in place.

    Returns
    -------
    tuple of float
        Interest and principal due to all creditors, and what is owed to them then, USD m.
    """
    interest, principal = np.zeros(len(owed)), np.zeros(len(owed))
    for i in range(len(rows)):
        loan = rows[i]
        interest[loan["creditor"]] += loan["principal"] * loan["rate"] * years
        if loan["grace"] <= 1e-9:
            due = loan["principal"] * min(1.0, years / loan["maturity"])
            principal[loan["creditor"]] += due
            loan["principal"] -= due
            loan["maturity"] = max(loan["maturity"] - years, years)
        loan["grace"] = max(0.0, loan["grace"] - years)
    due, back, total = 0.0, 0.0, 0.0
    for p in range(len(owed)):
        owed[p] -= principal[p]
        repaid[p] += principal[p]
        due += interest[p]
        back += principal[p]
        total += owed[p]
    return due, back, total


@compiled
def pledged_share(rows: Any, partner: int) -> float:
    """Return the pledged share of what is owed to a partner, to all if -1; 0 without debt.

    Parameters
    ----------
    rows : structured array of LOAN
        All tranches.
    partner : int
        Its number, or -1.
    """
    pledged, total = 0.0, 0.0
    for i in range(len(rows)):
        loan = rows[i]
        if partner < 0 or loan["creditor"] == partner:
            pledged += loan["principal"] * loan["collateral"]
            total += loan["principal"]
    return pledged / total if total > 0.0 else 0.0


class Loans:
    """Tranches of loans by creditor.

    What is drawn in one quarter from one creditor is a tranche. Repayment is in equal parts over
    the maturity once grace is over; a tranche that is repaid stays in the table with nothing owed.

    Attributes
    ----------
    rows : (tranches,) structured array of LOAN
        All tranches ever drawn.
    owed : (partners,) array
        Principal owed to each partner, USD m.
    total_usd_m : float
        The sum of it.
    drawn, repaid, forgiven : (partners,) arrays
        Since the start, USD m.

    Examples
    --------
    >>> loans = Loans(partners=2)
    >>> loans.draw(0, 100.0, rate=0.04, grace_years=0.0, maturity_years=10.0, collateral=0.5)
    >>> interest, principal = loans.service(years=0.25)
    >>> round(interest, 6), round(principal, 6)
    (1.0, 2.5)
    >>> round(float(loans.owed[0]), 6)
    97.5
    """

    def __init__(self, partners: int) -> None:
        self.partners = partners
        self._space = np.zeros(64, dtype=LOAN)
        self.rows: Any = self._space[:0]
        self.owed: Array = np.zeros(partners)
        self.total_usd_m = 0.0
        self.drawn: Array = np.zeros(partners)
        self.repaid: Array = np.zeros(partners)
        self.forgiven: Array = np.zeros(partners)

    def draw(
        self,
        partner: int,
        amount_usd_m: float,
        rate: float,
        grace_years: float,
        maturity_years: float,
        collateral: float,
    ) -> None:
        """Add a tranche."""
        number = len(self.rows)
        if number == len(self._space):
            self._space = np.concatenate([self._space, np.zeros_like(self._space)])
        maturity = max(maturity_years, 0.25)
        self._space[number] = (partner, amount_usd_m, rate, grace_years, maturity, collateral)
        self.rows = self._space[: number + 1]
        self.owed[partner] += amount_usd_m
        self.total_usd_m += amount_usd_m
        self.drawn[partner] += amount_usd_m

    def pledged_share(self, partner: int | None = None) -> float:
        """Return the pledged share of what is owed to a partner, or to all; 0 without debt."""
        return pledged_share(self.rows, -1 if partner is None else partner)

    def service(self, years: float) -> tuple[float, float]:
        """Let time pass and return the interest and principal due to all creditors, USD m.

        Parameters
        ----------
        years : float
            Length of the step.

        Returns
        -------
        interest, principal : float
            USD m; the principal is taken off what is owed.
        """
        interest, principal, self.total_usd_m = serve(self.rows, years, self.owed, self.repaid)
        return interest, principal

    def restructure(self, partner: int, outcome: Outcome, cut: float, years: float) -> float:
        """Change the loans of one creditor after distress; return the principal forgiven, USD m.

        Parameters
        ----------
        partner : int
            The creditor.
        outcome : Outcome
            Write-off cuts principal by ``cut``; deferral adds ``years`` of grace; refinance doubles
            what is left of the maturity; seizure cancels the pledged part (the plant goes instead).
        cut : float
            Share forgiven in a write-off.
        years : float
            Length of a deferral.
        """
        mine, rows = self.rows["creditor"] == partner, self.rows
        before = float(rows["principal"][mine].sum())
        if outcome == Outcome.WRITE_OFF:
            rows["principal"][mine] *= 1.0 - cut
        elif outcome == Outcome.DEFERRAL:
            rows["grace"][mine] += years
        elif outcome == Outcome.REFINANCE:
            rows["maturity"][mine] *= 2.0
        else:
            rows["principal"][mine] *= 1.0 - rows["collateral"][mine]
        forgiven = before - float(rows["principal"][mine].sum())
        self.forgiven[partner] += forgiven
        self.owed[partner] -= forgiven
        self.total_usd_m = float(self.owed.sum())
        return forgiven
