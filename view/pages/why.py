"""The page Why: what moved a measure between two dates, in parts that sum to the change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import solara

from experiments.questions import known
from model.attribution import BY, Reasons
from model.scenario.tree import Scenario
from view.answers import why
from view.charts.chips import Chips
from view.charts.fields import Fields, one_of
from view.charts.lines import Lines
from view.charts.series import Telling, chart
from view.charts.table import Amount, Table
from view.charts.tag import tag
from view.pages.page import Given
from view.reasons import SHOWN, change, rows, sensible, sentences, unit_of
from view.session import Question, use_answer
from view.words import percent

START = "start"
#: Key of the row of the small parts together; that of no agreement is empty.
OTHERS = "others"


@dataclass(frozen=True)
class Wanted:
    """What is asked: written in the address as ``MEASURE;OF;FROM;TO;KEY``."""

    measure: str
    of: str
    since: str
    until: str
    key: str

    def text(self) -> str:
        """Return it as the address has it."""
        return ";".join((self.measure, self.of, self.since, self.until, self.key))


def wanted(picked: str, scenario: Scenario) -> Wanted:
    """Return what is asked, put right where the address asks for what is not there.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> wanted("debt_share;;2030;2035;cause", load("peru2040")).until
    '2035'
    >>> wanted("nonsense", load("peru2040"))
    Wanted(measure='autonomy', of='', since='start', until='2040', key='cause')
    """
    parts = [*picked.split(";"), "", "", "", "", ""]
    of = parts[1] if parts[1] in (*scenario.partners, *scenario.technologies) else ""
    names = known(sheet(scenario, of))
    years = _years(scenario)
    until = parts[3] if parts[3] in years else years[-1]
    since = parts[2] if parts[2] in years and parts[2] < until else START
    usual = "autonomy" if "autonomy" in names else names[0]
    return Wanted(
        parts[0] if parts[0] in names else usual,
        *(of, since, until),
        parts[4] if parts[4] in BY else BY[0],
    )


def sheet(scenario: Scenario, of: str) -> Any:
    """Return the sheet of whom a measure is of."""
    if of in scenario.partners:
        return "partner"
    return "technology" if of in scenario.technologies else "host"


def _years(scenario: Scenario) -> list[str]:
    clock = scenario.clock
    return [str(clock.start_year + place) for place in range(clock.quarters // 4)]


@solara.component
def Why(given: Given) -> None:
    """Ask for the reasons of a change, and show them."""
    say, run = given.say, given.run
    scenario = run.scenario
    want = wanted(given.choice.picked, scenario)
    asked = (want.measure, f"{want.since}..{want.until}", want.of)
    answer = use_answer(Question(("why", run.name, *asked), why, (given.asked, *asked)))

    def ask(key: str, value: str) -> None:
        changed = {**vars(want), key: value}
        given.change(picked=wanted(Wanted(**changed).text(), scenario).text())

    def went(quarter: int) -> None:
        """Ask about the year that was clicked: a jump of the line."""
        year = scenario.clock.start_year + int(quarter) // 4
        since = str(year - 1) if year > scenario.clock.start_year else START
        changed = {**vars(want), "since": since, "until": str(year)}
        given.change(picked=Wanted(**changed).text())

    with tag("div", cls="cv-headline"):
        tag("h2", say("app.page.why"))
        tag("p", say("app.why.says"), cls="cv-more")
    with tag("div", cls="cv-card cv-wide-fields"):
        Fields(
            fields=_fields(given, want),
            event_set=lambda told: ask(str(told["key"]), str(told["value"])),
        )
    with tag("div", cls="cv-two"):
        if want.of == "":  # of partners and technologies no line is drawn
            with tag("section", cls="cv-card").key("line"):
                last = 4 * (int(want.until) - scenario.clock.start_year) + 3
                Lines(
                    chart=chart(
                        [want.measure], [Telling("current" if given.moved else "base", run)], say
                    ),
                    quarter=last,
                    words=given.chart_words(),
                    tall=True,
                    event_went=went,
                )
                tag("p", say("app.why.click"), cls="cv-unit")
        stage = "cv-card cv-prose cv-stage" + (" waiting" if answer.old else "")
        with tag("section", cls=stage, id="results", aria_live="polite").key("parts"):
            if answer.error is not None:
                tag("p", given.fault(answer.error), role="alert")
            elif answer.value is None:
                tag("p", say("app.why.working"))
            elif _is_of(answer.value, scenario):
                Parts(given, answer.value, want.key, lambda key: ask("key", key))


def _is_of(found: Reasons, scenario: Scenario) -> bool:
    """Whether an answer speaks of this scenario, not of the one that was shown before."""
    return not found.of or found.of in (*scenario.partners, *scenario.technologies)


def _fields(given: Given, want: Wanted) -> list[Mapping[str, Any]]:
    say, scenario = given.say, given.run.scenario
    years = _years(scenario)
    names = known(sheet(scenario, want.of))
    owners = [("", given.named("host"))]
    for table in (scenario.partners, scenario.technologies):
        owners += [(key, given.named(key)) for key in table]
    since = [(START, say("app.why.start")), *((y, y) for y in years if y < want.until)]
    return [
        one_of("measure", say("app.assumed.measure"), want.measure,
               [(name, say(f"measure.{name}")) for name in names]),
        one_of("of", say("app.why.of"), want.of, owners),
        one_of("since", say("app.why.since"), want.since, since),
        one_of("until", say("app.why.until"), want.until, [(y, y) for y in years]),
    ]  # fmt: skip


@solara.component
def Parts(given: Given, found: Reasons, key: str, choose: Any) -> None:
    """Show the parts of a change by one key, and what is said of all."""
    say, language = given.say, given.choice.language
    scenario, unit = given.run.scenario, unit_of(found)
    for text in sentences(scenario, found, language):
        tag("p", text)
    if not found.parts:
        return
    Chips(
        title=say("app.why.by"),
        items=[{"key": each, "name": say(f"why.{each}")} for each in BY],
        on=[key],
        event_toggle=choose,
    )

    def to_table(agreement: str) -> None:
        """Show the clauses of an agreement, and how they were struck."""
        given.change(page="table", picked=agreement)

    listed = rows(scenario, found, key, language)
    keys = [str(each) for each in found.by(key).index[:SHOWN]] + [OTHERS]
    widest = max(abs(amount) for _, amount in listed) or 1.0
    shares = sensible(found.change, [amount for _, amount in listed])
    Table(
        title=say(f"why.{key}"),
        columns=[say(f"why.{key}"), say("why.part"), say("why.share")],
        rows=[
            (
                part,
                [
                    name,
                    Amount(change(amount, unit, language), amount / widest),
                    percent(amount / found.change) if shares else "",
                ],
            )
            for part, (name, amount) in zip(keys, listed, strict=False)
        ],
        fixed=("", OTHERS),
        on_pick=to_table if key == "agreement" else None,
    )
