"""The page Uncertainty: the same policy under many seeds, and what drives the outcome."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import solara
from numpy.typing import NDArray

from experiments.milestones import wilson
from view.bands import Ensemble, use_ensemble
from view.charts.bar import Bar
from view.charts.bins import Bins, bins
from view.charts.button import Button
from view.charts.lines import Lines
from view.charts.series import Telling, chart, label
from view.charts.tag import tag
from view.pages.claims import Claims
from view.pages.page import Given
from view.pages.studies import StoredStudies, StudiesInWork, both, joined
from view.sketches import Sketch

#: Seeds, and how many one worker takes at a time.
SEEDS, CHUNK = 200, 5
DRAWN = ("autonomy", "dependence", "capability", "debt_share")


@solara.component
def Uncertainty(given: Given) -> None:
    """Show many seeds, once they are asked for."""
    say, choice = given.say, given.choice
    # Of this policy and no other: a lever that is moved must not begin hundreds of runs by itself.
    here = f"{given.run.name} {given.base_run.name}"
    asked, study = both(choice.picked)
    going = asked == here and not given.waiting
    pace = (SEEDS, CHUNK, 0.0, True)
    mine = use_ensemble(given.scenario if going else None, choice.seed, choice.decisions, *pace)
    other = given.base_run.scenario if going and given.moved else None
    others = use_ensemble(other, choice.seed, (), *pace)
    wanted = [mine, others] if given.moved else [mine]
    with tag("div", cls="cv-headline"):
        tag("h2", say("app.uncertain.title"))
        tag("p", say("app.uncertain.says", count=SEEDS), cls="cv-more")
    with tag("div", cls="cv-stage", id="results"):
        with tag("div", cls="cv-card cv-row"):
            if not going:
                Button(
                    say("app.uncertain.start", count=SEEDS),
                    lambda: given.change(picked=joined(here, study)),
                )
            elif not all(each.complete for each in wanted):
                Button(say("app.uncertain.stop"), lambda: given.change(picked=study))
                _progress(given, wanted)
            else:
                tag("p", verdict(given, wanted), role="status")
        if going and min(len(each.sketches) for each in wanted) > 1:
            _pictures(given, wanted)
            Claims(given, mine)
        StoredStudies(given)
        StudiesInWork(given)


def _progress(given: Given, wanted: Sequence[Ensemble]) -> None:
    done = sum(len(each.sketches) for each in wanted)
    total = SEEDS * len(wanted)
    known = [each.left_s for each in wanted if math.isfinite(each.left_s)]
    left = f"{max(known):.0f}" if known else "…"
    error = next((each.error for each in wanted if each.error is not None), None)
    with tag("div", cls="cv-progress"):
        if error is not None:
            tag("p", given.fault(error), role="alert")
        far = given.say("app.uncertain.done", done=done, count=total, left=left)
        Bar(far, done / total, given.say("app.uncertain.start", count=SEEDS))


def last(sketches: Sequence[Sketch], measure: str) -> NDArray[np.float64]:
    """Return a measure at the end of each run, in the order of seeds."""
    return np.array([each.series[measure][-1] for each in sketches], dtype=float)


def verdict(given: Given, wanted: Sequence[Ensemble]) -> str:
    """Say how often the visitor's policy wins under the same luck."""
    if len(wanted) < 2:
        return given.say("app.uncertain.same")
    gap = last(wanted[0].sketches, "autonomy") - last(wanted[1].sketches, "autonomy")
    wins = int((gap > 0).sum())
    low, high = wilson(wins, len(gap))
    return given.say(
        "app.uncertain.wins",
        share=given.percent(wins / len(gap)),
        low=given.percent(low),
        high=given.percent(high),
        gap=given.say("why.points", value=100 * gap.mean()),
    )


def _pictures(given: Given, wanted: Sequence[Ensemble]) -> None:
    say = given.say
    roles = ["current", "base"] if given.moved else ["base"]
    runs = [given.run, given.base_run]
    told = [
        Telling(role, run, each.sketches)
        for role, run, each in zip(roles, runs, wanted, strict=False)
    ]
    year = int(given.run.series["year"].iloc[-1])
    count = min(len(each.sketches) for each in wanted)
    with tag("div", cls="cv-two"):
        with tag("div", cls="cv-card"):
            Bins(
                chart=bins(
                    say("app.uncertain.distribution", year=year, count=count),
                    say("app.uncertain.count"),
                    [
                        (say(f"app.role.{each.role}"), each.role, last(each.sketches, "autonomy"))
                        for each in told
                    ],
                ),
                words={"table": say("app.as_table"), "share": label("autonomy", say)},
            )
            tag("p", say("app.uncertain.reading"), cls="cv-unit")
        for name in DRAWN:
            with tag("div", cls="cv-card").key(name):
                Lines(
                    chart=chart([name], told, say),
                    quarter=given.choice.quarter,
                    words=given.chart_words(),
                    event_went=lambda quarter: given.change(quarter=int(quarter)),
                )
