"""Points with intervals on a plane of two outcomes, drawn by the visitor's machine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from view.charts.sealed import drawn_by


@drawn_by("scatter.vue", "chart", "words")
def Scatter(chart: Mapping[str, Any], words: Mapping[str, str]) -> None:
    """Draw the plane.

    Parameters
    ----------
    chart : mapping
        ``sentence``, for those who hear it; ``axes``: of both, ``name`` and ``kind``
        (see :func:`view.charts.series.kind`); ``points``: ``name``, ``kind`` (own, better, other),
        ``at`` (x, y) and ``spans`` (low and high of each).
    words : mapping
        The locale of its numbers.
    """
