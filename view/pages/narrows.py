"""Narrow places at the cursor of time: held by one alone, few paths, one exit after the other."""

from __future__ import annotations

import solara

from experiments.narrows import Narrows
from view.answers import narrows_at
from view.charts.button import Button
from view.charts.table import Amount, Table
from view.charts.tag import tag
from view.pages.page import Given
from view.session import Question, use_answer


@solara.component
def NarrowPlaces(given: Given) -> None:
    """Show them once they are asked for."""
    say = given.say
    asked, ask = solara.use_state("")
    here = f"{given.run.name} {given.quarter}"
    question = Question(("narrows", here), narrows_at, (given.asked, given.quarter))
    answer = use_answer(question if asked == here else None)
    with tag("section", cls="cv-card cv-prose", aria_label=say("app.narrows.title")):
        tag("h3", say("app.narrows.title", label=given.label))
        tag("p", say("app.narrows.says"), cls="cv-unit")
        if asked != here:
            with tag("div", cls="cv-row"):
                Button(say("app.narrows.ask"), lambda: ask(here))
        elif answer.value is None or answer.waiting:
            tag(
                "p",
                given.fault(answer.error) if answer.error else say("app.working"),
                role="status",
            )
        else:
            Found(given, answer.value)


@solara.component
def Found(given: Given, found: Narrows) -> None:
    """Show the three tables side by side."""
    say = given.say

    def named(*nodes: str) -> str:
        return ", ".join(given.named(node.partition(":")[2]) for node in nodes)

    widest = max(found.between.values(), default=0.0) or 1.0
    with tag("div", cls="cv-two"):
        Table(
            title=say("app.narrows.turn"),
            caption=say("app.narrows.turn"),
            columns=[say("app.narrows.state"), say("app.narrows.met")],
            rows=[
                (state, [given.named(state), Amount(given.percent(met), met)])
                for state, met in found.in_turn
            ],
        )
        Table(
            title=say("app.narrows.paths"),
            caption=say("app.narrows.paths"),
            columns=[say("app.narrows.state"), say("app.narrows.share")],
            rows=[
                (state, [given.named(state), Amount(given.percent(share, 1), share / widest)])
                for state, share in found.between.items()
            ],
        )
    if found.alone:
        Table(
            title=say("app.narrows.alone"),
            caption=say("app.narrows.alone"),
            columns=[say("app.narrows.good"), say("app.narrows.through")],
            rows=[
                (good, [named(good), named(*path)])
                for good, path in found.alone.items()
            ],
            left=(1,),
        )  # fmt: skip
    if found.cut:
        Table(
            title=say("narrow.cut"),
            caption=say("narrow.cut"),
            columns=[say("app.narrows.good"), say("narrow.through")],
            rows=[
                (good, [named(good), named(*some)])
                for good, some in found.cut.items()
            ],
            left=(1,),
        )  # fmt: skip
