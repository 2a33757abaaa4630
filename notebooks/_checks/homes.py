"""Checks of lesson 3: bodies at home."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from _checks.verdict import Verdict, compared, number, unanswered, verdict
from model.negotiation.domain import Bargain


def check_edge(answer: object, talk: Bargain, shares: Sequence[float]) -> Verdict:
    """Lesson 3: the smallest share that the host's bodies would pass."""
    assert talk.host.home is not None
    passed = talk.host.home.win_set([(level,) for level in range(len(shares))])
    edge = float(np.asarray(shares)[passed].min())
    return compared(
        answer, edge, 1e-6, "the next smaller share would fail.",
        "look for the smallest share whose support reaches the quorum.",
    )  # fmt: skip


def check_best_quorum(answer: object, brought_home: Callable[..., float]) -> Verdict:
    """Lesson 3: a quorum with which the host brings home most; of several such, any."""
    if answer is None:
        return unanswered()
    most = max(brought_home(step / 100) for step in range(40, 71))
    if not 0.395 <= number(answer) <= 0.705:
        return Verdict("wrong", "a number between 0.40 and 0.70 is asked for.")
    return verdict(
        brought_home(number(answer)) >= most - 1e-9,
        f"with it the host brings home {most:.3f}.",
        f"with this one it brings home {brought_home(number(answer)):.3f}; there is a better one.",
    )


def check_least_known(answer: object, brought_home: Callable[..., float]) -> Verdict:
    """Lesson 3: the least knowledge with which a deal passes at a quorum of one half."""
    least = min(step / 20 for step in range(21) if brought_home(0.5, step / 20) > 0.0)
    return compared(
        answer, least, 1e-6, "with a step less, what they sign fails.",
        "try brought_home(0.5, known) for 0, 0.05, 0.10 and so on.",
    )  # fmt: skip
