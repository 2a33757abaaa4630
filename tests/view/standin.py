"""A stand-in for the view: a counter, and the query string as the server sees it."""

import solara

clicks = solara.reactive(0)
rehearsals: list[str] = []


def rehearse() -> None:
    """Keep note that somebody called before the first visitor."""
    rehearsals.append("once")


@solara.component
def Page() -> None:  # noqa: N802  # as Solara wants it
    solara.Title("Stand-in")
    route = solara.use_router()
    solara.Button(f"clicked {clicks.value}", on_click=lambda: clicks.set(clicks.value + 1))
    solara.Text(f"rehearsed {len(rehearsals)}")
    solara.Text(f"query [{route.search or ''}]")
