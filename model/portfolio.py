"""All agreements ever signed in a run, one row each.

A row is the whole state of an agreement: who, about what, on which terms, how far it is. Rows are
kept in one structured array, so that the compiled rules read ``deal["progress"]`` where a person
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
        ("dearer", np.float64),  # share of the contract that building will cost more
        ("progress", np.float64),  # share built
        ("pace", np.float64),  # pace of the last quarter against full staff and money
        ("waited", np.float64),  # quarters of building lost for want of the host's staff and money
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
        ("rounds", np.int64),
        ("rivals", np.int64),  # others at the table
    ]
)

#: What a row holds before anything is known where it is not 0; -1 is "never".
FRESH = {"ended": -1, "leaves": -1, "completed": -1}
#: Room that a portfolio begins with, agreements; doubled where it runs out.
ROOM = 64


class Portfolio:
    """A growing table of agreements.

    Parameters
    ----------
    partners : int
        Number of partners.

    Attributes
    ----------
    rows : (agreements,) structured array of AGREEMENT
        The agreements so far; may be written to.
    columns : dict of arrays
        The same by field, with room for agreements to come. To read a field here takes a tenth of
        the time that it takes off a row.
    in_force : list of int
        Number of agreements in force with each partner.
    envelopes : (partners,) array
        Row of the comprehensive agreement in force with each partner, -1 where there is none.
    envelope_terms : (partners, ISSUES) array
        Its terms, 0 where there is none.

    Examples
    --------
    >>> book = Portfolio(partners=1)
    >>> row = book.add(partner=0, technology=-1, status=Status.RUNNING)
    >>> int(book.rows["number"][row]), len(book), book.envelopes.tolist()
    (0, 1, [0])
    """

    def __init__(self, partners: int) -> None:
        self._space: Any = np.zeros(0, dtype=AGREEMENT)
        self._make_room(ROOM)
        self.rows: Any = self._space[:0]
        self.in_force = [0] * partners
        self.envelopes: NDArray[np.int64] = np.full(partners, -1, dtype=np.int64)
        self.envelope_terms: NDArray[np.float64] = np.zeros((partners, ISSUES))

    def __len__(self) -> int:
        return len(self.rows)

    def add(self, **values: Any) -> int:
        """Enter an agreement and return its row; fields not given are as in ``FRESH``.

        Raises
        ------
        ValueError
            If a field is not one of an agreement.
        """
        number = len(self.rows)
        if number == len(self._space):
            self._make_room(number)
        columns = self.columns
        try:
            for field, value in values.items():
                columns[field][number] = value
        except KeyError as unknown:
            raise ValueError(f"{unknown} is not a field of an agreement") from None
        self.rows = self._space[: number + 1]
        partner = values.get("partner", 0)
        self.in_force[partner] += values.get("status", 0) < ENDED
        if values.get("technology", 0) < 0:
            self.envelopes[partner] = number
            self.envelope_terms[partner] = columns["terms"][number]
        return number

    def _make_room(self, more: int) -> None:
        """Add fresh rows to the space of the table."""
        before = self._space
        self._space = np.zeros(len(before) + more, dtype=AGREEMENT)
        self._space[: len(before)] = before
        fresh = self._space[len(before) :]
        fresh["number"] = np.arange(len(before), len(self._space))
        for field, value in FRESH.items():
            fresh[field] = value
        names = AGREEMENT.names or ()
        self.columns: dict[str, NDArray[Any]] = {name: self._space[name] for name in names}

    def read(self, row: int, *fields: str) -> list[Any]:
        """Return some fields of an agreement as plain numbers.

        Examples
        --------
        >>> book = Portfolio(partners=1)
        >>> book.read(book.add(partner=0, technology=3, units=0.5), "technology", "units")
        [3, 0.5]
        """
        columns = self.columns
        return [columns[field].item(row) for field in fields]

    def terms(self, row: int) -> list[float]:
        """Return the terms of an agreement."""
        found: list[float] = self.columns["terms"][row].tolist()
        return found

    def close(self, row: int, how: int, quarter: int) -> None:
        """Let an agreement be in force no more."""
        columns = self.columns
        columns["status"][row], columns["ended"][row] = how, quarter
        technology, partner = self.read(row, "technology", "partner")
        self.in_force[partner] -= 1
        if technology < 0:
            self.envelopes[partner] = -1
            self.envelope_terms[partner] = 0.0
