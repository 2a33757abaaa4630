"""The page Guide: a tour, stories to start from, and what can be taken away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import solara

from model.scenario.files import shipped_names
from model.scenario.problems import ScenarioError
from view.charts.button import Button
from view.charts.copy import Copy
from view.charts.save import Save
from view.charts.tag import tag
from view.charts.upload import Upload
from view.choice import Choice
from view.exports import (
    archive,
    page_of,
    pictures,
    python_of,
    scenario_file,
    series_csv,
    what_if,
)
from view.names import name_of
from view.pages.page import Given
from view.problems import problem_texts
from view.repeat import command_of
from view.session import Question
from view.upload import LARGEST, brought

#: Files to take away: text of the button, end of the name, kind, and what makes it.
FILES: Sequence[tuple[str, str, str, Callable[[Choice], bytes]]] = (
    ("report", ".html", "text/html", page_of),
    ("pictures", "-figures.zip", "application/zip", pictures),
    ("csv", ".csv", "text/csv", series_csv),
    ("scenario", ".toml", "application/toml", scenario_file),
    ("zip", ".zip", "application/zip", archive),
)
STEPS = ("one", "two", "three", "four", "five")


@solara.component
def Guide(given: Given) -> None:
    """Show the tour, the stories, the workshop's sheet and the exports."""
    say, scenario = given.say, given.base.scenario
    one = {"host": "host", "partner": next(iter(scenario.partners))}
    told = {key: name_of(scenario, who, given.choice.language) for key, who in one.items()}
    with tag("div", cls="cv-stage", id="results"):
        with tag("section", cls="cv-card cv-prose"):
            tag("h2", say("app.guide.title"))
            tag("ol", *(tag("li", say(f"app.tour.{step}", **told)) for step in STEPS))
        with tag("section"):
            tag("h2", say("app.guide.presets"))
            with tag("div", cls="cv-presets"):
                # the plan first: all others are told by their difference from it
                for name in sorted(shipped_names(), key=lambda each: each != Choice().scenario):
                    _story(given, name)
            Own(given)
        with tag("section", cls="cv-card cv-prose"):
            tag("h2", say("app.sheet.title"))
            tag("p", say("app.sheet.says"))
            tag("ol", *(tag("li", say(f"app.sheet.{step}")) for step in STEPS))
            tag("h3", say("app.sheet.roles"))
            tag("ul", *(tag("li", text) for text in _roles(given)))
        Exports(given)


def _roles(given: Given) -> list[str]:
    """Return a line for each role of a workshop: two of the host, one a partner."""
    scenario, language = given.base.scenario, given.choice.language
    partners = {key: name_of(scenario, key, language) for key in scenario.partners}
    roles = {"council": "", "treasury": ""} | partners
    return [given.say.get(f"app.sheet.role.{key}", name) for key, name in roles.items()]


def _story(given: Given, name: str) -> None:
    say = given.say
    with tag("div", cls="cv-card").key(name):
        tag("h3", say.get(f"app.preset.{name}.name", name))
        tag("p", say.get(f"app.preset.{name}.says", ""))
        fresh = Choice(scenario=name, seed=given.choice.seed, language=given.choice.language)
        Button(
            say("app.guide.take"), lambda: given.go(fresh), pressed=name == given.choice.scenario
        )


@solara.component
def Own(given: Given) -> None:
    """Take a scenario file of the visitor's; where it cannot be used, say all that is wrong."""
    say = given.say
    none: tuple[str, ...] = ()
    problems, tell = solara.use_state(none)

    def take(file: str, content: bytes) -> None:
        try:
            found = brought(file, content)
        except ScenarioError as error:
            tell(problem_texts(error, given.choice.language))
            return
        tell(none)
        given.go(replace(found, seed=given.choice.seed, language=given.choice.language))

    with tag("div", cls="cv-card cv-prose"):
        tag("h3", say("app.guide.own"))
        tag("p", say("app.guide.own_says"))
        Upload(text=say("app.guide.own_file"), largest=LARGEST, on_file=take)
        if problems:
            with tag("div", cls="cv-note", role="alert"):
                tag("p", say("app.guide.own_wrong"))
                tag("ul", *(tag("li", each) for each in problems))


@solara.component
def Exports(given: Given) -> None:
    """Show what makes the run again elsewhere, and its files."""
    say, choice, name = given.say, given.choice, given.run.name
    with tag("section", cls="cv-card cv-prose"):
        tag("h2", say("app.guide.export"))
        tag("p", say("app.guide.repeat"))
        for key, text in (
            ("command", command_of(choice)),
            ("python", python_of(choice)),
            ("toml", what_if(choice)),
        ):
            title = say(f"app.guide.{key}")
            with tag("div", cls="cv-row"):
                tag("h3", title)
                label = f"{say('app.copy')}: {title}"
                Copy(text=say("app.copy"), copied=say("app.copied"), content=text, label=label)
            tag("pre", text.rstrip(), cls="cv-code", tabindex="0")
        with tag("div", cls="cv-row"):
            for key, end, kind, make in FILES:
                Save(
                    text=say(f"app.guide.{key}"),
                    wait=say("app.guide.making"),
                    name=name + end,
                    kind=kind,
                    question=Question((key, name, choice.language), make, (choice,)),
                ).key(key)
