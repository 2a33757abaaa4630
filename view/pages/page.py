"""What every page of the browser is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import solara

from experiments.runner import Result
from model.scenario.load import Loaded
from model.scenario.tree import Scenario
from view.choice import Choice
from view.names import name_of
from view.problems import error_text
from view.remembered import Run
from view.words import Words, percent, words


@dataclass(frozen=True)
class Given:
    """What a page is made of; it keeps nothing itself.

    Attributes
    ----------
    choice : Choice
        What the address bar says.
    go : callable
        Writes another choice there, which draws the page anew.
    base : Loaded
        The baseline as it stands, with the sources of its numbers.
    scenario : Scenario
        The visitor's: the baseline with what was moved.
    run, base_run : Result
        Both under the visitor's seed and over the same years; the last ones known while new ones
        are worked out.
    waiting : bool
        Whether they are.
    """

    choice: Choice
    go: Callable[[Choice], None]
    base: Loaded
    scenario: Scenario
    run: Result
    base_run: Result
    waiting: bool

    @property
    def say(self) -> Words:
        """Texts of the visitor's language."""
        return words(self.choice.language)

    def named(self, key: str) -> str:
        """Return what a state, technology, input or group is called by the visitor."""
        return name_of(self.run.scenario, key, self.choice.language)

    @property
    def moved(self) -> bool:
        """Whether the run that is shown differs from the baseline's."""
        return self.run.name != self.base_run.name

    @property
    def asked(self) -> Run:
        """What names the run that is shown."""
        return Run(self.run.scenario, self.run.seed, tuple(d.text for d in self.run.decisions))

    @property
    def quarter(self) -> int:
        """The quarter of the cursor, counted from 0."""
        last = len(self.run.series) - 1
        return last if self.choice.quarter < 0 else min(self.choice.quarter, last)

    @property
    def label(self) -> str:
        """Its name."""
        return str(self.run.series["label"].iloc[self.quarter])

    def change(self, **changes: Any) -> None:
        """Write a change of the choice into the address bar."""
        self.go(replace(self.choice, **changes))

    def fault(self, error: BaseException) -> str:
        """Return what went wrong, as far as it is known in the visitor's language."""
        return error_text(error, self.choice.language)

    def percent(self, value: float, digits: int = 0) -> str:
        """Return a share as people write it."""
        return percent(value, digits)

    def ask_why(self, measure: str) -> None:
        """Ask for the reasons of a measure's change over the year of the cursor."""
        start = self.run.scenario.clock.start_year
        year = start + self.quarter // 4
        since = str(year - 1) if year > start else "start"
        self.change(page="why", picked=f"{measure};;{since};{year};cause")

    def chart_words(self) -> dict[str, str]:
        """Return the texts that charts and levers write themselves."""
        say = self.say
        names = ("locale", "billion", "million", "flag", "quarter", "reset", "about", "watch")
        return {name: say(f"app.{name}") for name in names} | {"table": say("app.as_table")}


def use_play(given: Given) -> tuple[Given, Callable[[int], None]]:
    """Return what a page is given at the quarter that is being played, and what plays the next.

    Such a quarter is not written into the address; whatever is written there ends it.
    """
    written = given.choice
    kept = solara.use_ref((written, written.quarter))
    _, draw = solara.use_state(0)
    if kept.current[0] != written:
        kept.current = (written, written.quarter)

    def play(quarter: int) -> None:
        kept.current = (written, int(quarter))
        draw(lambda times: times + 1)

    return replace(given, choice=replace(written, quarter=kept.current[1])), play
