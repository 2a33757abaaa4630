"""What commands share in a terminal: a bar with the time that is left, and plain tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

#: Characters that names in the first column keep at least where a terminal is narrow.
NAME = 14


class Bar(Progress):
    """A bar that others find while it is shown: two would write over each other."""

    shown: ClassVar[list[Bar]] = []

    def __enter__(self) -> Self:
        """Show it."""
        if not self.disable:
            self.shown.append(self)
        return super().__enter__()

    def __exit__(self, *error: Any) -> None:
        """Take it away."""
        if not self.disable:
            self.shown.remove(self)
        super().__exit__(*error)


def progress(console: Console) -> Bar:
    """Return a bar with elapsed and remaining time; disabled where nobody watches."""
    return Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console,
        disable=not console.is_terminal or console.is_dumb_terminal,
        transient=True,
    )


def show(
    console: Console, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], gap: int = 4
) -> None:
    """Print a table with a gap between columns; nothing where it has no rows."""
    if not rows:
        return
    words = [word for row in rows for word in row[0].split()]
    name = max([NAME, *map(len, words)])  # no word is broken in two
    table = Table(box=None, pad_edge=False, padding=(0, gap, 0, 0))
    for place, head in enumerate(heads):
        table.add_column(
            head,
            justify="right" if place else "left",
            style="" if place else "bold",
            min_width=None if place else min(name, max(len(row[0]) for row in rows)),
            overflow="fold",
        )
    for row in rows:
        table.add_row(*row)
    console.print()
    if title:  # not the table's own, which would be broken to the width of its columns
        console.print(title, style="italic", highlight=False)
    console.print(table)
