"""The page Assumptions: what nobody decides, apart from what the host decides."""

from __future__ import annotations

from dataclasses import replace

import solara

from experiments.runner import Result
from model.metrics.declared import declared
from view.charts.lines import Lines
from view.charts.series import Telling, at, chart, kind, title
from view.charts.table import Amount, Cell, Table
from view.charts.tag import tag
from view.choice import is_policy, scenario_of
from view.levers import ASSUMPTIONS, switches
from view.pages.page import Given
from view.pages.steering import Steering
from view.session import run_question, use_answer

#: Measures whose difference is split, and those that are drawn.
SPLIT = ("autonomy", "capability", "dependence", "know_how", "debt_share", "investment_usd_m")
DRAWN = ("autonomy", "dependence", "capability", "debt_share")


@solara.component
def Assumptions(given: Given) -> None:
    """Show what is uncertain, three runs, and where their difference comes from."""
    choice, say = given.choice, given.say
    world = {path: value for path, value in choice.moved.items() if not is_policy(path)}
    assumed_choice = replace(choice, moved=world, decisions=())
    assumed_scenario = solara.use_memo(
        lambda: scenario_of(assumed_choice), [choice.scenario, world]
    )
    answer = use_answer(run_question(assumed_scenario, choice.seed))
    assumed = answer.value if answer.value is not None else given.base_run

    told = [
        Telling("current" if given.moved else "base", given.run),
        *([Telling("assumed", assumed)] if world else []),
        *([Telling("base", given.base_run)] if given.moved else []),
    ]
    _head(given)
    waiting = given.waiting or answer.waiting
    with tag("div", cls="cv-main"):
        with tag("section", cls="cv-card cv-side", aria_label=say("app.assumed.title")):
            Steering(given, {**ASSUMPTIONS, "switches": switches(given.base.scenario)})
        with tag("div", cls="cv-stage waiting" if waiting else "cv-stage", id="results"):
            Split(given, assumed, bool(world))
            with tag("div", cls="cv-two"):
                for name in DRAWN:
                    with tag("div", cls="cv-card").key(name):
                        Lines(
                            chart=chart([name], told, say),
                            quarter=choice.quarter,
                            words=given.chart_words(),
                            event_went=lambda quarter: given.change(quarter=int(quarter)),
                        )


def _head(given: Given) -> None:
    with tag("div", cls="cv-headline"):
        tag("h2", given.say("app.assumed.title"))
        tag("p", given.say("app.assumed.says"), cls="cv-more")


@solara.component
def Split(given: Given, assumed: Result, has_world: bool) -> None:
    """Show how much of each difference to the baseline is the policy's, how much the world's."""
    say, run = given.say, given.run
    with tag("section", cls="cv-card", aria_live="polite"):
        if not given.moved:
            tag("p", say("app.assumed.none"))
            return
        year = int(run.series["year"].iloc[-1])
        rows = [(name, _row(given, name, assumed, has_world)) for name in SPLIT]
        heads = ("measure", "you", "world", "both")
        Table(
            title=say("app.assumed.split", year=year),
            caption=say("app.assumed.split", year=year),
            columns=[say(f"app.assumed.{head}") for head in heads],
            rows=rows,
        )


def _row(given: Given, measure: str, assumed: Result, has_world: bool) -> list[Cell]:
    """Return the three differences of a measure; the first two sum to the third."""
    base, world, now = (
        at(run, measure, -1)
        for run in (given.base_run, assumed if has_world else given.base_run, given.run)
    )
    parts = (now - world, world - base, now - base)
    widest = max((abs(part) for part in parts), default=0.0) or 1.0
    how = kind(declared(measure, "host").unit)
    return [
        title(measure, given.say),
        *(Amount(_change(part, how, given), part / widest) for part in parts),
    ]


def _change(value: float, how: str, given: Given) -> str:
    if how == "share":
        return given.say("why.points", value=100 * value)
    if how == "usd":
        return f"{value / 1000:+.2f} {given.say('app.billion')}"
    return f"{value:+.2f}"
