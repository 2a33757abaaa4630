"""Runs that a visitor is likely to ask for next, begun before they do.

A slider that is held somewhere, or that goes step by step, tells where it may be let go. The run is
made meanwhile by a process that makes bands, if none has anything else to do; a wrong guess costs
nobody's picture anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import Any, cast

import solara

from view.address import read, written
from view.choice import Choice, scenario_of
from view.session import run_question
from view.workshop import ensembles, singles


def use_foresight(choice: Choice) -> Callable[[Mapping[str, Any]], None]:
    """Return what levers call where a move is near.

    Parameters
    ----------
    choice : Choice
        What stands now.

    Returns
    -------
    callable
        Of a mapping with ``path`` and ``value``; only the last call of a visitor counts.
    """
    guess = solara.use_ref(cast("Future[Any] | None", None))

    def near(told: Mapping[str, Any]) -> None:
        if guess.current is not None:
            guess.current.cancel()  # unless it is under way
        guess.current = foresee(choice.with_value(str(told["path"]), told["value"]))

    return near


def foresee(choice: Choice) -> Future[Any] | None:
    """Have the run of a choice made by whoever is idle.

    Returns
    -------
    Future or None
        The run to come; None where it is known, or no run would come of the choice: who really
        chooses it is told why.
    """
    # By way of the address, as a choice that is made goes: names are the same, and checks.
    choice, wrong = read(written(choice))
    if wrong:
        return None
    asked = run_question(scenario_of(choice), choice.seed, choice.decisions)
    return singles().foresee(asked.name, ensembles(), asked.do, *asked.given)
