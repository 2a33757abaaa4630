"""The command `narrows`: narrow places of a run on some day."""

from __future__ import annotations

import json

import click
from rich.console import Console

from experiments.folders import StorageError
from experiments.narrows import Narrows, narrows
from experiments.recall import RecallError, recalled, seed_of
from model.scenario.problems import ScenarioError
from model.state import State
from view.commands.decide import decide, of_seed
from view.commands.language import in_language
from view.commands.once import BAD_INPUT, FAILED, fail
from view.names import name_of
from view.problems import error_text
from view.terminal import progress, show
from view.words import percent, spoken, words


@click.command(name="narrows")
@click.argument("run", default="peru2040")
@click.option("--at", "label", required=True, metavar="QUARTER", help="Such as 2032Q1.")
@of_seed
@decide
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@in_language
def narrow(
    run: str, label: str, seed: int | None, decisions: tuple[str, ...], as_json: bool
) -> None:
    """Say where supply of RUN is narrow at the end of a quarter.

    Who alone holds what; whose loss together would cut what off; on how many supply paths the firms
    of each state sit; what is left as foreign states leave one after the other, the worst first.
    RUN is a folder written by `once`, or a scenario. Exit codes: 0 answered; 1 a result could not
    be read; 2 something wrong with what was asked for.
    """
    try:
        quarters = words()("terminal.quarters", what=run)
        with progress(Console(stderr=True)) as bar:
            task = bar.add_task(words()("terminal.compiling", what=run), total=None)

            def passed(quarter: int, last: int) -> None:
                bar.update(task, completed=quarter, total=last, description=quarters)

            world = recalled(run, seed_of(run, seed), label, passed, decisions=decisions)
    except (RecallError, ScenarioError, ValueError) as error:
        fail(error_text(error), BAD_INPUT)
    except StorageError as error:
        fail(error_text(error), FAILED)
    found = narrows(world.state, world.graph())
    if as_json:
        click.echo(json.dumps(vars(found), allow_nan=False))
    else:
        tell(Console(), world.state, found, spoken())


def tell(console: Console, state: State, found: Narrows, language: str) -> None:
    """Print the tables."""
    scenario, say = state.scenario, words(language)

    def name(node: str) -> str:
        kind, _, key = node.rpartition(":")
        known = name_of(scenario, key, language)
        return say("narrow.firm", name=known) if kind == "firm" else known

    def heads(*columns: str) -> tuple[str, ...]:
        return tuple(say(f"app.narrows.{column}") for column in columns)

    alone = [(name(good), ", ".join(map(name, path))) for good, path in found.alone.items()]
    show(console, say("app.narrows.alone"), heads("good", "through"), alone)
    cut = [(name(good), ", ".join(map(name, some))) for good, some in found.cut.items()]
    show(console, say("narrow.cut"), (say("app.narrows.good"), say("narrow.through")), cut)
    paths = [(name(state), percent(share, 1)) for state, share in found.between.items()]
    show(console, say("app.narrows.paths"), heads("state", "share"), paths)
    assert state.game is not None
    turns = [(say("narrow.nobody"), f"{state.game.capability:.3f}")]
    turns += [(name(key), f"{met:.3f}") for key, met in found.in_turn]
    columns = say("narrow.left"), say("app.narrows.met")
    show(console, say("app.narrows.turn"), columns, turns)
