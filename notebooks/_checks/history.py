"""Checks of lesson 9: the record against the bands of the model."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from _checks.verdict import Verdict, compared, unanswered, verdict
from experiments.validation import Judged, judge, sample
from experiments.validation_files import Checked
from model.scenario.case import load_case


@cache
def judged(name: str, draws: int) -> tuple[Judged, ...]:
    """Return the points of a case that are judged, not told, after so many runs."""
    case = load_case(name)
    read = np.array([points for _, points in sample(case, draws)])
    return tuple(each for each in judge(case, read) if each.verdict != "told")


def check_inside(answer: object, names: Sequence[str], draws: int) -> Verdict:
    """Lesson 9: how many judged points lie in their bands."""
    if answer is None:
        return unanswered()
    every = [each for name in names for each in judged(name, draws)]
    inside = sum(each.verdict == "inside" for each in every)
    return compared(
        answer, inside, 0.0, f"{inside} of {len(every)}.",
        "count the points whose verdict is 'inside'; those with 'told' are not judged.",
    )  # fmt: skip


def check_error(answer: object, checked: Checked, point: str) -> Verdict:
    """Lesson 9: the median of the model less the record."""
    error = next(each.error for each in checked.judged if each.point == point)
    return compared(
        answer, error, 0.001, "below zero: the model learned too little.",
        "take the median of that point less what was recorded, with its sign.",
    )  # fmt: skip


def check_widest(answer: object, names: Sequence[str], draws: int) -> Verdict:
    """Lesson 9: the case of which a judged point has the widest band."""
    if answer is None:
        return unanswered()
    if answer not in names:
        return Verdict("wrong", f"one of {', '.join(names)} is asked for.")
    width = {name: max(each.high - each.low for each in judged(name, draws)) for name in names}
    return verdict(
        width[str(answer)] >= max(width.values()) - 1e-9,
        f"its band is {max(width.values()):.2f} wide.",
        f"its band is {width[str(answer)]:.2f} wide; another one is wider.",
    )
