"""All agreements ever signed in a run, one row each.

A row is the whole state of an agreement: who, about what, on which terms, how far it is. Rows are
kept in one structured array, so that the compiled rules read ``deal.progress`` where a person
would, and a finished run turns into a table without any copying by hand.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.terms import ISSUES


class Status(IntEnum):
    """Where an agreement stands."""

    BUILDING = 1
    RUNNING = 2
    ON_NOTICE = 3
    LEFT_BY_HOST = 4
    LEFT_BY_PARTNER = 5
    EXPIRED = 6


#: From this status on nothing is owed any more.
ENDED = int(Status.LEFT_BY_HOST)

AGREEMENT = np.dtype(
    [
        ("number", np.int64),
        ("partner", np.int64),  # 0 .. P-1
        ("technology", np.int64),  # 0 .. K-1; -1 for a comprehensive agreement
        ("firm", np.int64),  # row of the partner's firm; -1
        ("status", np.int64),
        ("signed", np.int64),  # quarter
        ("ends", np.int64),  # quarter in which it ends if nothing happens before
        ("ended", np.int64),  # quarter in which it did; -1
        ("terms", np.float64, (ISSUES,)),
        ("units", np.float64),  # plants agreed, in shares of the need at the start of the run
        ("contract_usd_m", np.float64),  # value of the contract, price and thin base included
        ("planned_quarters", np.float64),
        ("overrun", np.float64),  # share of planned time that it will take longer
        ("progress", np.float64),  # share built
        ("pace", np.float64),  # pace of the last quarter against full staff and money
        ("in_use", np.float64),  # share of units commissioned
        ("effort", np.float64),  # partner's effort in the transfer clause
        ("content", np.float64),  # local content that suppliers deliver
        ("delivered", np.float64),  # know-how handed over so far against plan, share
        ("assessed", np.float64),  # Council's estimate of delivery against plan
        ("below", np.int64),  # quarters in a row below the standard
        ("leaves", np.int64),  # quarter in which notice runs out; -1
        ("notice_by", np.int64),  # 0 host, 1 partner
        ("reopened", np.int64),  # times renegotiated
        ("paid_host_usd_m", np.float64),
        ("paid_partner_usd_m", np.float64),
        ("completed", np.int64),  # quarter of full use; -1
        ("value_host_usd_m", np.float64),  # at signature, by the host's own reckoning
        ("value_partner_usd_m", np.float64),
        ("reservation_host_usd_m", np.float64),
        ("reservation_partner_usd_m", np.float64),
        ("host_share", np.float64),  # of the surplus
        ("nash_distance", np.float64),
        ("on_frontier", np.bool_),
        ("rounds", np.int64),
        ("rivals", np.int64),  # others at the table
    ]
)


class Portfolio:
    """A growing table of agreements.

    Examples
    --------
    >>> book = Portfolio()
    >>> row = book.add(partner=0, technology=-1, status=Status.RUNNING)
    >>> int(book.rows.number[row]), len(book)
    (0, 1)
    """

    def __init__(self) -> None:
        self._space: Any = np.zeros(64, dtype=AGREEMENT).view(np.recarray)
        self._used = 0

    def __len__(self) -> int:
        return self._used

    @property
    def rows(self) -> Any:
        """The agreements so far, a record array that may be written to."""
        return self._space[: self._used]

    def add(self, **values: Any) -> int:
        """Enter an agreement and return its row; fields not given are 0, or -1 for "never"."""
        if self._used == len(self._space):
            larger = np.zeros(2 * len(self._space), dtype=AGREEMENT).view(np.recarray)
            larger[: self._used] = self._space
            self._space = larger
        row = self._space[self._used]
        row.number, row.ended, row.leaves, row.completed = self._used, -1, -1, -1
        for field, value in values.items():
            row[field] = value
        self._used += 1
        return self._used - 1

    def live(self) -> NDArray[np.bool_]:
        """Return which agreements are in force, shape (rows,)."""
        result: NDArray[np.bool_] = self.rows.status < ENDED
        return result

    def envelope(self, partner: int) -> int:
        """Return the row of the comprehensive agreement in force with a partner, or -1."""
        rows = self.rows
        found = np.flatnonzero(
            (rows.partner == partner) & (rows.technology < 0) & (rows.status < ENDED)
        )
        return int(found[-1]) if len(found) else -1
