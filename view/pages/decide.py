"""The form of a decision: what, about whom, from the quarter of the cursor on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import solara

from experiments.options import Option
from model.scenario.decisions import Kind
from model.scenario.plan import planned, talks
from model.scenario.problems import ProblemsError
from view.answers import options_at
from view.charts.button import Button
from view.charts.fields import Fields, one_of
from view.charts.levers import Levers
from view.charts.tag import tag
from view.choice import Choice, baseline, scenario_of
from view.levers import LEVERS, lever_groups
from view.names import agreement_of
from view.pages.page import Given
from view.pages.table import ended
from view.problems import first_of
from view.session import Question, use_answer
from view.talks import vote_text

#: Kinds that the form offers; who sat at a talk decides on the page of seats.
FORM = tuple(kind for kind in Kind if kind is not Kind.SEAT)


@solara.component
def Decide(given: Given) -> None:
    """Show the form; a decision is written into the address."""
    say, choice = given.say, given.choice
    kind, set_kind = solara.use_state(Kind.SET.value)
    about, set_about = solara.use_state("")
    problem, set_problem = solara.use_state("")
    asked = Question(
        ("options", given.run.name, given.label), options_at, (given.asked, given.label)
    )
    answer = use_answer(asked)
    options = _options(given, Kind(kind), answer.value or ())
    keys = [key for key, _ in options]
    picked = about if about in keys else (keys[0] if keys else "")

    def told(field: Mapping[str, Any]) -> None:
        set_problem("")
        if field["key"] == "kind" and field["value"] in list(FORM):
            set_kind(str(field["value"]))
        elif field["key"] == "about":
            set_about(str(field["value"]))

    def add(text: str) -> None:
        new = decided(choice, text)
        if isinstance(new, Choice):
            set_problem("")
            given.go(new)
        else:
            set_problem(new)

    def move(moved: Mapping[str, Any]) -> None:
        add(f"{given.label}:{moved['path']}={moved['value']}")

    with tag("div", cls="cv-prose"):
        tag("h3", say("app.forks.decide_at", label=given.label))
        Fields(
            fields=[
                one_of("kind", say("app.forks.what"), kind,
                       [(each.value, say(f"app.forks.kind.{each.value}")) for each in FORM]),
                *([one_of("about", say("app.forks.about"), picked, options)] if options else []),
            ],
            event_set=told,
        )  # fmt: skip
        if not options:
            nothing = "app.working" if answer.waiting else "app.forks.nothing"
            tag("p", say(nothing, label=given.label), cls="cv-muted", role="status")
        elif kind == Kind.SET:
            base = baseline(choice.scenario)
            groups = lever_groups({"decide": [picked]}, base, _standing(given), say)
            Levers(groups=groups, words=given.chart_words(), shut=1, event_move=move)
        else:
            Button(say("app.forks.add"), lambda: add(f"{given.label}:{kind}:{picked}"))
        if problem:
            tag("p", problem, cls="cv-note", role="alert")


def _standing(given: Given) -> Any:
    """Return the scenario as it stands at the cursor, decisions so far included."""
    scenarios = planned(given.scenario, given.choice.decisions).scenarios
    past = [quarter for quarter in scenarios if quarter <= given.quarter]
    return scenarios[max(past)] if past else given.scenario


def _options(given: Given, kind: Kind, known: Sequence[Option]) -> list[tuple[str, str]]:
    """Return what a kind of decision can be about at the cursor, with its text."""
    say = given.say
    if kind is Kind.SET:
        paths = [path for group in LEVERS.values() for path in group]
        return [(path, say.get(f"app.lever.{path}.name", path)) for path in paths]
    return [(each.about, _named(given, each)) for each in known if each.kind is kind]


def _named(given: Given, option: Option) -> str:
    """Return an option as people call it, with how it went in the run."""
    topic, partner = talks(given.run.scenario).get(option.about, ("", ""))
    if not partner:
        return agreement_of(given.run.scenario, option.about, given.choice.language)
    was = f" ({_went(given, option.was)})" if option.was else ""
    return f"{given.named(topic)} – {given.named(partner)}{was}"


def _went(given: Given, was: str) -> str:
    """Return how a talk ended and, where it came to a text, how that fared in the vote."""
    end, _, vote = was.partition(": ")
    said = ended(given, end)
    voted = vote_text(given.run.scenario, vote, given.choice.language)
    return f"{said}: {voted}" if vote else said


def decided(choice: Choice, text: str) -> Choice | str:
    """Return the choice with one decision more, or what is wrong with it.

    A lever that is moved twice in one quarter keeps the later value.

    Examples
    --------
    >>> once = decided(Choice(), "2029Q1:policy.concession=4")
    >>> decided(once, "2029Q1:policy.concession=2").decisions
    ('2029Q1:policy.concession=2.0',)
    >>> "2029" in decided(Choice(), "2029Q9:policy.concession=4")
    True
    """
    head, equals, _ = text.partition("=")
    rest = [each for each in choice.decisions if not equals or each.partition("=")[0] != head]
    try:
        plan = planned(scenario_of(choice), [*rest, text])
    except ProblemsError as error:
        return first_of(error, choice.language)
    return choice.with_decisions(each.text for each in plan.decisions)
