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
from model.terms import Comprehensive

Array = NDArray[np.float64]
RATE, GRACE = int(Comprehensive.RATE), int(Comprehensive.GRACE_YEARS)
MATURITY, COLLATERAL = int(Comprehensive.MATURITY_YEARS), int(Comprehensive.COLLATERAL)

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
def add_tranches(
    space: Any,
    number: int,
    total: float,
    amounts: Array,
    envelopes: Array,
    owed: Array,
    drawn: Array,
) -> tuple[int, float]:
    """Enter what is drawn as tranches of its own; return how many there are, and what is owed.

    Parameters
    ----------
    space : structured array of LOAN
        Tranches, with room for one more of each creditor.
    number : int
        Tranches so far.
    total : float
        What is owed so far, USD m.
    amounts : (partners,) array
        What is drawn from each creditor, USD m.
    envelopes : (partners, issues) array
        Terms of the comprehensive agreements in force.
    owed, drawn : (partners,) arrays
        Principal owed, and drawn since the start, USD m; changed in place.
    """
    for p in range(len(amounts)):
        if amounts[p] > 0.0:
            loan = space[number]
            loan["creditor"], loan["principal"] = p, amounts[p]
            loan["rate"], loan["grace"] = envelopes[p, RATE], envelopes[p, GRACE]
            loan["maturity"] = max(envelopes[p, MATURITY], 0.25)
            loan["collateral"] = envelopes[p, COLLATERAL]
            number += 1
            total += amounts[p]
            owed[p] += amounts[p]
            drawn[p] += amounts[p]
    return number, total


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
    >>> terms = np.zeros((2, len(Comprehensive)))
    >>> terms[:, [RATE, MATURITY]] = 0.04, 10.0
    >>> loans.draw(np.array([100.0, 0.0]), terms)
    >>> interest, principal = loans.service(years=0.25)
    >>> round(interest, 6), round(principal, 6)
    (1.0, 2.5)
    >>> round(float(loans.owed[0]), 6)
    97.5
    """

    def __init__(self, partners: int) -> None:
        self.partners = partners
        self._space = np.zeros(max(64, partners), dtype=LOAN)
        self.rows: Any = self._space[:0]
        self.owed: Array = np.zeros(partners)
        self.total_usd_m = 0.0
        self.drawn: Array = np.zeros(partners)
        self.repaid: Array = np.zeros(partners)
        self.forgiven: Array = np.zeros(partners)

    def draw(self, amounts_usd_m: Array, envelopes: Array) -> None:
        """Add a tranche for each creditor that lends.

        Parameters
        ----------
        amounts_usd_m : (partners,) array
            What is drawn from each, 0 where nothing is.
        envelopes : (partners, issues) array
            Terms of the comprehensive agreements of the day; those of loans are kept.
        """
        number = len(self.rows)
        if number + self.partners > len(self._space):
            self._space = np.concatenate([self._space, np.zeros_like(self._space)])
        number, self.total_usd_m = add_tranches(
            self._space, number, self.total_usd_m, amounts_usd_m, envelopes, self.owed, self.drawn
        )
        self.rows = self._space[:number]

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
