"""One bar for everything that takes a while: what, how far, since when, how long still."""

from __future__ import annotations

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)


def progress(console: Console) -> Progress:
    """Return a bar for a console; silent where nobody watches, gone when it is done."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console,
        disable=not watched(console),
        transient=True,
    )


def watched(console: Console) -> bool:
    """Tell whether somebody watches."""
    return console.is_terminal and not console.is_dumb_terminal
