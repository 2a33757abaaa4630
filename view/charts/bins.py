"""How a share is distributed over seeds: a histogram drawn by the visitor's machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from view.charts.sealed import drawn_by
from view.words import percent

#: Widths of a bin that are tried, the narrowest first, and the most bins.
WIDTHS = (0.005, 0.01, 0.02, 0.05, 0.1)
MOST = 16


@drawn_by("bins.vue", "chart", "words")
def Bins(chart: Mapping[str, Any], words: Mapping[str, str]) -> None:
    """Draw a histogram of :func:`bins`; ``words`` head its table."""


def bins(
    title: str, unit: str, rows: Sequence[tuple[str, str, NDArray[np.float64]]]
) -> dict[str, Any]:
    """Return a histogram of shares as plain data, all rows over the same bins.

    Parameters
    ----------
    title, unit : str
        What is counted.
    rows : sequence of (str, str, array)
        Name, look, values between 0 and 1.

    Examples
    --------
    >>> shown = bins("", "", [("a", "base", np.array([0.51, 0.52, 0.56]))])
    >>> len(shown["edges"]), sum(shown["rows"][0]["counts"])
    (12, 3)
    """
    values = np.concatenate([row[2] for row in rows])
    low, high = float(values.min()), float(values.max())
    width = next((each for each in WIDTHS if (high - low) / each <= MOST - 2), WIDTHS[-1])
    first, last = int(np.floor(low / width)), int(np.floor(high / width)) + 1
    edges = width * np.arange(first, last + 1)
    return {
        "title": title,
        "unit": unit,
        "edges": [round(float(edge), 4) for edge in edges],
        "rows": [
            {
                "name": name,
                "look": look,
                "counts": np.histogram(found, edges)[0].tolist(),
                "mean": round(float(found.mean()), 5),
                "text": _told(found),
            }
            for name, look, found in rows
        ],
    }


def _told(found: NDArray[np.float64]) -> str:
    """Return the mean, and in brackets where nine tenths of the values lie."""
    low, high = np.quantile(found, (0.05, 0.95))
    return f"{percent(float(found.mean()), 1)} ({100 * low:.0f} – {percent(float(high))})"
