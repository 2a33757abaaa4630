"""The claims of the plan: what this run makes of them, and how often they come true."""

from __future__ import annotations

import solara

from experiments.milestones import milestone_rows
from view.bands import Ensemble
from view.charts.table import Table
from view.charts.tag import tag
from view.findings import level
from view.pages.page import Given
from view.sketches import chances
from view.titles import claim_of
from view.words import percent


@solara.component
def Claims(given: Given, band: Ensemble) -> None:
    """Show each claim with its date, the value reached by then, and its chance over seeds."""
    say, run = given.say, given.run
    claims = solara.use_memo(lambda: milestone_rows([run]), [run.name])
    if not claims:
        return
    likely = chances(band.sketches) if band.complete else {}
    rows = []
    for claim in claims:
        chance = likely.get(claim["milestone"])
        odds = (
            ""
            if chance is None
            else f"{percent(chance.share)} ({100 * chance.interval.low:.0f} – "
            f"{percent(chance.interval.high)})"
        )
        language = given.choice.language
        rows.append(
            (
                claim["milestone"],
                [
                    claim_of(claim["milestone"], claim["name"], language),
                    level(claim["at_least"], claim["unit"], language),
                    str(claim["by_year"]),
                    ("✓ " if claim["met"] == 1.0 else "✗ ")
                    + level(claim["value"], claim["unit"], language),
                    odds,
                ],
            )
        )
    with tag("section", cls="cv-card", aria_label=say("app.chart.milestones")):
        tag("h3", say("app.chart.milestones"))
        columns = [say(f"app.chart.{key}") for key in ("claim", "claimed", "by", "reached")]
        Table(
            title=say("app.chart.milestones"),
            columns=[*columns, say("app.chart.chance", count=max(len(band.sketches), band.total))],
            rows=rows,
        )
