"""The options `--decide` and `--seed` of a run, and what is said of decisions in vain."""

from __future__ import annotations

from collections.abc import Iterator

import click

from experiments.runner import Result
from view.partings import value_text
from view.words import words

decide = click.option(
    "--decide",
    "decisions",
    multiple=True,
    metavar="TEXT",
    help="Decide otherwise from a quarter on, such as 2029Q1:policy.concession=4 or "
    "2028Q1:refuse:nuclear-korea (also call, sign, exit, expel, invite, seat); may be repeated.",
)

of_seed = click.option(
    "--seed",
    type=click.IntRange(0),
    help="Of a scenario; 1 where not given. A folder knows its own.",
)


def in_vain(result: Result, language: str = "en") -> Iterator[str]:
    """Yield a line for each decision that changed nothing in a run, and why."""
    for event in result.events:
        if event["event"] == "decision void":
            reason = value_text(event["because"], language)
            yield words(language)("terminal.in_vain", decision=event["decision"], reason=reason)
