"""The command `narrows`: narrow places of a run on some day."""

from __future__ import annotations

import json

import click
from rich.console import Console

from experiments.folders import StorageError
from experiments.narrows import Narrows, narrows
from experiments.recall import RecallError, recalled
from model.scenario.problems import ScenarioError
from view.commands.decide import decide
from view.commands.once import BAD_INPUT, FAILED, fail
from view.terminal import progress, show


@click.command(name="narrows")
@click.argument("run", default="peru2040")
@click.option("--at", "label", required=True, metavar="QUARTER", help="Such as 2032Q1.")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0), help="Of a scenario.")
@decide
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def narrow(run: str, label: str, seed: int, decisions: tuple[str, ...], as_json: bool) -> None:
    """Say where supply of RUN is narrow at the end of a quarter.

    Who alone holds what; on how many supply paths the firms of each state sit; what is left as
    foreign states leave one after the other, the worst first. RUN is a folder written by `once`, or
    a scenario. Exit codes: 0 answered; 1 a result could not be read; 2 something wrong with what
    was asked for.
    """
    try:
        with progress(Console(stderr=True)) as bar:
            task = bar.add_task(f"{run}, compiling where needed", total=None)

            def passed(quarter: int, last: int) -> None:
                bar.update(task, completed=quarter, total=last, description=f"{run}, quarters")

            world = recalled(run, seed, label, passed, decisions=decisions)
    except (RecallError, ScenarioError, ValueError) as error:
        fail(str(error), BAD_INPUT)
    except StorageError as error:
        fail(str(error), FAILED)
    found = narrows(world.state, world.graph())
    if as_json:
        click.echo(json.dumps(vars(found), allow_nan=False))
    else:
        tell(Console(), found)


def tell(console: Console, found: Narrows) -> None:
    """Print the three tables."""
    alone = [(good, ", ".join(path)) for good, path in found.alone.items()]
    if alone:
        show(console, "Held by somebody alone", ("what", "on every path to it"), alone)
    paths = [(state, f"{share:.1%}") for state, share in found.between.items()]
    show(console, "Supply paths through firms controlled by", ("state", "share of paths"), paths)
    turns = [(state, f"{met:.3f}") for state, met in found.in_turn]
    show(console, "As they leave in turn, the worst first", ("state", "needs met then"), turns)
