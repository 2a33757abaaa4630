"""How often a policy wins over many seeds, reckoned from sketches."""

import numpy as np
import pytest

from experiments.runner import simulate
from model.scenario.load import load
from view.bands import Ensemble
from view.choice import Choice, baseline
from view.pages.page import Given
from view.pages.uncertainty import last, verdict
from view.sketches import Sketch, chances
from view.words import words


def ensemble(ends: list[float], met: bool) -> Ensemble:
    sketches = tuple(
        Sketch(seed, {"autonomy": np.array([0.0, end], np.float32)}, {"claim": met})
        for seed, end in enumerate(ends)
    )
    return Ensemble(sketches, len(ends))


def given() -> Given:
    scenario = load("classroom")
    run = simulate(scenario, 1)
    choice = Choice(scenario="classroom", language="en")
    return Given(choice, lambda _: None, baseline("classroom"), scenario, run, run, waiting=False)


def test_wins_are_counted_under_the_same_seed() -> None:
    mine, base = ensemble([0.5, 0.6, 0.7, 0.2], met=True), ensemble([0.4, 0.5, 0.8, 0.1], met=False)
    assert last(mine.sketches, "autonomy").round(1).tolist() == [0.5, 0.6, 0.7, 0.2]
    told = verdict(given(), [mine, base])
    assert "75\u00a0%" in told
    assert "+5.00 points" in told


def test_a_baseline_has_nobody_to_beat() -> None:
    assert "move a lever" in verdict(given(), [ensemble([0.5], met=True)])


def test_chances_are_shares_of_seeds_with_their_interval() -> None:
    sketches = (*ensemble([0.1] * 3, met=True).sketches, *ensemble([0.1], met=False).sketches)
    chance = chances(sketches)["claim"]
    assert chance.share == 0.75
    assert chance.interval.low < 0.75 < chance.interval.high


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_headline_blames_no_partner_for_the_exit_of_a_state_upstream(language: str) -> None:
    run = simulate(load("peru2040", ["clock.quarters=8"]), 1)
    assert run.series["worst_exit"].iloc[-1] > len(run.scenario.partners), "a state upstream"
    for key in ("alone", "moved"):
        text = words(language).get(f"app.headline.{key}", "")
        assert text, "a text"
        assert "partner" not in text
        assert "socio" not in text
