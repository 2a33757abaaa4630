"""The front of a stored search on the page Uncertainty: what can be had together, and by what."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import solara

from model.metrics.declared import INDICATORS
from view.charts.scatter import Scatter
from view.charts.series import kind, unit_label
from view.charts.table import Cell, Table
from view.charts.tag import tag
from view.decided import lever_text
from view.findings import level
from view.fronts import Policy, Reach, extremes, front_of, taken
from view.pages.outcomes import outcome_name
from view.pages.page import Given
from view.stored import Stored
from view.words import percent, words

NO_BREAK = "\N{NO-BREAK SPACE}"


@solara.component
def Front(given: Given, found: Stored) -> None:
    """Show what a search found: objectives pair by pair, and a row a policy."""
    say, language, study = given.say, given.choice.language, found.study
    policies = solara.use_memo(lambda: front_of(found), [study.name])

    def take(row: str) -> None:
        one = next(each for each in policies if str(each.row) == row)
        given.go(taken(given.choice, found, one))

    tag("p", summary(language, found, policies), role="status")
    with tag("div", cls="cv-three"):
        for across, up in combinations(study.objectives, 2):
            Scatter(chart=panel(language, found, policies, across, up), words=given.chart_words())
    with tag("p", cls="cv-key"):
        for mark in ("own", "better", "other"):
            tag("span", tag("i", cls=mark), say(f"app.front.{mark}"))
    tag("p", say("app.front.about"), cls="cv-unit")
    with tag("div", cls="cv-front"):
        Table(
            title=say("app.front.title"),
            columns=[
                say("app.front.policy"),
                *(axis(language, found, name) for name in study.objectives),
                say("app.front.surely"),
                say("app.front.holds"),
                *(say(f"app.lever.{each.path}.name") for each in study.levers.values()),
            ],
            rows=[(str(each.row), row(language, found, each)) for each in policies],
            on_pick=take,
        )


def summary(language: str, found: Stored, policies: Sequence[Policy]) -> str:
    """Return in a sentence what the front is, and how much of it surely betters the plan."""
    say = words(language)
    front = [each for each in policies if not each.as_is]
    return say(
        "app.front.says",
        count=len(front),
        levers=len(found.study.levers),
        seeds=found.study.design.fresh,
        surely=sum(each.surely for each in front),
        holds=sum(each.holds for each in front),
        objectives="; ".join(
            outcome_name(language, found, name) for name in found.study.objectives
        ),
    )


def unit_of(found: Stored, name: str) -> str:
    """Return the unit of an outcome."""
    measure = found.study.outcomes[name].measure
    return next(each.unit for (_, known), each in INDICATORS.items() if known == measure)


def axis(language: str, found: Stored, name: str) -> str:
    """Return an objective with its unit and which way is better."""
    say = words(language)
    return say(
        "study.front.axis",
        name=outcome_name(language, found, name),
        unit=unit_label(unit_of(found, name), say),
        better=say(f"study.front.{found.study.objectives[name].better}"),
    )


def panel(
    language: str, found: Stored, policies: Sequence[Policy], across: str, up: str
) -> dict[str, Any]:
    """Return two objectives of all policies as plain data, the scenario's own on top."""
    say = words(language)
    pair = (across, up)
    names = [outcome_name(language, found, name) for name in pair]
    own = next((each for each in policies if each.as_is), None)

    def told(name: str) -> str:
        unit = unit_of(found, name)
        low, high = (level(end, unit, language) for end in extremes(policies, name))
        plan = level(own.reached[name].mean, unit, language) if own else ""
        whole = names[pair.index(name)]
        return say("app.front.span", name=whole, low=low, high=high, own=plan)

    return {
        "sentence": ". ".join(told(name) for name in pair),
        "axes": [{"name": axis(language, found, n), "kind": kind(unit_of(found, n))} for n in pair],
        "points": [
            {
                "name": label(language, each),
                "kind": "own" if each.as_is else "better" if each.surely else "other",
                "at": [each.reached[name].mean for name in pair],
                "spans": [list(each.reached[name][1:]) for name in pair],
            }
            for each in reversed(policies)
        ],
    }  # fmt: skip


def label(language: str, policy: Policy) -> str:
    """Return what a policy is called."""
    say = words(language)
    return say("app.front.own") if policy.as_is else say("app.front.number", row=policy.row)


def row(language: str, found: Stored, policy: Policy) -> list[Cell]:
    """Return the cells of a policy."""
    say = words(language)
    levers = found.study.levers
    return [
        label(language, policy),
        *(reached(language, each, unit_of(found, name)) for name, each in policy.reached.items()),
        say("study.yes") if policy.surely else "",
        say("study.yes") if policy.holds else "",
        *(lever_text(levers[name].path, value, language) for name, value in policy.levers.items()),
    ]


def reached(language: str, found: Reach, unit: str) -> str:
    """Return mean and interval of an objective: shares in per cent, money as charts divide it."""
    say = words(language)
    if kind(unit) == "share":
        mean, low, high = (percent(each, 1) for each in found)
    else:
        scale, digits = (1e-3, 1) if kind(unit) == "usd" else (1.0, 2)
        mean, low, high = (f"{scale * each:,.{digits}f}" for each in found)
    ends = say("app.stored.span", low=low.removesuffix("%").rstrip(), high=high)
    return f"{mean} ({ends.replace(' ', NO_BREAK)})"
