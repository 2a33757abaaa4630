"""Checks of lessons 7 and 8: comparisons, and what is left when numbers are uncertain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr

from _checks.verdict import Verdict, compared, named, number, unanswered, verdict
from experiments.runner import Result, simulate
from experiments.summary import mean_interval
from model.scenario.vary import varied

Array = NDArray[np.float64]


def gaps(base: Sequence[Result], change: Mapping[str, Any], measure: str) -> Array:
    """Return how a change moves a measure in the last quarter, seed by seed."""
    other = varied(base[0].scenario, change)
    runs = [simulate(other, run.seed) for run in base]
    return apart(base, runs, measure)


def apart(base: Sequence[Result], other: Sequence[Result], measure: str) -> Array:
    """Return the differences of a measure in the last quarter, seed by seed."""
    pairs = zip(base, other, strict=True)
    return np.array([b.series[measure].iloc[-1] - a.series[measure].iloc[-1] for a, b in pairs])


def check_difference(
    answer: object, base: Sequence[Result], change: Mapping[str, Any], measure: str
) -> Verdict:
    """Lesson 7: the mean difference that a change makes."""
    if answer is None:
        return unanswered()
    return compared(
        answer, float(gaps(base, change, measure).mean()), 0.001, "same luck, other policy.",
        "simulate the changed scenario under the same seeds; take the mean of the differences.",
    )  # fmt: skip


def check_seeds(
    answer: object, base: Sequence[Result], other: Sequence[Result], half: float
) -> Verdict:
    """Lesson 7: about how many seeds make the interval so narrow."""
    if answer is None:
        return unanswered()
    needed = (2.0 * float(apart(base, other, "autonomy").std(ddof=1)) / half) ** 2
    return verdict(
        0.8 * needed <= number(answer) <= 1.2 * needed,
        f"about {needed:.0f}.",
        "solve 2 s / sqrt(n) = 0.01 for n; s is the standard deviation of the differences.",
    )


def check_sign(
    answer: object, base: Sequence[Result], change: Mapping[str, Any], measure: str
) -> Verdict:
    """Lesson 7: what the interval of a difference says about its sign."""
    if answer is None:
        return unanswered()
    low, high = mean_interval(gaps(base, change, measure))
    right = "more" if low > 0.0 else "less" if high < 0.0 else "cannot tell"
    where = f"the interval is {low:.3f} to {high:.3f}"
    return verdict(named(answer, [right]), f"{where}.", f"{where}: does it hold 0?")


def check_second(answer: object, points: Array, values: Array, names: Sequence[str]) -> Verdict:
    """Lesson 8: the factor with the second largest rank correlation."""
    if answer is None:
        return unanswered()
    size = {
        name: abs(float(spearmanr(points[:, place], values).statistic))
        for place, name in enumerate(names)
    }
    second = sorted(names, key=lambda name: size[name])[-2]
    if not named(answer, names):
        return Verdict("wrong", f"one of {', '.join(names)} is asked for.")
    return verdict(
        answer == second,
        f"its rank correlation is {size[second]:.2f} in size.",
        f"that one has {size[str(answer)]:.2f}; rank all five.",
    )


def check_share(answer: object, values: Array, at_least: float) -> Verdict:
    """Lesson 8: the share of draws that reach a mark."""
    return compared(
        answer, float((values >= at_least).mean()), 0.005, "so often the claim holds.",
        f"count the draws with at least {at_least}, and divide by their number.",
    )  # fmt: skip


def check_regret(answer: object, outcomes: Array, names: Sequence[str]) -> Verdict:
    """Lesson 8: the policy with the smallest mean regret."""
    if answer is None:
        return unanswered()
    if not named(answer, names):
        return Verdict("wrong", f"one of {', '.join(names)} is asked for.")
    regret = (outcomes.max(axis=1, keepdims=True) - outcomes).mean(axis=0)
    return verdict(
        bool(regret[list(names).index(str(answer))] <= regret.min() + 1e-12),
        f"on average it misses {regret.min():.3f}.",
        "another policy misses less on average.",
    )
