"""Names of quarters, such as 2032Q1, and their places in a run."""

from __future__ import annotations

import re

from model.scenario.mechanisms import Clock

_WRITTEN = re.compile(r"(\d{4})\s*-?\s*Q([1-4])", re.IGNORECASE | re.ASCII)


def span(clock: Clock) -> str:
    """Say which quarters a run has.

    Examples
    --------
    >>> span(Clock(start_year=2025, quarters=63))
    '2025Q1 to 2040Q3'
    """
    return f"{quarter_label(clock, 0)} to {quarter_label(clock, clock.quarters - 1)}"


def quarter_label(clock: Clock, quarter: int) -> str:
    """Return the name of a quarter; ``start`` of the one before the first.

    Examples
    --------
    >>> quarter_label(Clock(start_year=2025, quarters=64), 4)
    '2026Q1'
    """
    return f"{clock.start_year + quarter // 4}Q{quarter % 4 + 1}" if quarter >= 0 else "start"


def quarter_place(clock: Clock, label: str) -> int:
    """Return the place of a quarter in a run, counted from 0.

    Parameters
    ----------
    clock : Clock
        Start and length of the run.
    label : str
        Year and quarter, such as 2032Q1.

    Raises
    ------
    ValueError
        Where it is no quarter, or lies outside the run; the message says what was expected.

    Examples
    --------
    >>> quarter_place(Clock(start_year=2025, quarters=64), "2026Q1")
    4
    """
    read = _WRITTEN.fullmatch(label.strip())
    if read is None:
        raise ValueError(f"a year and a quarter, {span(clock)}")
    quarter = 4 * (int(read[1]) - clock.start_year) + int(read[2]) - 1
    if not 0 <= quarter < clock.quarters:
        raise ValueError(f"one of {span(clock)}; it is outside the run")
    return quarter
