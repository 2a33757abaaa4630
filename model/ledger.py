"""Money in double entry: every payment leaves one account and enters another.

The sum over all accounts is zero at any time. Debts are kept beside the accounts, as claims: a loan
is a payment from abroad plus a debt, and repaying it is the reverse.
"""

from __future__ import annotations

from collections import defaultdict
from enum import IntEnum

import numpy as np


class Account(IntEnum):
    """Who can hold money."""

    TREASURY = 0
    COUNCIL = 1
    FUND = 2
    ECONOMY = 3  # households and firms of the host
    ABROAD = 4  # partners, their firms, lenders, markets


class Ledger:
    """Accounts, USD m.

    Examples
    --------
    >>> book = Ledger()
    >>> book.pay(Account.TREASURY, Account.COUNCIL, 5.0, "budget")
    >>> book.balance[Account.COUNCIL], book.total(), book.flows["budget"]
    (5.0, 0.0, 5.0)
    """

    def __init__(self) -> None:
        self.balance = [0.0] * len(Account)
        self.flows: defaultdict[str, float] = defaultdict(float)

    def pay(self, source: Account, target: Account, amount_usd_m: float, purpose: str) -> None:
        """Move money from one account to another.

        Raises
        ------
        ValueError
            If the amount is negative or not a number: turn the payment round instead.
        """
        if not amount_usd_m >= 0.0:
            raise ValueError(f"payment for {purpose!r} of {amount_usd_m} USD m: must be 0 or more")
        self.balance[source] -= amount_usd_m
        self.balance[target] += amount_usd_m
        self.flows[purpose] += amount_usd_m

    def total(self) -> float:
        """Return the sum over all accounts, zero but for rounding."""
        return float(np.sum(self.balance))

    def close_quarter(self) -> dict[str, float]:
        """Return what was paid for each purpose since the last call, and start anew."""
        flows = dict(self.flows)
        self.flows.clear()
        return flows
