"""Runs and bands that a visitor is likely to ask for next, begun before they do.

A slider that is held or pointed at somewhere, or that goes step by step, tells where it may be let
go. The run is made meanwhile by a process that has nothing else to do, one of the bands' if there
is one; its band follows while the visitor looks at a picture whose own band stands, by processes
that are idle, as long as nobody asks for a run. A wrong guess costs nobody's picture more than what
is under way, which gives way to all that is asked for.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, cast

import solara

from experiments.runner import Result
from view.address import read, written
from view.bands import band_of
from view.choice import Choice, scenario_of
from view.session import Question, run_question, use_waiting
from view.workshop import CORES, ensembles, singles

#: Seconds after which it is looked again whether somebody is idle.
AGAIN = 0.02
#: Seeds of a band that are made ahead at a time: a core is left for the picture that is asked for.
AT_ONCE = max(1, CORES - 1)


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
    return any(shop.foresee(asked.name, by, asked.do, *asked.given) for by in (ensembles(), shop))


async def foresee_run(choice: Choice) -> None:
    """Have the run of a choice made as soon as somebody is idle, and wait for it."""
    asked = run_of(choice)
    while not foresee(asked):
        await asyncio.sleep(AGAIN)
    await asyncio.shield(asyncio.wrap_future(asked.ask(singles())))


async def foresee_band(choice: Choice) -> None:
    """Have the band of a choice made by who is idle; whoever calls this off ends it."""
    shop, other = ensembles(), singles()
    coming: deque[Future[Any]] = deque()
    for piece in band_of(scenario_of(choice), choice.seed, choice.decisions):
        if len(coming) == AT_ONCE:
            await asyncio.wrap_future(coming.popleft())
        while (next_one := shop.ask_idle(piece.name, other, piece.do, *piece.given)) is None:
            await asyncio.sleep(AGAIN)
        coming.append(next_one)
    for last_one in coming:
        await asyncio.wrap_future(last_one)


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
                    await foresee_band(guess)

    use_waiting(begin, [guess, stands])
    return lambda move: tell((choice, guessed(choice, move)))
