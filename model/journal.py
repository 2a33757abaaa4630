"""A ledger that remembers who paid whom, for those who ask afterwards where money came from."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from model.ledger import Account, Ledger


class Entry(NamedTuple):
    """One kind of payment: from whom, to whom, what for."""

    source: Account
    target: Account
    purpose: str


class Journal(Ledger):
    """A ledger that also adds up payments by payer, receiver and purpose.

    Parameters
    ----------
    ledger : Ledger
        Taken over as it stands.

    Examples
    --------
    >>> book = Journal(Ledger())
    >>> book.pay(Account.TREASURY, Account.COUNCIL, 5.0, "budget")
    >>> book.turn_page()
    {Entry(source=<Account.TREASURY: 0>, target=<Account.COUNCIL: 1>, purpose='budget'): 5.0}
    >>> book.turn_page()
    {}
    """

    def __init__(self, ledger: Ledger) -> None:
        self.balance, self.flows = ledger.balance, ledger.flows
        self._page: defaultdict[Entry, float] = defaultdict(float)

    def pay(self, source: Account, target: Account, amount_usd_m: float, purpose: str) -> None:
        """Move money, and write down what was moved."""
        super().pay(source, target, amount_usd_m, purpose)
        self._page[Entry(source, target, purpose)] += amount_usd_m

    def turn_page(self) -> dict[Entry, float]:
        """Return what was paid since the last call, USD m, and start anew."""
        page = dict(self._page)
        self._page.clear()
        return page
