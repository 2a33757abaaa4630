"""Where the keyboard goes on when what it stood on is drawn no more."""

from __future__ import annotations

import solara


@solara.component_vue("focus.vue", vuetify=False)
def Focus() -> None:
    """Keep the focus beside this from being lost, which would send it to the top of the page.

    It goes on at what bears the same name, such as the button of the next round, or else at the
    nearest heading that is left.
    """
