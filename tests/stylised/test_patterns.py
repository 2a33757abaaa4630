"""Patterns that must emerge over many seeds, with the mechanism on and off; none is coded.

Each test compares the same seeds with and without a mechanism (or under two policies) and asks for
an effect whose 95 % interval over paired seeds lies on the expected side of zero.
"""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import pytest

from experiments.runner import Result, simulate
from model.scenario.load import load
from model.scenario.vary import varied

SEEDS = range(20)


@lru_cache(maxsize=32)
def runs(name: str, *changes: tuple[str, object]) -> tuple[Result, ...]:
    scenario = load(name)
    if changes:
        scenario = varied(scenario, dict(changes))
    return tuple(simulate(scenario, seed) for seed in SEEDS)


def effect(
    measure: Callable[[Result], float], one: tuple[Result, ...], other: tuple[Result, ...]
) -> tuple[float, float]:
    """Return the mean of paired differences and the half width of its 95 % interval."""
    gaps = np.array([measure(a) - measure(b) for a, b in zip(one, other, strict=True)])
    gaps = gaps[np.isfinite(gaps)]
    assert len(gaps) >= 15
    return float(gaps.mean()), float(2.1 * gaps.std(ddof=1) / np.sqrt(len(gaps)))


def last(column: str) -> Callable[[Result], float]:
    return lambda run: float(run.series[column].iloc[-1])


def at(column: str, quarter: int) -> Callable[[Result], float]:
    return lambda run: float(run.series[column].iloc[quarter])


def test_no_absorptive_capacity_no_absorption() -> None:
    low = runs(
        "peru2040",
        ("policy.research_target", 0.0016),
        ("policy.training_places", 0.0),
        ("mechanisms.institutions", False),
    )
    gap, width = effect(last("know_how"), runs("peru2040"), low)
    assert gap - width > 0.03
    # The pattern goes with its mechanism: without absorption nobody learns, whatever is spent.
    none = runs("peru2040", ("mechanisms.absorption", False))
    gap, width = effect(last("transfer_effectiveness"), runs("peru2040"), none)
    assert gap - width > 0.05
    assert max(last("transfer_effectiveness")(run) for run in none) < 0.02


def test_turnkey_runs_but_does_not_stay() -> None:
    gap, width = effect(last("know_how"), runs("peru2040"), runs("turnkey"))
    assert gap - width > 0.05
    gap, width = effect(last("autonomy_alone"), runs("peru2040"), runs("turnkey"))
    assert gap - width > 0.0


def test_local_content_beyond_the_base_kills_deals() -> None:
    strict = runs("peru2040", ("policy.local_content_floor", 0.6))

    def invested(run: Result) -> float:
        return float(run.series["investment_usd_m"].iloc[-1])

    gap, width = effect(invested, runs("peru2040"), strict)
    assert gap - width > 0.0


def test_a_cap_on_partners_costs_speed() -> None:
    capped = runs("peru2040", ("policy.max_partner_share", 0.06))
    gap, width = effect(at("capability", 40), runs("peru2040"), capped)
    assert gap - width > 0.0


def test_plans_run_late_and_not_without_overruns() -> None:
    def lateness(run: Result) -> float:
        done = run.agreements[(run.agreements["completed"] >= 0) & (run.agreements["units"] > 0)]
        taken = done["completed"] + 1 - done["signed"]
        return float((taken / done["planned_quarters"] - 1.0).mean())

    # Engineers apart: fewer overruns start more projects at a time, which then wait for staff.
    free = ("mechanisms.staffing", False)
    on, off = runs("peru2040", free), runs("peru2040", free, ("mechanisms.overruns", False))
    gap, width = effect(lateness, on, off)
    assert gap - width > 0.1


def test_controllers_are_never_less_concentrated_than_firms() -> None:
    for run in runs("peru2040"):
        series = run.series
        assert (series["hhi_controller"] >= series["hhi_firm"] - 1e-12).all()


def test_the_default_run_neither_always_fails_nor_always_succeeds() -> None:
    talks = signed = texts = refused = 0.0
    for run in runs("peru2040"):
        protocols = [e for e in run.events if e["event"] == "talk" and e["topic"] != "envelope"]
        talks += len(protocols)
        signed += sum(any(t["end"] == "deal" for t in e["threads"]) for e in protocols)
        texts += run.series["texts"].sum()
        refused += sum(e["event"] == "not ratified" for e in run.events)
    assert 0.30 <= signed / talks <= 0.95
    assert 0.30 <= 1.0 - refused / (texts + 1e-9) <= 0.95


@pytest.mark.parametrize("policy", ["affordable", "inaction", "deep_transfer"])
def test_policies_part(policy: str) -> None:
    gap, width = effect(last("autonomy"), runs("peru2040"), runs(policy))
    assert abs(gap) - width > 0.0


def test_luck_matters() -> None:
    final = [last("autonomy")(run) for run in runs("peru2040")]
    assert np.std(final) > 0.01
