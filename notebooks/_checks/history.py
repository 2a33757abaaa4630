"""Checks of lesson 9: the record against the bands of the model."""

from __future__ import annotations

from collections.abc import Mapping

from _checks.verdict import Verdict, compared, named, unanswered, verdict
from experiments.validation_files import Checked


def check_inside(answer: object, cases: Mapping[str, Checked]) -> Verdict:
    """Lesson 9: how many judged points lie in their bands."""
    if answer is None:
        return unanswered()
    every = [each.verdict for case in cases.values() for each in case.judged]
    inside, told = every.count("inside"), every.count("told")
    return compared(
        answer, inside, 0.0, f"{inside} of {len(every) - told}.",
        "count the points whose verdict is 'inside'; those with 'told' are not judged.",
    )  # fmt: skip


def check_error(answer: object, checked: Checked, point: str) -> Verdict:
    """Lesson 9: the median of the model less the record."""
    error = next(each.error for each in checked.judged if each.point == point)
    return compared(
        answer, error, 0.001, "below zero: the model learned too little.",
        "take the median of that point less what was recorded, with its sign.",
    )  # fmt: skip


def check_widest(answer: object, cases: Mapping[str, Checked]) -> Verdict:
    """Lesson 9: the case of which a judged point has the widest band."""
    if answer is None:
        return unanswered()
    if not named(answer, cases):
        return Verdict("wrong", f"one of {', '.join(cases)} is asked for.")
    width = {
        name: max(each.high - each.low for each in case.judged if each.verdict != "told")
        for name, case in cases.items()
    }
    return verdict(
        width[str(answer)] >= max(width.values()) - 1e-9,
        f"its band is {max(width.values()):.2f} wide.",
        f"its band is {width[str(answer)]:.2f} wide; another one is wider.",
    )
