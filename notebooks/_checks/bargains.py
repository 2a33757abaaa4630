"""Checks of lessons 0 to 3: single bargains."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from _checks.verdict import Verdict, compared, number, unanswered, verdict
from experiments.readings import gain_from_rivals
from experiments.runner import simulate
from model.negotiation.bargain import bargain, linked_talks
from model.negotiation.codes import Floats, Style
from model.negotiation.domain import Bargain
from model.negotiation.targets import time_target
from model.negotiation.yardsticks import yardsticks
from model.scenario.load import load
from view.figures.talk import worths


def check_nash(answer: object, talk: Bargain) -> Verdict:
    """Lesson 0: a deal by name with the largest Nash product; of several such, any."""
    if answer is None:
        return unanswered()
    found = [talk.named(point.levels) for point in yardsticks(talk).solutions["nash"]]
    asked = {issue.name: issue.levels for issue in talk.issues}
    if not isinstance(answer, Mapping) or set(answer) != set(asked):
        keys = ", ".join(asked)
        no = {"en": f"a dict with the keys {keys} is asked for.",
              "es": f"se pide un diccionario con las claves {keys}."}  # fmt: skip
        return Verdict("wrong", no)
    return verdict(
        dict(answer) in found,
        {"en": "no deal has a larger product.", "es": "ningún acuerdo tiene un producto mayor."},
        {"en": "another deal has a larger product of gains over no deal.",
         "es": "otro acuerdo tiene un producto mayor de ganancias respecto a no acordar."},
    )  # fmt: skip


def check_no_zone(answer: object, talk: Bargain) -> Verdict:
    """Lesson 0: least whole reservation value of the partner that leaves no deal to both."""
    points = worths(talk)
    most = float(points[points[:, 0] >= talk.host.reservation, 1].max())
    return compared(
        answer,
        math.floor(most) + 1,
        0.0,
        {"en": "one less, and one deal would be left.",
         "es": "con uno menos quedaría un acuerdo."},
        {"en": "look for the most that the partner can get from a deal that the host still takes.",
         "es": "busca lo máximo que obtiene el socio de un acuerdo que el anfitrión aún acepta."},
    )  # fmt: skip


def check_frontier(answer: object, talk: Bargain) -> Verdict:
    """Lesson 0: the number of deals that no other deal beats."""
    points = worths(talk)
    best = {point.worth for point in yardsticks(talk).frontier}
    count = sum(tuple(point) in best for point in points.tolist())
    return compared(
        answer,
        count,
        0.0,
        {"en": "all others leave money on the table.",
         "es": "todos los demás dejan dinero sobre la mesa."},
        {"en": "count the deals that no other one equals for both sides and betters for one.",
         "es": "cuenta los acuerdos que ningún otro iguala para ambos y mejora para uno."},
    )  # fmt: skip


def check_half_way(answer: object, c: float) -> Verdict:
    """Lesson 1: the time at which a target with no reservation value is one half."""
    if answer is None:
        return unanswered()
    if not 0.0 <= number(answer) <= 1.0:
        return Verdict("wrong", "a share of the time, from 0 to 1, is asked for.")
    target = time_target(0.0, number(answer), c)
    return verdict(
        abs(target - 0.5) < 0.005,
        "there the target is one half.",
        f"at that time the target is {target:.3f}; solve 1 - t^c = 0.5 for t.",
    )


def check_sixty(answer: object, talk: Bargain) -> Verdict:
    """Lesson 1: any stance with which the host gets at least three fifths."""
    if answer is None:
        return unanswered()
    if not 0.001 <= number(answer) <= 1000.0:
        return Verdict("wrong", "a positive number is asked for.")
    host = replace(talk.host, style=Style(parameter=number(answer)))
    share = bargain(replace(talk, host=host)).worth[0]
    return verdict(
        share >= 0.6,
        f"the host gets {share:.3f}.",
        f"with it the host gets {share:.3f}; hold out longer.",
    )


def check_best_stance(
    answer: object,
    talk: Callable[[float], Bargain],
    stances: Sequence[float],
    luck: Floats,
    risk: float,
) -> Verdict:
    """Lesson 1: the stance that brings most on average at a risk of breakdown."""
    if answer is None:
        return unanswered()
    if number(answer) not in stances:
        return Verdict("wrong", f"one of {', '.join(map(str, stances))} is asked for.")
    means = {
        c: np.mean([bargain(talk(c), risk=risk, noise=noise).worth[0] for noise in luck])
        for c in stances
    }
    return verdict(
        means[number(answer)] >= max(means.values()) - 1e-9,
        "no other of them brings more.",
        "another one brings more: work out mean_share(c, 0.03) for each.",
    )


def check_rival(answer: object, first: Bargain, second: Bargain) -> Verdict:
    """Lesson 2: what a second partner at the table adds to the host's share."""
    gain = _gain(first, second)
    return compared(
        answer, gain, 0.001, "that is what the rival is worth.",
        "take what the host gets with both partners, less what it gets from the first alone.",
    )  # fmt: skip


def check_never(answer: object, with_partner: Callable[[float], Bargain]) -> Verdict:
    """Lesson 2: a reservation value above one half with which a rival still helps the host."""
    if answer is None:
        return unanswered()
    if not 0.5 < number(answer) <= 1.0:
        return Verdict("wrong", "a number above 0.5, up to 1, is asked for.")
    gain = _gain(with_partner(0.2), with_partner(number(answer)))
    return verdict(
        gain > 1e-9,
        f"the host gets {gain:.3f} more, from a rival who hardly wants the deal.",
        "with this rival the host gets no more than alone.",
    )


def _gain(first: Bargain, second: Bargain) -> float:
    both = linked_talks([first, second])
    got = max(outcome.worth[0] for outcome in both if outcome.deal)
    return got - bargain(first).worth[0]


def check_world_gain(answer: object, seeds: Sequence[int]) -> Verdict:
    """Lesson 2: the mean gain from rivals in the classroom, per cent of the contract."""
    if answer is None:
        return unanswered()
    gains = [gain_from_rivals(simulate(load("classroom"), seed)) for seed in seeds]
    return compared(
        answer, float(np.mean(gains)), 0.01, "so much a rival is worth there.",
        "simulate the classroom with each of the seeds and take the mean of gain_from_rivals.",
    )  # fmt: skip
