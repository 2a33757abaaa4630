"""Studies on the page Uncertainty: what a stored one found, and how far those in work are."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import solara

from experiments.folders import StorageError
from experiments.study.status import STUDIES, begun_studies, read_status
from view.charts.fields import Fields, one_of
from view.charts.table import Amount, Cell, Table
from view.charts.tag import tag
from view.names import called
from view.pages.front import Front
from view.pages.outcomes import outcome_name
from view.pages.page import Given
from view.session import use_waiting
from view.stored import OUTCOME, STUDY, Driver, Estimate, Stored, shown_studies, stored
from view.words import Words

#: Seconds between two looks at the studies in work, and how many are shown, the latest first.
LOOK, MOST = 2.0, 12
#: Name and status of each.
Standing = tuple[tuple[str, dict[str, Any]], ...]
PICK = "study "  # before study and outcome in what is picked; behind the seeds, if both are
AND = ";"


def both(text: str) -> tuple[str, str]:
    """Return whose seeds are simulated, and which study is shown; either may be missing.

    Examples
    --------
    >>> both("mine base;study partner_cap met_2040"), both("mine base"), both("study partner_cap")
    (('mine base', 'study partner_cap met_2040'), ('mine base', ''), ('', 'study partner_cap'))
    """
    parts = text.split(AND)
    studies = [each for each in parts if each.startswith(PICK)]
    seeds = [each for each in parts if not each.startswith(PICK)]
    return "".join(seeds[:1]), "".join(studies[:1])


def joined(seeds: str, study: str) -> str:
    """Return how the address says both.

    Examples
    --------
    >>> joined("mine base", ""), joined("mine base", "study partner_cap")
    ('mine base', 'mine base;study partner_cap')
    """
    return AND.join(filter(None, (seeds, study)))


def picked(text: str) -> tuple[str, str]:
    """Return study and outcome that were picked, or those that tell what drives dependence.

    Examples
    --------
    >>> picked("study partner_cap met_2040"), picked("anything else")
    (('partner_cap', 'met_2040'), ('dependence_drivers', 'dependence_2040'))
    """
    rest = both(text)[1].removeprefix(PICK).split(" ")
    name = rest[0] if rest[0] in shown_studies() else STUDY
    outcomes = list(stored(name).study.outcomes)
    usual = OUTCOME if OUTCOME in outcomes else outcomes[0]
    return name, rest[1] if len(rest) > 1 and rest[1] in outcomes else usual


@solara.component
def StoredStudies(given: Given) -> None:
    """Show what one stored study says of one outcome."""
    say = given.say
    name, outcome = solara.use_memo(lambda: picked(given.choice.picked), [given.choice.picked])
    found = solara.use_memo(lambda: stored(name), [name])

    def choose(told: Mapping[str, Any]) -> None:
        chosen = {"study": name, "outcome": outcome, str(told["key"]): str(told["value"])}
        study = f"{PICK}{chosen['study']} {chosen['outcome']}"
        given.change(picked=joined(both(given.choice.picked)[0], study))

    names = [(each, question(say, each)) for each in shown_studies()]
    searched = "front" in found.tables  # all objectives at once: there is no outcome to choose
    outcomes = [
        (each, outcome_name(given.choice.language, found, each)) for each in found.study.outcomes
    ]
    with tag("section", cls="cv-card", aria_label=say("app.stored.title")):
        tag("h3", say("app.stored.title"))
        # Of the study's own scenarios, whatever the visitor looks at.
        about = ", ".join(called(each, given.choice.language) for each in found.study.scenarios)
        tag("p", say("app.stored.says", study=name, about=about), cls="cv-unit")
        with tag("div", cls="cv-wide-fields"):
            which = one_of("outcome", say("app.stored.outcome"), outcome, outcomes)
            Fields(
                fields=[
                    one_of("study", say("app.stored.study"), name, names),
                    *([] if searched else [which]),
                ],
                event_set=choose,
            )
        if searched:
            Front(given, found)
        estimates = found.estimates(outcome)
        if len(estimates) > 1:
            Table(
                title=question(say, name),
                columns=[
                    *(varying_name(say, found, key) for key in found.varying),
                    *(say(f"app.stored.{key}") for key in ("mean", "nine", "gap")),
                ],
                rows=estimate_rows(say, estimates),
            )
        drivers = found.drivers(outcome)
        if drivers:
            tag("p", say("app.driver.says"), cls="cv-unit")
            Table(
                title=question(say, name),
                columns=[say(f"app.driver.{key}") for key in ("factor", "total", "first")],
                rows=[(each.name, driver_row(say, each, drivers)) for each in drivers],
            )


def question(say: Words, name: str) -> str:
    """Return what a study asks, in the visitor's language where it is a shipped one."""
    return say.get(f"app.stored.question.{name}", "") or stored(name).study.question


def varying_name(say: Words, found: Stored, key: str) -> str:
    """Return the name of what varies: a lever, or the policy."""
    lever = found.study.levers.get(key)
    return (
        say(f"app.stored.{key}") if lever is None else say.get(f"app.lever.{lever.path}.name", key)
    )


def variant_text(say: Words, value: Any) -> str:
    """Return how one variant has it: the name of a policy, or a number."""
    if isinstance(value, str):
        return say.get(f"app.preset.{value}.name", value.replace("_", " "))
    return f"{value:g}"


def places(widest: float) -> int:
    """Return the decimals of a table: shares to a thousandth, counts to a tenth, money whole.

    Examples
    --------
    >>> [places(widest) for widest in (0.7, 70.0, 51_234.5)]
    [3, 1, 0]
    """
    return 3 if widest < 10.0 else 1 if widest < 1000.0 else 0


def estimate_rows(say: Words, estimates: list[Estimate]) -> list[tuple[str, list[Cell]]]:
    """Return the rows of a table of estimates; bars are parts of the widest."""
    widest = max(abs(each.mean) for each in estimates) or 1.0
    decimals = places(widest)

    def span(low: float, high: float) -> str:
        return say("app.stored.span", low=f"{low:,.{decimals}f}", high=f"{high:,.{decimals}f}")

    rows: list[tuple[str, list[Cell]]] = []
    for place, each in enumerate(estimates):
        gap = say("app.stored.itself")
        if not math.isnan(each.gap):
            gap = f"{each.gap:+,.{decimals}f} ({span(each.gap_low, each.gap_high)})"
        mean = f"{each.mean:,.{decimals}f} ({span(each.low, each.high)})"
        cells: list[Cell] = [
            *(variant_text(say, value) for value in each.variant.values()),
            Amount(mean, each.mean / widest),
            span(each.q05, each.q95),
            gap,
        ]
        rows.append((str(place), cells))
    return rows


def driver_row(say: Words, each: Driver, among: list[Driver]) -> list[Cell]:
    """Return the cells of a factor."""
    widest = max(other.total for other in among)
    return [
        say.get(f"app.driver.name.{each.name}", each.name.replace("_", " ")),
        Amount(f"{each.total:.2f} ({each.low:.2f} – {each.high:.2f})", each.total / widest),
        f"{round(each.first, 2) + 0.0:.2f}",
    ]


@solara.component
def StudiesInWork(given: Given, out: str = STUDIES) -> None:
    """Show how far the studies of this machine are, and look again while the page is open."""
    say = given.say
    told, tell = solara.use_state(cast(Standing, ()))

    async def look() -> None:
        while True:
            tell(await asyncio.to_thread(standing, out))
            await asyncio.sleep(LOOK)

    use_waiting(look, [out])
    with tag("section", cls="cv-card", aria_label=say("app.studies.title")):
        tag("h3", say("app.studies.title"))
        if not told:
            tag("p", say("app.studies.none", folder=out), cls="cv-unit")
            return
        heads = ("study", "state", "recorded", "failed", "pace", "left")
        Table(
            title=say("app.studies.title"),
            columns=[say(f"app.studies.{key}") for key in heads],
            rows=[(name, [name, *standing_row(say, said)]) for name, said in told],
            left=(1,),
        )


def standing(out: str) -> Standing:
    """Return name and status of the studies of a folder, that which spoke last first."""
    found = []
    for folder in begun_studies(Path(out)):
        try:
            found.append((folder.name, read_status(folder)))
        except StorageError:
            found.append((folder.name, {"state": "unreadable"}))
    found.sort(key=lambda each: str(each[1].get("updated", "")), reverse=True)
    return tuple(found[:MOST])


def standing_row(say: Words, said: dict[str, Any]) -> list[Cell]:
    """Return state, counts, pace and time left of a study."""
    state = say.get(f"app.studies.is.{said['state']}", said["state"])
    if "total" not in said:
        return [state, "", "", "", ""]
    going, left = said["state"] == "running", said.get("eta_seconds")
    return [
        state,
        Amount(f"{said['recorded']} / {said['total']}", said["recorded"] / max(1, said["total"])),
        str(said["failed"] + said["quarantined"]),
        f"{said['runs_per_second']:.1f}" if going else "",
        f"{left:.0f} s" if going and left is not None else "",
    ]
