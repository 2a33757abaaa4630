"""The page Explore: levers beside what they bring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import solara

from experiments.questions import known
from model.scenario.files import shipped_names
from view.bands import BAND, Ensemble, Hand, use_ensemble, use_last
from view.charts.button import Button
from view.charts.chips import Chips
from view.charts.fields import Fields, one_of, whole_number
from view.charts.frame import Clock
from view.charts.largest import largest
from view.charts.lines import Lines
from view.charts.network import Network, network
from view.charts.series import OFFERED, USUAL, Telling, at, chart, headline_chart, label
from view.charts.tag import tag
from view.choice import LAST_SEED, Choice
from view.levers import LEVERS
from view.names import name_of
from view.pages.claims import Claims
from view.pages.detail import Detail
from view.pages.narrows import NarrowPlaces
from view.pages.page import Given, use_play
from view.pages.steering import Steering
from view.words import Words

#: What the key of the graph explains.
KEY = ("imports", "runs", "inputs", "controls", "unmet")


@solara.component
def Explore(given: Given) -> None:
    """Show the levers, and the run that they make."""
    given, play = use_play(given)
    choice, say = given.choice, given.say
    hand = solara.use_memo(Hand, [])
    # Not before the picture itself stands, which would wait for the band else.
    asked = None if given.waiting else given.scenario
    band = use_ensemble(asked, choice.seed, choice.decisions, hand=hand)
    band = use_last(band, given.waiting)  # the old picture stands as it is until the next one comes
    told = Telling("current" if given.moved else "base", given.run, _of(band))
    base = Telling("base", given.base_run) if given.moved else None

    _says(given)
    with tag("div", cls="cv-main"):
        with tag("div", cls="cv-side"):
            Side(given, stands=band.complete and not given.waiting, hand=hand)
        with tag("div", cls="cv-stage waiting" if given.waiting else "cv-stage", id="results",
                 data_run=given.run.name):  # fmt: skip
            with tag("div", cls="cv-card"):
                Clock(
                    labels=given.run.series["label"].tolist(),
                    quarter=choice.quarter,
                    drawn=given.quarter,
                    words={key: say(f"app.time.{key}") for key in ("title", "play", "pause")},
                    event_went=lambda quarter: given.change(quarter=int(quarter)),
                    event_played=play,
                )
            _pictures(given, told, base, band)
            Claims(given, band)
            NarrowPlaces(given)


def _of(band: Ensemble) -> tuple[Any, ...]:
    return band.sketches if band.complete else ()


def _says(given: Given) -> None:
    """Say in a sentence what came out, for eyes and for ears."""
    say, run = given.say, given.run
    gaps = {
        "year": int(run.series["year"].iloc[-1]),
        "now": given.percent(at(run, "autonomy", -1)),
        "base": given.percent(at(given.base_run, "autonomy", -1)),
        "host": given.named("host"),
    }
    more = {
        "met": given.percent(at(run, "capability", -1)),
        "alone": given.percent(at(run, "autonomy_alone", -1)),
        "know_how": given.percent(at(run, "know_how", -1)),
        "host": gaps["host"],
    }
    # In one box: what comes after something that goes is made anew by the browser, and a slider
    # under the visitor's hand would lose the keyboard at its first move.
    with tag("div"):
        with tag("div", role="status", aria_live="polite", cls="cv-headline"):
            tag("p", say("app.headline.moved" if given.moved else "app.headline.alone", **gaps),
                cls="cv-says")  # fmt: skip
            tag("p", say("app.headline.more", **more), cls="cv-more")
        if not given.moved:
            with tag("div", cls="cv-row cv-try"):
                tag("p", say("app.headline.try"))
                Button(say("app.guide.title"), lambda: given.change(page="guide", picked=""))


@solara.component
def Side(given: Given, stands: bool, hand: Hand) -> None:
    """Show the baseline, the seed and the levers."""
    choice, say = given.choice, given.say

    def set_start(told: Mapping[str, Any]) -> None:
        if told["key"] == "seed":
            given.change(seed=int(told["value"]))
        elif told["value"] in shipped_names():
            given.go(Choice(scenario=told["value"], seed=choice.seed, language=choice.language))

    names = [(name, say.get(f"app.preset.{name}.name", name)) for name in shipped_names()]
    title = say("app.levers", host=name_of(given.base.scenario, "host", choice.language))
    with tag("section", cls="cv-card", aria_label=title):
        tag("h2", title)
        Fields(
            fields=[
                one_of("scenario", say("app.baseline"), choice.scenario, names),
                whole_number(
                    *("seed", say("app.seed"), choice.seed, 0, LAST_SEED, say("app.seed_about"))
                ),
            ],
            event_set=set_start,
        )
        Steering(given, LEVERS, stands, hand)


def _pictures(given: Given, told: Telling, base: Telling | None, band: Ensemble) -> None:
    choice, say = given.choice, given.say
    shown = [name for name in choice.shown if name in OFFERED] or list(USUAL)
    charts = solara.use_memo(  # a band follows from its run, once it is there
        lambda: _charts(told, base, shown, say),
        [given.run.name, given.base_run.name, len(told.sketches), shown, choice.language],
    )

    def toggle(name: str) -> None:
        rest = [each for each in shown if each != name]
        kept = rest if name in shown else [each for each in OFFERED if each in {*shown, name}]
        given.change(shown=() if kept == list(USUAL) else tuple(kept))

    def went(quarter: int) -> None:
        given.change(quarter=int(quarter))

    with tag("section", cls="cv-card", aria_label=charts[0]["title"]):
        Lines(chart=charts[0], quarter=choice.quarter, words=_words(given, "autonomy"), tall=True,
              event_went=went, event_why=given.ask_why)  # fmt: skip
        count = len(band.sketches)
        text = "app.share_bands" if band.complete else "app.bands_come"
        tag("p", say(text, count=count if band.complete else BAND), cls="cv-unit")
        tag("p", say("app.click_line"), cls="cv-unit")
    with tag("section", cls="cv-card", aria_label=say("app.chart.graph", label=given.label)):
        tag("h3", say("app.chart.graph", label=given.label))
        tag("p", say("app.chart.graph_about"), cls="cv-unit")
        Graph(given)
        Detail(given)
    with tag("section", aria_label=say("app.graphs")):
        Chips(
            title=say("app.measures"),
            items=[{"key": name, "name": label(name, say)} for name in OFFERED],
            on=shown,
            event_toggle=toggle,
        )
        with tag("div", cls="cv-grid"):
            for each in charts[1:]:
                with tag("div", cls="cv-card").key(each["name"]):
                    Lines(chart=each, quarter=choice.quarter, words=_words(given, each["name"]),
                          event_went=went, event_why=given.ask_why)  # fmt: skip


def _charts(
    told: Telling, base: Telling | None, shown: Sequence[str], say: Words
) -> list[dict[str, Any]]:
    """Return the main chart and those that are shown below it."""
    both = [each for each in (told, base) if each]
    return [headline_chart(told, base, say), *(chart([name], both, say) for name in shown)]


def _words(given: Given, measure: str) -> dict[str, str]:
    """Return the texts of a chart, with a way to the reasons where the measure has parts."""
    why = {"why": given.say("app.page.why")} if measure in known("host") else {}
    return given.chart_words() | why


@solara.component
def Graph(given: Given) -> None:
    """Show who supplies what at the cursor of time."""
    say = given.say
    drawn = solara.use_memo(
        lambda: network(given.run, given.quarter, given.choice.language),
        [given.run.name, given.quarter, given.choice.language],
    )
    names = ("upstream", "partners", "firms", "technologies", "met", "imports", "runs", "inputs")
    texts = {name: say(f"app.chart.{name}") for name in (*names, "controls", "unmet")}
    keys = {f"key_{name}": texts[name].rstrip(",") for name in KEY} | {
        "key_host": say("app.chart.host", host=given.named("host"))
    }
    heads = {
        "title": say("app.chart.graph", label=given.label),
        "sentence": largest(drawn, say),
        "table": say("app.as_table"),
    }
    Network(
        graph=drawn,
        picked=given.choice.picked,
        words=texts | keys | heads,
        event_pick=lambda picked: given.change(picked=str(picked)),
    )
