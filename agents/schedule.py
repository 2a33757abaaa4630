"""What happens in a quarter, as a table: read off the schedule and the agents that act in it."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from agents.actor import Actor
from model.world import SCHEDULE


def schedule() -> str:
    """Return the schedule as a table in Markdown: phase, who acts, what it does.

    Examples
    --------
    >>> print(schedule().splitlines()[3])
    | shocks | the world | ... | `model.weather.announce` |
    """
    lines = ["| phase | who | what | where |", "|---|---|---|---|"]
    for phase, steps in SCHEDULE:
        for step in steps:
            if isinstance(step, str):
                for actor in sorted(_actors_with(step), key=lambda each: each.__name__):
                    verb = getattr(actor, step)
                    lines.append(_line(phase, actor.__name__, verb, f"{actor.__module__}."))
            else:
                lines.append(_line(phase, "the world", step, f"{step.__module__}."))
    return "\n".join(lines)


def _actors_with(verb: str) -> Iterator[type[Actor]]:
    """Kinds of actors that have a verb."""
    for home in pkgutil.iter_modules([str(Path(__file__).parent)], "agents."):
        for _, kind in inspect.getmembers(import_module(home.name), inspect.isclass):
            here = kind.__module__ == home.name
            if here and issubclass(kind, Actor) and hasattr(kind, verb):
                yield kind


def _line(phase: str, who: str, step: Callable[..., Any], module: str) -> str:
    meaning = (inspect.getdoc(step) or "").partition("\n")[0]
    return f"| {phase} | {who} | {meaning} | `{module}{step.__qualname__}` |"
