"""Why a measure changed between two dates: asked by name, answered with parts that sum to it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from experiments.questions import Asked, Span, asked, span_of
from experiments.recall import RecallError, label_of, recalled, scenario_of
from model.attribution import Reasons
from model.flow_parts import FLOWS, flow_reasons
from model.scenario.decisions import Decision
from model.snapshot import History
from model.structure_parts import PAIRS, structure_reasons


def remembered(
    run: str,
    seed: int,
    label: str,
    passed: Callable[[int, int], None] = lambda *_: None,
    decisions: Iterable[Decision | str] = (),
) -> History:
    """Return a run up to a quarter with all that its measures were worked out from.

    The parameters and errors are those of :func:`experiments.recall.recalled`.
    """
    history = History()
    recalled(run, seed, label, passed, history, decisions)
    return history


def why(
    run: str,
    seed: int,
    measure: str,
    dates: str,
    of: str = "",
    passed: Callable[[int, int], None] = lambda *_: None,
    decisions: Iterable[Decision | str] = (),
) -> Reasons:
    """Return why a measure of a run changed between two dates.

    Parameters
    ----------
    run, seed, passed, decisions
        As in :func:`experiments.recall.recalled`.
    measure : str
        Its declared name, or what people call it (``ALSO``).
    dates : str
        See :func:`experiments.questions.span_of`.
    of : str
        A partner or a technology, for a measure of one; empty for the host.

    Raises
    ------
    RecallError
        Where something is asked for that is not there; the message lists what is.

    Examples
    --------
    >>> found = why("classroom", 1, "autonomy", "start..2030Q4")
    >>> abs(sum(part.amount for part in found.parts) - found.change) < 1e-9
    True
    """
    scenario = scenario_of(run)
    which, span = asked(scenario, measure, of), span_of(scenario, dates)
    history = remembered(run, seed, label_of(scenario, span.end), passed, decisions)
    return reasons(history, which, span)


def reasons(history: History, which: Asked, span: Span, pairs: int = PAIRS) -> Reasons:
    """Return why a measure changed, from a run that is remembered.

    Parameters
    ----------
    history : History
        The run, up to the later date at least.
    which, span : Asked, Span
        See :mod:`experiments.questions`.
    pairs : int
        Pairs of orders to sample where parts are not exact.

    Raises
    ------
    RecallError
        Where the measure has no value at one of the dates.
    """
    scenario = history.state.scenario
    labels = label_of(scenario, span.start), label_of(scenario, span.end)
    key = which.sheet, which.name
    if key in FLOWS:
        place = which.place if which.of else -1
        found = flow_reasons(history, key, (which.of, place), span, labels)
    else:
        found = structure_reasons(history, key, (which.of, which.place), span, labels, pairs)
    if not math.isfinite(found.change):
        raise RecallError(f"{which.name} has no value at {labels[0]} or {labels[1]}")
    return found
