"""A plain button."""

from __future__ import annotations

from collections.abc import Callable

import solara


@solara.component_vue("button.vue", vuetify=False)
def _Button(
    text: str,
    off: bool,
    pressed: bool | None,
    label: str,
    event_click: Callable[[object], None] | None = None,
) -> None:
    """Draw the button over there."""


@solara.component
def Button(
    text: str,
    on_click: Callable[[], None],
    off: bool = False,
    pressed: bool | None = None,
    label: str = "",
) -> None:
    """Show a button.

    Parameters
    ----------
    text : str
        Its face.
    on_click : callable
        Called when it is clicked.
    off : bool
        Whether it does nothing for now.
    pressed : bool or None
        Whether it stays pressed; None where it is no switch.
    label : str
        What it does, where its face does not say.
    """
    _Button(text=text, off=off, pressed=pressed, label=label, event_click=lambda *_: on_click())
