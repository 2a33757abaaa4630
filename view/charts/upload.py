"""A field that takes a file from the visitor's machine."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from typing import Any

import solara


@solara.component_vue("upload.vue", vuetify=False)
def _Upload(
    text: str, largest: int, event_take: Callable[[Mapping[str, Any]], None] | None = None
) -> None:
    """Draw the field over there."""


@solara.component
def Upload(text: str, largest: int, on_file: Callable[[str, bytes], None]) -> None:
    """Show the field.

    Parameters
    ----------
    text : str
        What it is for.
    largest : int
        Bytes; of a larger file nothing is sent, and `on_file` is given as many blanks.
    on_file : callable
        Called with the file's name and content.
    """

    def take(sent: Mapping[str, Any]) -> None:
        # Whatever a page sends may be forged: only what has this form is looked at.
        name, size, content = (sent.get(key) for key in ("name", "size", "content"))
        if not (isinstance(name, str) and isinstance(size, int) and isinstance(content, str)):
            return
        if size > largest:
            return on_file(name, b" " * (largest + 1))
        try:
            on_file(name, base64.b64decode(content, validate=True))
        except binascii.Error:
            return

    _Upload(text=text, largest=largest, event_take=take)
