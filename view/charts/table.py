"""A table of the browser: plain texts, amounts as bars, rows that can be picked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import solara

from view.charts.sealed import drawn_by


@dataclass(frozen=True)
class Amount:
    """A cell that is drawn as a bar: its text, and its part of the widest, -1 to 1."""

    text: str
    part: float


Cell = str | Amount


@drawn_by("table.vue", "columns", "rows")
def _Table(
    title: str,
    caption: str,
    columns: Sequence[Mapping[str, Any]],
    rows: Sequence[Mapping[str, Any]],
    picked: str,
    pickable: bool,
    event_pick: Callable[[str], None] | None = None,
) -> None:
    """Draw the table over there."""


@solara.component
def Table(
    title: str,
    columns: Sequence[str],
    rows: Sequence[tuple[str, Sequence[Cell]]],
    left: Sequence[int] = (),
    picked: str = "",
    on_pick: Callable[[str], None] | None = None,
    caption: str = "",
    fixed: Sequence[str] = (),
) -> None:
    """Show a table.

    Parameters
    ----------
    title : str
        What it is, for those who hear it.
    columns : sequence of str
        Headings.
    rows : sequence of (str, cells)
        Key and cells; the first cell is the heading of the row.
    left : sequence of int
        Columns of words, besides the first.
    picked : str
        Key of the row that is picked.
    on_pick : callable, optional
        Called with the key of a row that was clicked.
    caption : str
        Said above it.
    fixed : sequence of str
        Keys of rows that cannot be picked.
    """
    _Table(
        title=title,
        caption=caption,
        columns=[{"name": name, "left": place in left} for place, name in enumerate(columns)],
        rows=[
            {"key": key, "fixed": key in fixed, "cells": [_plain(cell) for cell in cells]}
            for key, cells in rows
        ],
        picked=picked,
        pickable=on_pick is not None,
        event_pick=on_pick or (lambda _: None),
    )


def _plain(cell: Cell) -> str | dict[str, Any]:
    return cell if isinstance(cell, str) else {"text": cell.text, "part": cell.part}
