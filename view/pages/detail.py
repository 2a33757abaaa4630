"""Who or what was picked in the graph: its figures, and what falls if it leaves."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import solara

from view.answers import Departed, departed
from view.charts.button import Button
from view.charts.table import Table
from view.charts.tag import tag
from view.findings import number
from view.links import links, ownerships
from view.pages.page import Given
from view.session import Question, use_answer

#: Figures of a partner and of a technology, with their units.
PARTNER = (
    ("dependence", "share"), ("exit_loss", "share"), ("supply_share", "share"),
    ("trust", "share"), ("loans", "USD m"), ("independence", "share"),
)  # fmt: skip
TECHNOLOGY = (("met", "share"), ("know_how", "share"), ("own_run", "share"))


@solara.component
def Detail(given: Given) -> None:
    """Show what was picked, if it is in this run."""
    what, _, name = given.choice.picked.partition(":")
    scenario = given.run.scenario
    if what == "technology" and name in scenario.technologies:
        Technology(given, name)
    elif what == "state" and (name in scenario.partners or name in scenario.upstream):
        State(given, name)
    elif what == "firm" and (f"firm:{name}" in given.run.graph(given.quarter)):
        Firm(given, name)


@solara.component
def Technology(given: Given, name: str) -> None:
    """Show the figures of a technology."""
    say = given.say
    known = given.named(name)
    with tag("div", cls="cv-detail", role="status"):
        tag("h3", say("app.detail.technology", name=known, label=given.label))
        _facts(given, given.run.technologies, "technology", name, TECHNOLOGY)


@solara.component
def Firm(given: Given, name: str) -> None:
    """Show who owns a firm, and what it supplies."""
    say = given.say
    owners = [
        f"{given.named(each.state)} {given.percent(each.share)}"
        for each in ownerships(given.run.graph(given.quarter))
        if each.firm == name
    ]
    runs = [each for each in links(given.run, given.quarter) if each.firm == name]
    with tag("div", cls="cv-detail", role="status"):
        tag("h3", say("app.detail.technology", name=given.named(name), label=given.label))
        tag("p", say("app.detail.owners", owners=", ".join(owners)))
        Table(
            title=say("app.detail.supplies"),
            caption=say("app.detail.supplies"),
            columns=[],
            rows=[
                (
                    each.technology,
                    [given.named(each.technology), given.percent(each.share)],
                )
                for each in runs
            ],
        )


@solara.component
def State(given: Given, name: str) -> None:
    """Show the figures of a state, and on request what falls if it leaves."""
    asked, ask = solara.use_state("")
    say, run = given.say, given.run
    known = given.named(name)
    here = f"{run.name} {given.quarter} {name}"
    question = Question(("departed", here), departed, (given.asked, given.quarter, name))
    answer = use_answer(question if asked == here else None)
    with tag("div", cls="cv-detail", role="status"):
        tag("h3", say("app.detail.state", name=known, label=given.label))
        _facts(given, run.partners, "partner", name, PARTNER)
        if asked != here:
            Button(say("app.detail.leave", name=known), lambda: ask(here))
        elif answer.waiting or answer.value is None:
            tag(
                "p",
                given.fault(answer.error) if answer.error else say("app.detail.leaving"),
            )
        else:
            _left(given, known, answer.value)


def _facts(
    given: Given, sheet: pd.DataFrame, column: str, name: str, figures: Sequence[tuple[str, str]]
) -> None:
    rows = sheet[(sheet[column] == name) & (sheet["quarter"] == given.quarter)]
    if rows.empty:  # states upstream are measured as one
        return
    with tag("div", cls="cv-facts"):
        for figure, unit in figures:
            value = float(rows["loans_usd_m" if figure == "loans" else figure].iloc[0])
            share = unit == "share"
            text = given.percent(value) if share else number(value, unit, given.choice.language)
            tag("div", tag("b", text), tag("span", say_of(given, figure)))


def say_of(given: Given, figure: str) -> str:
    """Return what a figure is called."""
    return given.say(f"app.detail.{figure}", host=given.named("host"))


def _left(given: Given, known: str, gone: Departed) -> None:
    say = given.say
    tag("p", say("app.detail.left", name=known, label=given.label, years=f"{gone.years:g}",
                 before=given.percent(gone.before), day=given.percent(gone.day),
                 later=given.percent(gone.later)))  # fmt: skip
    if not gone.falls:
        tag("p", say("app.detail.nothing"))
        return
    Table(
        title=say("app.detail.falls"),
        columns=[say(f"app.detail.{key}") for key in ("falls", "before", "after", "because")],
        rows=[
            (
                each.technology,
                [
                    given.named(each.technology),
                    given.percent(each.before),
                    given.percent(each.after),
                    " ← ".join(map(given.named, each.chain)),
                ],
            )
            for each in gone.falls
        ],
        left=(3,),
    )
