"""The page Forks: go back to a quarter, decide otherwise, and see where the runs part."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import solara

from experiments.forks import Parting
from experiments.runner import Result
from view.address import MOST_BESIDE, beside, course
from view.answers import partings
from view.charts.button import Button
from view.charts.frame import Clock
from view.charts.lines import Lines
from view.charts.series import Telling, chart
from view.charts.table import Table
from view.charts.tag import tag
from view.choice import Choice, scenario_of
from view.decided import course_text, decision_text
from view.pages.decide import Decide
from view.pages.page import Given, use_play
from view.partings import event_rows, measure_rows, value_text
from view.session import Answer, Question, run_question, use_answer

DRAWN = ("autonomy", "dependence", "capability", "debt_share")


@dataclass(frozen=True)
class Beside:
    """Another run of the comparison: its choice and what is known of it."""

    role: str
    choice: Choice
    answer: Answer[Result]


def opened(choice: Choice, quarters: int) -> Choice:
    """Return the choice with a cursor where a decision can still change something.

    Where nobody has moved it, it would stand at the end.

    Examples
    --------
    >>> opened(Choice(), 64).quarter, opened(Choice(quarter=63), 64).quarter
    (16, 63)
    """
    return choice if choice.quarter >= 0 else replace(choice, quarter=quarters // 4)


@solara.component
def Forks(given: Given) -> None:
    """Show the decisions, up to four runs, and why they parted."""
    given, play = use_play(replace(given, choice=opened(given.choice, len(given.run.series))))
    say, choice = given.say, given.choice
    others = beside(choice)
    # As many hooks as there can be others: MOST_BESIDE.
    answers = (use_answer(_run_of(others[:1])), use_answer(_run_of(others[1:])))
    kept = [
        Beside(f"kept{place}", other, answer)
        for place, (other, answer) in enumerate(zip(others, answers, strict=False), start=1)
    ]
    with tag("div", cls="cv-headline"):
        tag("h2", say("app.forks.title"))
        tag("p", say("app.forks.says"), cls="cv-more")
    with tag("div", cls="cv-main"):
        with tag("div", cls="cv-side"):
            with tag("section", cls="cv-card", aria_label=say("app.forks.decide")):
                Clock(
                    labels=given.run.series["label"].tolist(),
                    quarter=choice.quarter,
                    drawn=given.quarter,
                    words={key: say(f"app.time.{key}") for key in ("title", "play", "pause")},
                    event_went=lambda quarter: given.change(quarter=int(quarter)),
                    event_played=play,
                )
                Decide(given)
            _decided(given)
        with tag("div", cls="cv-stage waiting" if given.waiting else "cv-stage", id="results"):
            _pictures(given, kept)
            _kept(given, kept)
            Parted(given, kept)


def _run_of(others: list[Choice]) -> Question[Result] | None:
    """Return the question for the first of other choices, if there is one."""
    if not others:
        return None
    return run_question(scenario_of(others[0]), others[0].seed, others[0].decisions)


def _decided(given: Given) -> None:
    """Show what was decided; a click takes it back."""
    say, choice = given.say, given.choice

    def take_back(text: str) -> None:
        given.change(decisions=tuple(each for each in choice.decisions if each != text))

    with tag("section", cls="cv-card cv-prose", aria_label=say("app.forks.decided")):
        tag("h3", say("app.forks.decided"))
        if not choice.decisions:
            tag("p", say("app.forks.none"), cls="cv-muted")
        for text in choice.decisions:
            with tag("p", cls="cv-row").key(text):
                tag("span", decision_text(given.scenario, text, choice.language), title=text)
                Button("×", partial(take_back, text), label=say("app.forks.back"))
        void = {e["decision"]: e["because"] for e in given.run.events
                if e["event"] == "decision void"}  # fmt: skip
        for text, reason in void.items():
            told = value_text(reason, choice.language)
            what = decision_text(given.scenario, text, choice.language)
            tag("p", say("app.forks.void", decision=what, reason=told), cls="cv-note")


def _pictures(given: Given, kept: list[Beside]) -> None:
    told = [Telling("current" if given.moved else "base", given.run)]
    told += [Telling(each.role, each.answer.value) for each in kept if each.answer.value]
    if given.moved:
        told.append(Telling("base", given.base_run))
    with tag("div", cls="cv-two"):
        for name in DRAWN:
            with tag("div", cls="cv-card").key(name):
                Lines(
                    chart=chart([name], told, given.say),
                    quarter=given.choice.quarter,
                    words=given.chart_words(),
                    event_went=lambda quarter: given.change(quarter=int(quarter)),
                )


def _kept(given: Given, kept: list[Beside]) -> None:
    """Show the runs that are kept for comparison, and a way to keep the current one."""
    say, choice = given.say, given.choice
    mine = course(choice)

    def keep() -> None:
        given.change(beside=(*choice.beside, mine), decisions=(), moved={})

    def let_go(text: str) -> None:
        given.change(beside=tuple(each for each in choice.beside if each != text))

    with tag("section", cls="cv-card cv-prose", aria_label=say("app.forks.kept")):
        tag("h3", say("app.forks.kept"))
        for each in kept:
            with tag("p", cls="cv-row").key(each.role):
                tag("b", say(f"app.role.{each.role}"))
                text = course(each.choice)
                told = "; ".join(course_text(each.choice, choice.language))
                tag("span", told or say("app.baseline"), title=text)
                Button("×", partial(let_go, text), label=say("app.forks.drop"))
        full = len(kept) == MOST_BESIDE or not mine or mine in choice.beside
        Button(say("app.forks.keep"), keep, off=full)


@solara.component
def Parted(given: Given, kept: list[Beside]) -> None:
    """Show where each run parted from the baseline: first differences."""
    say = given.say
    runs = {"base": given.base_run}
    if given.moved:
        runs["current"] = given.run
    runs |= {each.role: each.answer.value for each in kept if each.answer.value is not None}
    names = tuple((role, run.name) for role, run in runs.items())
    question = Question(("partings", names), partings, (runs,)) if len(runs) > 1 else None
    answer = use_answer(question)
    if answer.error is not None:
        tag(
            "p",
            given.fault(answer.error),
            cls="cv-card cv-note",
            role="alert",
        )
    if question is None:
        tag("p", say("app.forks.alone"), cls="cv-card")
    for parting in answer.value or ():
        if parting.run in runs:
            with tag("section", cls="cv-card cv-prose").key(parting.run):
                _parting(given, parting)


def _parting(given: Given, parting: Parting) -> None:
    say, language = given.say, given.choice.language
    role = say(f"app.role.{parting.run}")
    tag("h3", say("app.forks.why", run=role))
    if not parting.same_shocks:
        tag("p", say("app.forks.shocks"))
    heads = [say(f"app.forks.{key}") for key in ("measure", "since", "then", "end")]
    Table(
        title=say("app.forks.measures"),
        caption=say("app.forks.measures"),
        columns=heads,
        rows=[(row[0], list(row)) for row in measure_rows(parting, language)],
    )
    if parting.by_kind.empty:
        tag("p", say("app.forks.same"))
        return
    heads = [say(f"app.forks.{key}") for key in ("quarter", "event", "about")]
    Table(
        title=say("app.forks.events"),
        caption=say("app.forks.events"),
        columns=[*heads, say("app.role.base"), role],
        rows=[
            (str(place), list(row))
            for place, row in enumerate(event_rows(given.run.scenario, parting, language))
        ],
        left=(1, 2, 3, 4),
    )
