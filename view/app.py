"""The browser view: one page, whose state is its address.

What a visitor does changes the address; the address is read, the runs that it names are asked for,
and the page is drawn from them. Nothing else is remembered, so Back, Redo, a link in a mail and a
reload all show the same picture.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import reacton
import solara
from solara.lab.utils.headers import headers

from view.address import read, written
from view.charts.button import Button
from view.charts.copy import Copy
from view.charts.focus import Focus
from view.charts.frame import Header
from view.charts.keys import Keys
from view.charts.tag import tag
from view.choice import LANGUAGES, PAGES, Choice, baseline, compared_with, scenario_of
from view.pages.assumptions import Assumptions
from view.pages.explore import Explore
from view.pages.forks import Forks
from view.pages.guide import Guide
from view.pages.page import Given
from view.pages.seat import Seat
from view.pages.table import NegotiationTable
from view.pages.uncertainty import Uncertainty
from view.pages.why import Why
from view.pages.working import Working
from view.repeat import command_of
from view.server.dress import language_of
from view.session import SOON, begun, run_question, use_answer
from view.style import style
from view.words import Words, words
from view.workshop import singles

#: By name in the address.
SHOWN: Mapping[str, Callable[[Given], Any]] = {
    "explore": Explore,
    "assumptions": Assumptions,
    "table": NegotiationTable,
    "seat": Seat,
    "why": Why,
    "forks": Forks,
    "uncertainty": Uncertainty,
    "guide": Guide,
}
#: Characters of an error that a visitor is shown.
LONGEST_ERROR = 1200


def rehearse() -> None:
    """Read the texts and ask for the run that are seen where an address says nothing."""
    for language in LANGUAGES:
        words(language)
    choice = Choice()
    begun(run_question(baseline(choice.scenario).scenario, choice.seed), singles())


@solara.component
def Page() -> None:
    """Show what the address says."""
    router = solara.use_router()
    asked, ask = solara.use_state("")
    accepted = ",".join((headers.value or {}).get("accept-language", []))
    own = language_of(asked, accepted)
    choice, wrong = solara.use_memo(lambda: read(router.search, own), [router.search, own])
    chosen = choice.language
    if not chosen:
        choice = replace(choice, language=own)
    say = words(choice.language)

    def go(new: Choice) -> None:
        # A language that nobody chose stays out of the link: whoever gets it has one of their own.
        language = "" if new.language == choice.language and not chosen else new.language
        router.push("?" + written(replace(new, language=language)))

    solara.Style(style())
    with tag("div", cls="cv"):
        Focus()
        _head(choice, go, ask, say)
        if wrong:
            tag("div", tag("b", say("app.wrong")), tag("ul", *(tag("li", each) for each in wrong)),
                cls="cv-card cv-note", role="status")  # fmt: skip
        Shown(choice, go)


def _head(choice: Choice, go: Any, ask: Callable[[str], None], say: Words) -> None:
    def went(told: Mapping[str, str]) -> None:
        if told.get("page") in PAGES:
            go(replace(choice, page=told["page"], picked=""))
        elif told.get("language") in LANGUAGES:
            go(replace(choice, language=told["language"]))
        elif told.get("asked"):
            ask(told["asked"])

    names = ("title", "subtitle", "language", "theme", "undo", "redo", "skip")
    Header(
        pages=[
            {
                "key": page,
                "title": say(f"app.page.{page}"),
                "link": "?" + written(replace(choice, page=page, picked="")),
            }
            for page in SHOWN
        ],
        page=choice.page,
        language=choice.language,
        words={name: say(f"app.{name}") for name in names},
        link=Copy(text=say("app.link"), copied=say("app.copied")),
        event_go=went,
    )


@solara.component
def Lab(
    scenario: str = "peru2040", seed: int = 1, page: str = "explore", language: str = "en"
) -> None:
    """Show one page where there is no address: in a notebook, ``display(Lab("classroom"))``.

    Parameters
    ----------
    scenario, seed, page, language
        See :class:`view.choice.Choice`.
    """
    choice, go = solara.use_state(Choice(page, scenario, seed=seed, language=language))
    solara.Style(style())
    with tag("div", cls="cv"):
        Keys()
        Focus()
        Shown(choice, go)


@solara.component
def Shown(choice: Choice, go: Any) -> None:
    """Show a page once its runs are there, and keep the last picture until the next ones are."""
    attempt, set_attempt = solara.use_state(0)
    scenario = solara.use_memo(lambda: scenario_of(choice), [choice.scenario, choice.moved])
    base = baseline(choice.scenario)
    beside = solara.use_memo(lambda: compared_with(choice), [choice.scenario, choice.moved])
    asked = solara.use_memo(
        lambda: run_question(scenario, choice.seed, choice.decisions),
        [scenario, choice.seed, choice.decisions],
    )
    base_asked = solara.use_memo(lambda: run_question(beside, choice.seed), [beside, choice.seed])
    run = use_answer(asked, attempt=attempt, soon=SOON)
    base_run = use_answer(base_asked, attempt=attempt, soon=SOON)
    say = words(choice.language)
    error = run.error or base_run.error
    if error is not None:
        _failed(choice, error, lambda: set_attempt(attempt + 1), say)
    if run.value is None or base_run.value is None:
        if error is None:
            Working(say)
        return
    waiting = run.waiting or base_run.waiting
    told = Given(choice, go, base, scenario, run.value, base_run.value, waiting)
    Guarded(told)


@solara.component
def Guarded(given: Given) -> None:
    """Show a page; where drawing it fails, the head of the page and the link stay."""
    error, clear = reacton.use_exception()
    if error is None:
        SHOWN[given.choice.page](given)
    else:
        logging.getLogger(__name__).error("a page could not be drawn", exc_info=error)
        _failed(given.choice, error, clear, given.say)


def _failed(choice: Choice, error: BaseException, again: Callable[[], None], say: Words) -> None:
    """Show that a run failed, what repeats it, and a way to try once more."""
    told = "".join(traceback.format_exception_only(error)).strip()
    with tag("div", cls="cv-card cv-note", role="alert"):
        tag("b", say("app.failed"))
        tag("pre", told[-LONGEST_ERROR:])
        tag("p", say("app.failed_repeat"))
        tag("pre", command_of(choice), cls="cv-code")
        Button(say("app.again"), again)
