"""Loans from partner states: drawn as projects are built, served after grace, at times not served.

Each loan keeps its own rate, grace, maturity and collateral, as written in the comprehensive
agreement of the day it was drawn. Distress ends in a write-off, a deferral, new terms or a seizure,
in the proportions recorded for renegotiated official loans (scenario, ``finance``).
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Outcome(IntEnum):
    """How a distress of a loan ends."""

    WRITE_OFF = 0
    DEFERRAL = 1
    REFINANCE = 2
    SEIZURE = 3


class Loans:
    """Tranches of loans by creditor, columns (rate, grace left, maturity left, collateral).

    Loans drawn in one quarter from one creditor form a tranche. Repayment is in equal parts over
    the maturity once grace is over.

    Examples
    --------
    >>> loans = Loans(partners=2)
    >>> loans.draw(0, 100.0, rate=0.04, grace_years=0.0, maturity_years=10.0, collateral=0.5)
    >>> interest, principal = loans.service(years=0.25)
    >>> round(float(interest[0]), 6), round(float(principal[0]), 6)
    (1.0, 2.5)
    >>> round(float(loans.owed[0]), 6)
    97.5
    """

    def __init__(self, partners: int) -> None:
        self.partners = partners
        self.creditor = np.zeros(0, dtype=np.int64)
        self.principal: Array = np.zeros(0)
        self.terms: Array = np.zeros((0, 4))
        self.drawn: Array = np.zeros(partners)  # since the start, USD m
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
        self.creditor = np.append(self.creditor, partner)
        self.principal = np.append(self.principal, amount_usd_m)
        row = np.array([[rate, grace_years, max(maturity_years, 0.25), collateral]])
        self.terms = np.vstack([self.terms, row])
        self.drawn[partner] += amount_usd_m

    def by_creditor(self, amounts: Array) -> Array:
        """Return tranche amounts summed by creditor, (partners,)."""
        return np.bincount(self.creditor, amounts, minlength=self.partners).astype(np.float64)

    @property
    def owed(self) -> Array:
        """Return the principal owed to each partner, USD m."""
        return self.drawn - self.repaid - self.forgiven

    def pledged_share(self, partner: int | None = None) -> float:
        """Return the pledged share of what is owed to a partner, or to all; 0 without debt."""
        mine = self.principal if partner is None else self.principal * (self.creditor == partner)
        total = float(mine.sum())
        return float(mine @ self.terms[:, 3]) / total if total > 0.0 else 0.0

    def service(self, years: float) -> tuple[Array, Array]:
        """Let time pass and return interest and principal due to each partner, USD m.

        Parameters
        ----------
        years : float
            Length of the step.

        Returns
        -------
        interest, principal : (partners,) arrays
            USD m; the principal is taken off what is owed.
        """
        interest = self.principal * self.terms[:, 0] * years
        due = self.terms[:, 1] <= 1e-9
        share = np.where(due, np.minimum(1.0, years / self.terms[:, 2]), 0.0)
        repaid = self.principal * share
        self.principal = self.principal - repaid
        self.terms[:, 1] = np.maximum(0.0, self.terms[:, 1] - years)
        self.terms[:, 2] = np.where(
            due, np.maximum(self.terms[:, 2] - years, years), self.terms[:, 2]
        )
        paid, cost = self.by_creditor(repaid), self.by_creditor(interest)
        self.repaid += paid
        keep = self.principal > 0.0
        self.creditor, self.principal = self.creditor[keep], self.principal[keep]
        self.terms = self.terms[keep]
        return cost, paid

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
        mine = self.creditor == partner
        before = float(self.principal[mine].sum())
        if outcome == Outcome.WRITE_OFF:
            self.principal[mine] *= 1.0 - cut
        elif outcome == Outcome.DEFERRAL:
            self.terms[mine, 1] += years
        elif outcome == Outcome.REFINANCE:
            self.terms[mine, 2] *= 2.0
        else:
            self.principal[mine] *= 1.0 - self.terms[mine, 3]
        forgiven = before - float(self.principal[mine].sum())
        self.forgiven[partner] += forgiven
        return forgiven
