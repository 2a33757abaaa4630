"""Runs that a visitor is likely to ask for next, begun before they do.

A slider that is held somewhere, or that goes step by step, tells where it may be let go. The run is
made meanwhile by a process that makes bands, if one has nothing else to do; a wrong guess costs
nobody's picture anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from view.address import read, written
from view.choice import Choice, scenario_of
from view.session import run_question
from view.workshop import ensembles, singles


def near(choice: Choice) -> Callable[[Mapping[str, Any]], None]:
    """Return what levers call where a move is near.

    Parameters
    ----------
    choice : Choice
        What stands now.

    Returns
    -------
    callable
        Of a mapping with ``path`` and ``value``.
    """

    def told(move: Mapping[str, Any]) -> None:
        foresee(choice.with_value(str(move["path"]), move["value"]))

    return told


def foresee(choice: Choice) -> bool:
    """Have the run of a choice made by whoever is idle, and tell whether it will be.

    Not where no run would come of the choice: who really makes it is told why.
    """
    # By way of the address, as a choice that is made goes: names are the same, and checks.
    choice, wrong = read(written(choice))
    if wrong:
        return False
    asked = run_question(scenario_of(choice), choice.seed, choice.decisions)
    return singles().foresee(asked.name, ensembles(), asked.do, *asked.given)
