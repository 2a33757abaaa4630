"""Checks of lessons 5 and 6: learning, and single worlds."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from _checks.verdict import Verdict, compared, named, number, unanswered, verdict
from experiments.runner import Result, simulate
from model.absorption import absorptive_capacity
from model.scenario.load import load
from model.scenario.tree import Scenario
from model.scenario.vary import varied


def check_half(answer: object) -> Verdict:
    """Lesson 5: the share of GDP for R&D at which absorptive capacity is one half."""
    if answer is None:
        return unanswered()
    if not 0.0 <= number(answer) <= 1.0:
        return Verdict("wrong", "a share of GDP, between 0 and 1, is asked for.")
    gamma = absorptive_capacity(number(answer), 85.0, 1.0, 0.0)
    return verdict(
        abs(gamma - 0.5) < 0.01,
        "with it the capacity is one half.",
        f"with it the capacity is {gamma:.3f}; solve 1 - exp(-85 R) = 0.5 for R.",
    )


def check_years(answer: object, learn: Callable[[float], NDArray[np.float64]]) -> Verdict:
    """Lesson 5: the years after which know-how first reaches 0.33."""
    years = (int(np.argmax(learn(0.02) >= 0.33)) + 1) / 4
    return compared(
        answer, years, 0.01, "a quarter before, it is below.",
        "look for the first quarter in which learn(0.02) is 0.33 or more; it ends at time[...].",
    )  # fmt: skip


def check_switch(answer: object, seeds: Iterable[int]) -> Verdict:
    """Lesson 5: the know-how that absorption brings to the classroom."""
    if answer is None:
        return unanswered()
    scenario = load("classroom")
    without = varied(scenario, {"mechanisms.absorption": False})
    gaps = [last(scenario, seed, "know_how") - last(without, seed, "know_how") for seed in seeds]
    return compared(
        answer, float(np.mean(gaps)), 0.002, "all of it was learned.",
        "simulate both scenarios with each seed, take the last value, then the mean difference.",
    )  # fmt: skip


def last(scenario: Scenario, seed: int, measure: str) -> float:
    """Return a measure of the host at the end of a run."""
    return float(simulate(scenario, seed).series[measure].iloc[-1])


def check_autonomy(answer: object, seed: int) -> Verdict:
    """Lesson 6: autonomy of the classroom in the last quarter."""
    if answer is None:
        return unanswered()
    return compared(
        answer,
        last(load("classroom"), seed, "autonomy"),
        0.001,
        {"en": "the same seed gives the same world, on any machine.",
         "es": "la misma semilla da el mismo mundo, en cualquier máquina."},
        {"en": "simulate with that seed and read the last row of the column autonomy.",
         "es": "simula con esa semilla y lee la última fila de la columna autonomy."},
    )  # fmt: skip


def check_protocols(answer: object, run: Result) -> Verdict:
    """Lesson 6: the partner with most protocols in a run; of several such, any."""
    if answer is None:
        return unanswered()
    deals = run.agreements
    counts = deals.loc[deals["tier"] == "protocol", "partner"].value_counts()
    known = ", ".join(run.scenario.partners)
    if not named(answer, run.scenario.partners):
        no = {"en": f"one of {known} is asked for.", "es": f"se pide uno de {known}."}
        return Verdict("wrong", no)
    return verdict(
        bool(counts.get(str(answer), 0) == counts.max()),
        {"en": f"{counts.max()} protocols.", "es": f"{counts.max()} protocolos."},
        {"en": "another partner has more.", "es": "otro socio tiene más."},
    )


def check_lever(answer: object, seeds: Iterable[int], gain: float) -> Verdict:
    """Lesson 6: settings of levers that raise know-how by so much, on average over seeds."""
    if answer is None:
        return unanswered()
    base = load("classroom")
    levers = isinstance(answer, dict) and all(
        str(path).startswith(("policy.", "council.")) for path in answer
    )
    if not levers or not isinstance(answer, dict):
        no = {"en": 'settings of policy or council, such as {"policy.transfer_floor": 0.3}.',
              "es": 'se piden ajustes, como {"policy.transfer_floor": 0.3}.'}  # fmt: skip
        return Verdict("wrong", no)
    other = varied(base, answer)  # tells what is wrong with a setting
    got = float(np.mean([last(other, s, "know_how") - last(base, s, "know_how") for s in seeds]))
    return verdict(
        got >= gain,
        {"en": f"know-how rises by {got:.3f}.", "es": f"el saber hacer sube {got:.3f}."},
        {"en": f"know-how changes by {got:+.3f}; at least {gain:+.2f} is asked for.",
         "es": f"el saber hacer cambia {got:+.3f}; se pide al menos {gain:+.2f}."},
    )  # fmt: skip
