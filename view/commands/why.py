"""The command `why`: what changed a measure between two dates."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console

from experiments.files import put
from experiments.folders import StorageError, told
from experiments.reasons import why as reasons_of
from experiments.recall import RecallError, scenario_of
from model.attribution import BY
from model.scenario.problems import ScenarioError
from view.commands.once import BAD_INPUT, FAILED, fail
from view.figures.frame import png
from view.figures.reasons import reasons_figure
from view.reasons import sentences, table
from view.terminal import progress, show
from view.words import words


@click.command()
@click.argument("run")
@click.argument("measure")
@click.argument("dates")
@click.option("--of", default="", metavar="WHO", help="A partner's or a technology's measure.")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0), help="Of a scenario.")
@click.option("--lang", default="en", show_default=True, type=click.Choice(["en", "es"]))
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@click.option("--figure", type=click.Path(dir_okay=False), help="Draw it into this PNG file.")
def why(
    run: str,
    measure: str,
    dates: str,
    of: str,
    seed: int,
    lang: str,
    as_json: bool,
    figure: str | None,
) -> None:
    """Say what changed MEASURE over DATES of RUN: a year, a quarter, or FROM..TO.

    RUN is a folder written by `once`, or a scenario. The parts, by cause, agreement, technology
    and partner, sum to the change. Exit codes: 0 answered; 1 a result could not be read or
    written; 2 something wrong with what was asked for.
    """
    try:
        with progress(Console(stderr=True)) as bar:
            task = bar.add_task(f"{run}, compiling where needed", total=None)

            def passed(quarter: int, last: int) -> None:
                bar.update(task, completed=quarter, total=last, description=f"{run}, quarters")

            scenario = scenario_of(run)
            found = reasons_of(run, seed, measure, dates, of, passed)
    except (RecallError, ScenarioError) as error:
        fail(str(error), BAD_INPUT)
    except StorageError as error:
        fail(str(error), FAILED)
    if as_json:
        click.echo(json.dumps(asdict(found), allow_nan=False))
    else:
        console, say = Console(), words(lang)
        for line in sentences(scenario, found, lang):
            console.print(line, highlight=False)
        for key in BY:
            heads = (say(f"why.{key}"), say("why.part"), say("why.share"))
            show(console, "", heads, table(scenario, found, key, lang))
    if figure:
        try:
            name = Path(run).name if Path(run).is_dir() else f"{scenario.name}-{seed}"
            put(Path(figure), png(reasons_figure(scenario, found, name, lang)))
        except OSError as error:
            fail(str(told(error, Path(figure))), FAILED)
