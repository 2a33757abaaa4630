"""What happened in a run between two dates, and why: the events of its log."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from experiments.questions import span_of
from experiments.recall import label_of, place_of, recalled, scenario_of
from model.scenario.decisions import Decision
from model.scenario.tree import Scenario

Events = list[dict[str, Any]]
#: Facts that name somebody or something, and what an agreement's label is made of.
NAMING = ("partner", "topic", "technology", "agreement", "firm")


def happened(
    run: str,
    seed: int,
    dates: str,
    of: str = "",
    passed: Callable[[int, int], None] = lambda *_: None,
    decisions: Iterable[Decision | str] = (),
) -> Events:
    """Return the events of a run after one date, up to another.

    Parameters
    ----------
    run, seed, passed, decisions
        As in :func:`experiments.recall.recalled`.
    dates : str
        See :func:`experiments.questions.span_of`.
    of : str
        Only what a partner, or a technology, has to do with; all where empty.

    Raises
    ------
    experiments.recall.RecallError
        Where a date or a name is not there; the message lists what is.

    Examples
    --------
    >>> {event["quarter"] for event in happened("classroom", 1, "2027")} <= {8, 9, 10, 11}
    True
    """
    scenario = scenario_of(run)
    span, wanted = span_of(scenario, dates), whose(scenario, of) if of else ""
    world = recalled(run, seed, label_of(scenario, span.end), passed, decisions=decisions)
    return [
        event
        for event in world.state.events
        if span.start < event["quarter"] <= span.end and (not wanted or wanted in names(event))
    ]


def whose(scenario: Scenario, of: str) -> str:
    """Return the id of a partner or a technology by its id or name, or ``envelope``."""
    both: dict[str, Any] = {**scenario.partners, **scenario.technologies}
    order = [*both, "envelope"]
    places = {both[key].name: at for at, key in enumerate(order[:-1])}
    places |= {key: at for at, key in enumerate(order)}
    return order[place_of("--of", of, places, order)]


def names(event: Mapping[str, Any]) -> set[str]:
    """Return the ids that an event names, those in labels too.

    Examples
    --------
    >>> sorted(names({"agreement": "nuclear-china-2029-7", "partner": "china"}))
    ['2029', '7', 'china', 'nuclear', 'nuclear-china-2029-7']
    """
    found = {str(event[key]) for key in NAMING if key in event}
    found |= {thread["partner"] for thread in event.get("threads", ())}
    return found | {part for part in str(event.get("agreement", "")).split("-") if part}
