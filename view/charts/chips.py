"""Buttons that stay pressed: which of several things to show."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from view.charts.sealed import drawn_by


@drawn_by("chips.vue", "items", "on")
def Chips(
    title: str,
    items: Sequence[Mapping[str, str]],
    on: Sequence[str],
    event_toggle: Callable[[str], None] | None = None,
) -> None:
    """Draw the buttons.

    Parameters
    ----------
    title : str
        What they choose.
    items : sequence of mapping
        ``key`` and ``name``.
    on : sequence of str
        Keys that are shown.
    event_toggle : callable, optional
        Called with the key of a button that was clicked.
    """
