"""The end of a talk that the visitor sat at: the hidden side, and the world that lives with it."""

from __future__ import annotations

import solara

from view.charts.button import Button
from view.charts.table import Table
from view.charts.tag import tag
from view.clauses import clause
from view.findings import number
from view.pages.decide import decided
from view.pages.page import Given
from view.seats import Seated
from view.talks import sentences


@solara.component
def Over(given: Given, here: Seated, anew: str) -> None:
    """Show how the talk went with the visitor, how without, and what the other side wanted."""
    say, language, scenario = given.say, given.choice.language, given.run.scenario
    told = here.debrief
    assert told is not None
    problem, set_problem = solara.use_state("")

    def live() -> None:
        new = decided(given.choice, here.decision)
        if isinstance(new, str):
            set_problem(new)
        else:
            given.change(page="forks", decisions=new.decisions, picked="")

    with tag("section", cls="cv-card cv-prose"):
        tag("h3", say("app.seat.over"))
        tag("p", say("app.seat.live_about"))
        with tag("div", cls="cv-row"):
            Button(say("app.seat.live"), live, off=not here.decision)
            Button(say("app.seat.anew"), lambda: given.change(picked=anew))
        if problem:
            tag("p", problem, cls="cv-note", role="alert")
    with tag("div", cls="cv-two"):
        for key, one in (("played", told.played), ("recorded", told.recorded)):
            with tag("section", cls="cv-card cv-prose").key(key):
                tag("h3", say(f"app.seat.{key}"))
                for text in sentences(scenario, one, language):
                    tag("p", text)
    heads = ("issue", "mine", "theirs", "agreed")
    with tag("section", cls="cv-card"):
        tactic = say.get(f"app.tactic.{told.tactic}", told.tactic)
        Table(
            title=say("app.seat.hidden"),
            caption=say("app.seat.hidden") + " " + say("app.seat.tactic", tactic=tactic),
            columns=[say(f"app.seat.head.{head}") for head in heads],
            rows=[
                (
                    issue,
                    [
                        say.get(f"issue.{issue}", issue),
                        _span(here.worth_usd_m[place], language),
                        _span(told.other_worth_usd_m[place], language),
                        clause(issue, told.played.terms[issue]) if told.played.terms else "",
                    ],
                )
                for place, issue in enumerate(here.issues)
            ],
        )


def _span(worth: tuple[float, ...], language: str) -> str:
    """Return what moving an issue from its lowest to its highest level is worth to a side."""
    return number(worth[-1] - worth[0], "USD m", language)
