"""The command `check`: whether a scenario is sound, and how well its numbers are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import get_args

import click

from model.scenario.declare import Role
from model.scenario.dump import digest
from model.scenario.load import Loaded, load_with_provenance
from model.scenario.problems import ScenarioError
from model.scenario.provenance import Mark
from model.scenario.quantities import quantities
from view.commands.language import in_language
from view.problems import problem_texts
from view.titles import title_of
from view.words import words

ENTITIES = ("partners", "upstream", "technologies", "classes", "inputs", "stakeholders")


@click.command()
@click.argument("scenario", default="peru2040")
@click.option(
    "--set",
    "overrides",
    multiple=True,
    metavar="KEY=VALUE",
    help="Another value for one key, such as policy.fund_saving=0.3; may be repeated.",
)
@click.option("--unsourced", is_flag=True, help="List the numbers that have no source.")
@in_language
def check(scenario: str, overrides: tuple[str, ...], unsourced: bool) -> None:
    """Check SCENARIO, a shipped name or a file, and say what is in it."""
    try:
        loaded = load_with_provenance(scenario, overrides)
    except ScenarioError as error:
        count = len(error.problems)
        key = "check.problems" if count > 1 else "check.problem"
        head = words()(key, scenario=scenario, count=count)
        click.echo("\n".join([head, *problem_texts(error)]), err=True)
        raise click.exceptions.Exit(2) from None
    for line in summary(loaded):
        click.echo(line)
    if unsourced:
        for path in without_provenance(loaded):
            click.echo(f"  {path}")


def summary(loaded: Loaded) -> Iterator[str]:
    """Lines that say what a scenario holds and how well its numbers are known."""
    scenario, clock = loaded.scenario, loaded.scenario.clock
    found = list(quantities(scenario))
    known = [loaded.provenance[each.path] for each in found if each.path in loaded.provenance]
    roles = Counter(each.declared.role for each in found)
    marks = Counter(each.mark for each in known)
    ranges = sum(each.range is not None for each in known)
    say = words()

    def counted(table: str, counts: Mapping[str, int]) -> str:
        return ", ".join(f"{count:,} {say(f'{table}.{name}')}" for name, count in counts.items())

    yield f"{scenario.name}: {title_of(scenario)}"
    rows = {
        "digest": digest(scenario),
        "files": ", ".join(path.name for path in loaded.files),
        "time": say("check.quarters", count=clock.quarters, year=clock.start_year),
        "entities": counted("check.kind", {k: len(getattr(scenario, k)) for k in ENTITIES}),
        "quantities": f"{len(found):,}",
        "roles": counted("check.role", {role: roles[role] for role in get_args(Role)}),
        "marks": counted("app.mark", {mark: marks[mark] for mark in get_args(Mark)}),
        "ranges": f"{ranges:,}",
        "unsourced": f"{len(found) - len(known):,}",
    }
    for label, text in rows.items():
        yield f"  {say(f'check.{label}'):<14}{text}"


def without_provenance(loaded: Loaded) -> list[str]:
    """Dotted paths of the numbers of which the files say nothing."""
    found = (each.path for each in quantities(loaded.scenario))
    return [path for path in found if path not in loaded.provenance]
