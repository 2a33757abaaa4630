"""Dates as people write them, as quarters of a run: 2007, "2007Q4", "1979-1986"."""

from __future__ import annotations

import re
from typing import NamedTuple

_DATE = r"(\d{4})(?:Q([1-4]))?"
_SPELL = re.compile(rf"{_DATE}(?:\s*[-–]\s*{_DATE})?")


class Spell(NamedTuple):
    """Quarters of a run, counted from 0, both included."""

    first: int
    last: int

    @property
    def quarters(self) -> int:
        """Number of quarters."""
        return self.last - self.first + 1


def spell(when: int | str, start_year: int, quarters: int) -> Spell | None:
    """Return the quarters that a date means.

    Parameters
    ----------
    when : int or str
        A year, a quarter, or a spell from one to another. A year means all of its quarters that
        the run has.
    start_year, quarters : int
        First year and length of the run.

    Returns
    -------
    Spell or None
        None where it is no date, or not wholly within the years of the run.

    Examples
    --------
    >>> spell(2007, 2000, 40), spell("2007Q4", 2000, 40)
    (Spell(first=28, last=31), Spell(first=31, last=31))
    >>> spell("1979-1986", 1978, 80)
    Spell(first=4, last=35)
    >>> spell(1999, 2000, 40) is None, spell("soon", 2000, 40) is None
    (True, True)
    """
    found = _SPELL.fullmatch(str(when).strip())
    if found is None:
        return None
    year, part, end_year, end_part = found.groups()
    first = 4 * (int(year) - start_year) + (int(part) - 1 if part else 0)
    if end_year:
        year, part = end_year, end_part
    last = 4 * (int(year) - start_year) + (int(part) - 1 if part else 3)
    if not part and last - 3 < quarters:  # a last year that is cut short
        last = min(last, quarters - 1)
    return Spell(first, last) if 0 <= first <= last < quarters else None
