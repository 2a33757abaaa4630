"""The head of the page and the clock: small parts of the browser that are drawn over there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from view.charts.sealed import drawn_by


@drawn_by("header.vue", "pages", "words")
def Header(
    pages: Sequence[Mapping[str, str]],
    page: str,
    language: str,
    words: Mapping[str, str],
    link: Any,
    event_go: Callable[[Mapping[str, str]], None] | None = None,
) -> None:
    """Draw the title, the pages, and the tools: undo, redo, link, theme, language.

    Parameters
    ----------
    pages : sequence of mapping
        ``key``, ``title`` and ``link`` of each page.
    page, language : str
        What is shown.
    words : mapping
        Texts.
    link : solara.Element
        The button that copies the address.
    event_go : callable, optional
        Called with ``page`` or ``language``.
    """


@drawn_by("clock.vue", "labels", "words")
def Clock(
    labels: Sequence[str],
    quarter: int,
    drawn: int,
    words: Mapping[str, str],
    event_went: Callable[[int], None] | None = None,
    event_played: Callable[[int], None] | None = None,
) -> None:
    """Draw the cursor of time.

    Parameters
    ----------
    labels : sequence of str
        Of all quarters.
    quarter : int
        Where the cursor stands; -1 is the last.
    drawn : int
        The quarter that the pictures show: playing goes on when they have come.
    words : mapping
        Texts.
    event_went : callable, optional
        Called with the quarter that was chosen, or at which playing has ended.
    event_played : callable, optional
        Called with each quarter that playing comes to.
    """
