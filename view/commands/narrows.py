"""The command `narrows`: narrow places of a run on some day."""

from __future__ import annotations

import json
from typing import Any

import click
from rich.console import Console

from experiments.folders import StorageError
from experiments.narrows import Narrows, narrows
from experiments.recall import RecallError, recalled, seed_of
from model.scenario.problems import ScenarioError
from model.state import State
from view.commands.decide import decide, of_seed
from view.commands.once import BAD_INPUT, FAILED, fail
from view.terminal import progress, show
from view.words import percent


@click.command(name="narrows")
@click.argument("run", default="peru2040")
@click.option("--at", "label", required=True, metavar="QUARTER", help="Such as 2032Q1.")
@of_seed
@decide
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def narrow(
    run: str, label: str, seed: int | None, decisions: tuple[str, ...], as_json: bool
) -> None:
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

            world = recalled(run, seed_of(run, seed), label, passed, decisions=decisions)
    except (RecallError, ScenarioError, ValueError) as error:
        fail(str(error), BAD_INPUT)
    except StorageError as error:
        fail(str(error), FAILED)
    found = narrows(world.state, world.graph())
    if as_json:
        click.echo(json.dumps(vars(found), allow_nan=False))
    else:
        tell(Console(), world.state, found)


def tell(console: Console, state: State, found: Narrows) -> None:
    """Print the three tables."""
    scenario = state.scenario

    def name(node: str) -> str:
        kind, _, key = node.rpartition(":")
        places: tuple[Any, ...] = (scenario.partners, scenario.upstream)
        if kind != "state":
            places += (scenario.technologies, scenario.inputs)
        known = next((str(place[key].name) for place in places if key in place), key)
        return f"firm {known}" if kind == "firm" else known

    def owner(key: str) -> str:
        return scenario.host.name if key == "host" else name(f"state:{key}")

    alone = [(name(good), ", ".join(map(name, path))) for good, path in found.alone.items()]
    if alone:
        show(console, "Held by somebody alone", ("what", "on every path to it"), alone)
    paths = [(owner(state), percent(share, 1)) for state, share in found.between.items()]
    show(console, "Supply paths through firms controlled by", ("state", "share of paths"), paths)
    assert state.game is not None
    turns = [("nobody yet", f"{state.game.capability:.3f}")]
    turns += [(name(f"state:{key}"), f"{met:.3f}") for key, met in found.in_turn]
    show(console, "As they leave in turn, the worst first", ("who left", "needs met then"), turns)
