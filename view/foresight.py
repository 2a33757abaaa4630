"""Runs and bands that a visitor is likely to ask for next, begun before they do.

A slider that is held somewhere, or that goes step by step, tells where it may be let go. The run is
made meanwhile by a process that has nothing else to do, one of the bands' if there is one; its band
follows while the visitor looks at a picture whose own band stands, seed by seed, as long as nobody
asks for anything. A wrong guess costs nobody's picture more than the one run that is under way.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, cast

import solara

from experiments.runner import Result
from view.address import read, written
from view.bands import band_of
from view.choice import Choice, scenario_of
from view.session import Question, run_question, use_waiting
from view.workshop import ensembles, singles

#: Seconds after which it is looked again whether somebody is idle who may begin the run, and
#: whether nobody is at work beside whom its band may be made.
AGAIN, PAUSE = 0.02, 0.1


def guessed(choice: Choice, move: Mapping[str, Any]) -> Choice | None:
    """Return a choice after a move; None where no run comes of it: who makes it is told why."""
    # By way of the address, as a choice that is made goes: names are the same, and checks.
    guess, wrong = read(written(choice.with_value(str(move["path"]), move["value"])))
    return None if wrong else guess


def run_of(choice: Choice) -> Question[Result]:
    """Return the question for the run of a choice."""
    return run_question(scenario_of(choice), choice.seed, choice.decisions)


def foresee(asked: Question[Result]) -> bool:
    """Have a run made by whoever is idle, and tell whether it is made or will be."""
    shop = singles()
    # Where a band is under way, by the process of single runs: who guessed wrong waits for one run.
    return shop.asked(asked.name) or any(
        shop.foresee(asked.name, by, asked.do, *asked.given) for by in (ensembles(), shop)
    )


async def foresee_run(choice: Choice) -> None:
    """Have the run of a choice made as soon as somebody is idle."""
    asked = run_of(choice)
    while not foresee(asked):
        await asyncio.sleep(AGAIN)


async def foresee_band(choice: Choice) -> None:
    """Have the band of a choice made while nobody is at work; whoever calls this off ends it."""
    shop, other = ensembles(), singles()
    for piece in band_of(scenario_of(choice), choice.seed, choice.decisions):
        while (coming := shop.ask_idle(piece.name, other, piece.do, *piece.given)) is None:
            await asyncio.sleep(PAUSE)
        await asyncio.wrap_future(coming)


def use_foresight(choice: Choice, stands: bool = False) -> Callable[[Mapping[str, Any]], None]:
    """Return what levers call where a move is near: its run is begun, and in time its band.

    Parameters
    ----------
    choice : Choice
        What stands now; what was near another choice is near no more.
    stands : bool
        Whether its picture and its band are there; before, no other band is made.

    Returns
    -------
    callable
        Takes a mapping with ``path`` and ``value``.
    """
    told, tell = solara.use_state(cast("tuple[Choice | None, Choice | None]", (None, None)))
    guess = told[1] if told[0] == choice else None

    async def begin() -> None:
        if guess is not None:
            with suppress(Exception):  # who really asks is told
                await foresee_run(guess)
                if stands:
                    await asyncio.sleep(PAUSE)
                    await foresee_band(guess)

    use_waiting(begin, [guess, stands])
    return lambda move: tell((choice, guessed(choice, move)))
