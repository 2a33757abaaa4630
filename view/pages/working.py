"""What a visitor sees until the first run is there: what is done, and how far that is."""

from __future__ import annotations

import asyncio
import time

import solara

from view.charts.bar import Bar
from view.charts.tag import tag
from view.session import use_waiting
from view.words import Words
from view.workshop import Workshop, singles

#: Seconds between two looks at how far the compiler is.
AGAIN = 0.5


@solara.component
def Working(say: Words, shop: Workshop | None = None) -> None:
    """Say that a run is under way, or how far the compiler is on the first start of a checkout.

    Parameters
    ----------
    say : Words
        Texts of the visitor's language.
    shop : Workshop, optional
        Whose process is waited for; that of single runs where nothing is said.
    """
    shop = singles() if shop is None else shop
    (done, total), see = solara.use_state(shop.compiled)
    begun = solara.use_ref((time.monotonic(), done))

    async def look() -> None:
        while True:
            await asyncio.sleep(AGAIN)
            see(shop.compiled)

    use_waiting(look, [])
    if not total or done == total:
        tag("p", say("app.working"), cls="cv-card", role="status")
        return
    since, first = begun.current
    pace = (time.monotonic() - since) / (done - first) if done > first else 0.0
    left = f"{pace * (total - done):.0f}" if pace else "…"
    with tag("div", cls="cv-card cv-progress"):
        tag("p", say("app.compiling"), role="status")
        far = say("app.compiled", done=done, count=total, left=left)
        Bar(far, done / total, say("app.compiling"))
