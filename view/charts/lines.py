"""A line chart of the browser: drawn by the visitor's machine from plain data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from view.charts.sealed import drawn_by


@drawn_by("lines.vue", "chart", "words")
def Lines(
    chart: Mapping[str, Any],
    quarter: int,
    words: Mapping[str, str],
    tall: bool = False,
    event_went: Callable[[int], None] | None = None,
    event_why: Callable[[str], None] | None = None,
) -> None:
    """Draw a chart of :func:`view.charts.series.chart`, with a cursor of time and its table.

    Parameters
    ----------
    chart : mapping
        Axis, lines, bands.
    quarter : int
        Where the cursor stands; -1 is the last.
    words : mapping
        Texts that the chart itself writes, and the locale of its numbers.
    tall : bool
        Whether it is the main one.
    event_went : callable, optional
        Called with a quarter that was clicked.
    event_why : callable, optional
        Called with the measure whose reasons are asked for; the button is there where ``words`` has
        a face for it, ``why``.
    """
