"""The command `why`: what changed a measure between two dates, what happened, how a talk went."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console

from experiments.chronicle import happened
from experiments.files import put
from experiments.folders import StorageError, told
from experiments.reasons import remembered
from experiments.reasons import why as reasons_of
from experiments.recall import RecallError, label_of, scenario_of, seed_of
from experiments.talks import Telling, telling
from model.attribution import BY
from model.scenario.decisions import DecisionError
from model.scenario.problems import ScenarioError
from model.scenario.tree import Scenario
from view.commands.decide import decide, of_seed
from view.commands.language import in_language
from view.commands.once import BAD_INPUT, FAILED, fail
from view.events import chronicle
from view.figures.frame import png
from view.figures.reasons import reasons_figure
from view.names import name_of
from view.problems import error_text
from view.reasons import sentences, table
from view.talks import rounds
from view.talks import sentences as talk_sentences
from view.terminal import progress, show
from view.words import spoken, words


@click.command()
@click.argument("run")
@click.argument("measure")
@click.argument("dates")
@click.option("--of", default="", metavar="WHO", help="A partner's or a technology's measure.")
@of_seed
@decide
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@click.option("--figure", type=click.Path(dir_okay=False), help="Draw it into this PNG file.")
@in_language
def why(
    run: str,
    measure: str,
    dates: str,
    of: str,
    seed: int | None,
    decisions: tuple[str, ...],
    as_json: bool,
    figure: str | None,
) -> None:
    """Say what changed MEASURE over DATES of RUN: a year, a quarter, or FROM..TO.

    With `deal` for MEASURE and the name of an agreement or a talk for DATES, such as
    nuclear-china-2029Q1: how the talk went, round by round, whether it came to a deal or not.

    With `events` for MEASURE: what happened over DATES, event by event, each with its reason; with
    --of only what a partner or a technology has to do with.

    RUN is a folder written by `once`, or a scenario. The parts, by cause, agreement, technology
    and partner, sum to the change. Exit codes: 0 answered; 1 a result could not be read or
    written; 2 something wrong with what was asked for.
    """
    kind = measure.casefold()
    if kind in ("deal", "events"):
        for option, given in (("--of", of if kind == "deal" else ""), ("--figure", figure)):
            if given:
                what = f"goes with a measure; {kind} are told in words and by --json"
                fail(f"{option}: {what}", BAD_INPUT)
    try:
        quarters = words()("terminal.quarters", what=run)
        with progress(Console(stderr=True)) as bar:
            task = bar.add_task(words()("terminal.compiling", what=run), total=None)

            def passed(quarter: int, last: int) -> None:
                bar.update(task, completed=quarter, total=last, description=quarters)

            scenario, place = scenario_of(run), seed_of(run, seed)
            if kind == "events":
                log = happened(run, place, dates, of, passed, decisions)
                for line in [json.dumps(log)] if as_json else chronicle(scenario, log, spoken()):
                    click.echo(line)
                return
            if kind == "deal":
                last = label_of(scenario, scenario.clock.quarters - 1)
                told_of = telling(remembered(run, place, last, passed, decisions), dates)
                tell(scenario, told_of, spoken(), as_json)
                return
            found = reasons_of(run, place, measure, dates, of, passed, decisions)
    except (RecallError, ScenarioError, DecisionError) as error:
        fail(error_text(error), BAD_INPUT)
    except StorageError as error:
        fail(error_text(error), FAILED)
    if as_json:
        click.echo(json.dumps(asdict(found), allow_nan=False))
    else:
        console, say = Console(), words(spoken())
        for line in sentences(scenario, found, spoken()):
            console.print(line, highlight=False)
        for key in BY:
            if set(found.by(key).index) == {""}:
                continue  # it belongs to nobody: a sentence above has said what moved it
            parts = table(scenario, found, key, spoken())
            heads = (say(f"why.{key}"), say("why.part"), say("why.share"))
            wide = 3 if any(row[2] for row in parts) else 2  # no column without shares
            show(console, "", heads[:wide], [row[:wide] for row in parts])
    if figure:
        try:
            name = Path(run).name if Path(run).is_dir() else f"{scenario.name}-{seed}"
            put(Path(figure), png(reasons_figure(scenario, found, name, spoken())))
        except OSError as error:
            fail(error_text(told(error, Path(figure))), FAILED)


def tell(scenario: Scenario, found: Telling, language: str, as_json: bool) -> None:
    """Print how a talk went."""
    if as_json:
        click.echo(json.dumps(clean(asdict(found)), allow_nan=False))
        return
    console, say = Console(), words(language)
    for line in talk_sentences(scenario, found, language):
        console.print(line, highlight=False)
    pair = [name_of(scenario, who, language) for who in ("host", found.partner)]
    heads = (say("deal.round"), say("deal.who"), *pair, say("deal.changed"))
    show(console, "", heads, rounds(scenario, found, language), gap=1)


def clean(value: object) -> object:
    """Return plain values in which what does not exist is null.

    Examples
    --------
    >>> clean({"worth": (1.0, float("nan"))})
    {'worth': [1.0, None]}
    """
    if isinstance(value, dict):
        return {key: clean(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [clean(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
