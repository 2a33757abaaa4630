"""The levers of the browser: native sliders, grouped, with named positions and their sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from view.charts.sealed import drawn_by


@drawn_by("levers.vue", "groups", "words")
def Levers(
    groups: Sequence[Mapping[str, Any]],
    words: Mapping[str, str],
    shut: int = 2,
    event_move: Callable[[Mapping[str, Any]], None] | None = None,
    event_near: Callable[[Mapping[str, Any]], None] | None = None,
) -> None:
    """Draw levers; a move is told once, when the slider is let go.

    Parameters
    ----------
    groups : sequence of mapping
        From :func:`view.levers.lever_groups`.
    words : mapping
        Texts of the component, and the locale of its numbers.
    shut : int
        Groups from this one on are closed at first.
    event_move : callable, optional
        Called with ``path`` and ``value``.
    event_near : callable, optional
        Called with the same where a move is likely to come next: a slider is held there, a position
        is pointed at, or a step by the keyboard stands and another may follow.
    """
