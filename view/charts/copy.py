"""A button that copies a text, or the address of the page."""

from __future__ import annotations

import solara


@solara.component_vue("copy.vue", vuetify=False)
def Copy(text: str, copied: str, content: str = "", label: str = "") -> None:
    """Draw the button.

    Parameters
    ----------
    text, copied : str
        Its face; what it says once that is done.
    content : str
        What is copied; empty: the address of the page.
    label : str
        What it copies, where its face does not say.
    """
