"""Keys pressed in our components within JupyterLab, which has meanings of its own for them."""

from __future__ import annotations

import solara


@solara.component_vue("keys.vue", vuetify=False)
def Keys() -> None:
    """Keep keys for whatever has the focus beside this: an arrow would fold the lesson instead."""
