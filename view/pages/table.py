"""The page Negotiation table: every talk of a run, offer by offer."""

from __future__ import annotations

import solara

from view.charts.chips import Chips
from view.charts.plane import GainPlane, plane_data
from view.charts.table import Table
from view.charts.tag import tag
from view.clauses import clause
from view.findings import number
from view.pages.page import Given
from view.planes import Plane, Talk, plane, talks
from view.session import Question, use_answer
from view.talks import rounds, sentences

#: Before the name of the talk that is picked: all are listed, those that failed too.
EVERY = "all;"


@solara.component
def NegotiationTable(given: Given) -> None:
    """Show the list of talks, and the one that is picked."""
    say, run = given.say, given.run
    listed = use_answer(Question(("talks", run.name), talks, (given.asked,)))
    known = listed.value or []
    every = given.choice.picked.startswith(EVERY)
    shown = [each for each in reversed(known) if every or each.end == "deal"]
    names = {each.name for each in known}
    picked = given.choice.picked.removeprefix(EVERY)
    if picked not in names:
        picked = next((each.name for each in shown), "")
    question = Question(("plane", run.name, picked), plane, (given.asked, picked))
    answer = use_answer(question if picked else None)

    with tag("div", cls="cv-headline"):
        tag("h2", say("app.table.title"))
        tag("p", say("app.table.says"), cls="cv-more")
    error = listed.error or answer.error
    if error is not None:
        tag("p", given.fault(error), cls="cv-card cv-note", role="alert")
    with tag("div", cls="cv-main cv-table-page"):
        with tag("section", cls="cv-card cv-side", aria_label=say("app.table.talks")):
            Chips(
                title=say("app.table.talks"),
                items=[{"key": key, "name": say(f"app.table.{key}")} for key in ("deals", "all")],
                on=["all" if every else "deals"],
                event_toggle=lambda key: given.change(picked=picked_as(key == "all", picked)),
            )
            if not listed.value:
                tag("p", say("app.working" if listed.waiting else "app.table.none"), role="status")
            else:
                _list(given, shown, picked, every)
        with tag("div", cls="cv-stage waiting" if answer.old else "cv-stage", id="results"):
            if answer.value is not None:
                OneTalk(given, answer.value)
            elif answer.waiting:
                tag("p", say("app.working"), cls="cv-card", role="status")


def picked_as(every: bool, name: str) -> str:
    """Return how the address says which talk is shown, and whether failed ones are listed too.

    Examples
    --------
    >>> picked_as(True, "nuclear-china-2029Q1")
    'all;nuclear-china-2029Q1'
    """
    return EVERY + name if every else name


def _list(given: Given, shown: list[Talk], picked: str, every: bool) -> None:
    say = given.say
    Table(
        title=say("app.table.talks"),
        columns=[say(f"app.table.{key}") for key in ("quarter", "about", "partner", "end")],
        rows=[
            (each.name, [each.quarter, given.named(each.topic), given.named(each.partner),
                         ended(given, each.end)])
            for each in shown
        ],
        left=(1, 2, 3),
        picked=picked,
        on_pick=lambda name: given.change(picked=picked_as(every, name)),
    )  # fmt: skip


def ended(given: Given, end: str) -> str:
    """Return how a talk ended, in the visitor's language."""
    return given.say.get(f"app.end.{end.replace(' ', '_')}", end)


@solara.component
def OneTalk(given: Given, shown: Plane) -> None:
    """Show one talk: its plane, its certificate in sentences, its terms and its rounds."""
    say, told, scenario = given.say, shown.told, given.run.scenario
    if told.partner not in scenario.partners:  # of the run that was shown before
        return
    language = given.choice.language
    host, other = given.named("host"), given.named(told.partner)
    with tag("div", cls="cv-two"):
        with tag("section", cls="cv-card", aria_label=say("app.table.plane")):
            tag("h3", say("app.table.plane"))
            tag("p", say("app.table.plane_about"), cls="cv-unit")
            GainPlane(
                plane=plane_data(scenario, shown, language),
                words={"locale": say("app.locale"), "title": say("app.table.plane")},
            )
        with tag("section", cls="cv-card cv-prose cv-beside", aria_live="polite"):
            tag("h3", say("app.table.certificate"))
            for text in sentences(scenario, told, language):
                tag("p", text)
            if shown.rivals:
                Table(
                    title=say("app.table.rivals"),
                    caption=say("app.table.rivals"),
                    columns=[say(f"app.table.{key}") for key in ("partner", "end", "standing")],
                    rows=[
                        (each.partner, [given.named(each.partner), ended(given, each.end),
                                        number(each.offer_usd_m, "USD m", language)])
                        for each in shown.rivals
                    ],
                    left=(1,),
                )  # fmt: skip
        if told.terms:
            with tag("section", cls="cv-card", aria_label=say("app.table.terms")):
                gave = [say("app.table.gave", who=who) for who in (host, other)]
                Table(
                    title=say("app.table.terms"),
                    caption=say("app.table.terms"),
                    columns=[say("app.table.issue"), say("app.table.agreed"), *gave],
                    rows=[
                        (issue, [say.get(f"issue.{issue}", issue), clause(issue, value),
                                 *(number(lost, "USD m", language)
                                   for lost in told.conceded[issue])])
                        for issue, value in told.terms.items()
                    ],
                )  # fmt: skip
        with tag("section", cls="cv-card cv-rounds", aria_label=say("app.table.rounds_title")):
            gains = [say("app.table.worth", who=who) for who in (host, other)]
            heads = [say("app.table.round"), say("app.table.who"), *gains, say("app.table.moved")]
            Table(
                title=say("app.table.rounds_title"),
                caption=say("app.table.rounds_title"),
                columns=heads,
                rows=[
                    (str(place), list(row))
                    for place, row in enumerate(rounds(scenario, told, language))
                ],
                left=(1, 4),
            )
