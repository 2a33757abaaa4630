"""What figures of conditions share: a sheet with a strip for each world, and which are missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from experiments.analysis.discovery import FEWEST
from experiments.analysis.rows import Rows
from model.version import version
from view.figures.frame import paper
from view.palette import MUTED
from view.words import words

MOST_CASES = 6
BOTTOM = 0.75  # inches below the strips


def strips(
    rows: Rows,
    table: pd.DataFrame,
    outcome: str,
    heads: tuple[str, str],
    room: tuple[float, float, Callable[[pd.DataFrame], float]],
    language: str,
) -> tuple[Figure, Sequence[tuple[Any, pd.DataFrame, float, float]]]:
    """Return a sheet; of each world its place, its rows, the inches above and below its strip.

    Parameters
    ----------
    rows : Rows
        The study.
    table : pandas.DataFrame
        Conditions of all worlds and outcomes.
    outcome : str
        The one that is shown.
    heads : (str, str)
        Title, and what is to be seen.
    room : (float, float, callable)
        Inches above the first strip and between strips; the height of a strip by its rows.
    language : str
        Of the texts.
    """
    top, gap, height_of = room
    cases = list(table[table["outcome"] == outcome].groupby(["scenario", "policy"], sort=False))
    tall = [height_of(own) for _, own in cases[:MOST_CASES]]
    height = top + BOTTOM + sum(tall) + gap * (len(tall) - 1)
    figure = paper(*heads, height, f"Convenio {version()} · {rows.plan.opened.study.name}")
    figure.text(0.02, 0.08 / height, not_shown(rows, len(cases), language), size=7, color=MUTED)
    found = []
    for (place, own), each in zip(cases, tall, strict=False):
        found.append((place, own, top, height - top - each))
        top += each + gap
    return figure, found


def not_shown(rows: Rows, told: int, language: str = "en") -> str:
    """Return which worlds are missing in a figure of conditions, where there are such.

    Parameters
    ----------
    rows : Rows
        The study.
    told : int
        Worlds of which conditions are told.
    language : str
        Of the text.
    """
    say, few = words(language), len(rows.plan.opened.worlds) - told
    texts = [say("study.boxes.few", count=few, fewest=FEWEST)] if few else []
    if told > MOST_CASES:
        texts.append(say("study.boxes.others", count=told - MOST_CASES))
    return " · ".join(texts)
