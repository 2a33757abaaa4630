"""The dependency graph in a sentence: who is the largest source of how many technologies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from view.words import Words


def largest(graph: Mapping[str, Any], say: Words) -> str:
    """Return who meets the largest part of the need for how many technologies, most first.

    Parameters
    ----------
    graph : mapping
        From :func:`view.charts.network.network`.
    say : Words
        Texts of the visitor's language.

    Examples
    --------
    >>> from view.words import words
    >>> met = {"parts": [{"state": "Peru", "share": 0.2}, {"state": "Korea", "share": 0.6}]}
    >>> graph = {"label": "2040Q4", "bars": {"a": met, "b": met, "c": {"parts": []}}}
    >>> largest(graph, words("en"))
    '2040Q4, the largest source of technologies: Korea of 2, nobody of 1.'
    """
    nobody = say("app.chart.largest_none")
    counted: Counter[str] = Counter()
    for bar in graph["bars"].values():
        first = max(bar["parts"], key=lambda part: part["share"], default={"state": nobody})
        counted[first["state"]] += 1
    parts = (
        say("app.chart.largest_of", name=name, count=count) for name, count in counted.most_common()
    )
    return say("app.chart.largest", label=graph["label"], parts=", ".join(parts))
