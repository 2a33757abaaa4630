"""The second opinion: what it compares, and what it says where there is none."""

import sys
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner

from experiments.negmas_opinion import negmas_opinion
from experiments.oracle import agreement, ours, random_talk
from model.negotiation.domain import Bargain, Issue, Party
from run import main

TALKS = [random_talk(np.random.default_rng(seed)) for seed in range(12)]


def test_random_bargains_are_utilities_from_0_to_1():
    for talk in TALKS:
        for party in (talk.host, talk.partner):
            assert sum(max(values) for values in party.values) == pytest.approx(1.0)
            assert all(min(values) == 0.0 for values in party.values)
    assert len({str(talk) for talk in TALKS}) == len(TALKS)


def test_each_kind_of_difference_is_counted():
    def lies(field, value):
        return agreement(
            TALKS, 20, lambda talk, rounds: replace(ours(talk, rounds), **{field: value})
        )

    honest = agreement(TALKS, 20, ours)
    agreed = {name: len(TALKS) for name in honest if name != "came to a deal"}
    assert honest.items() >= agreed.items()
    assert honest["came to a deal"] > 0
    for field, value, name in (
        ("deal", ("no",), "same deal"),
        ("round", 99, "same round"),
        ("frontier", np.zeros((99, 2)), "same frontier"),
        ("nash", np.full((1, 2), 0.123), "same Nash point"),
    ):
        assert lies(field, value) == honest | {name: 0}


def test_without_a_zone_of_agreement():
    pie = Issue("pie", ("mine", "yours"))
    talk = Bargain((pie,), Party(((1.0, 0.0),), 0.5), Party(((0.0, 1.0),), 0.5))
    said = ours(talk, 10)
    assert (said.deal, said.round) == ((), 0)
    assert said.frontier.shape == said.nash.shape == (0, 2)


def test_without_negmas_the_command_says_what_to_install(monkeypatch):
    for name in [name for name in sys.modules if name.split(".")[0] == "negmas"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "negmas", None)
    result = CliRunner().invoke(main, ["oracle", "--bargains", "1"])
    assert result.exit_code == 1
    assert not result.stdout
    assert "pip install 'negmas>=0.16,<0.17'" in result.stderr
    assert "AGPL-3.0" in result.stderr


def test_negmas_says_the_same():
    pytest.importorskip("negmas")
    counts = agreement(TALKS, 40, negmas_opinion)
    assert {name: counts[name] for name in counts if name.startswith("same")} == {
        "same deal": len(TALKS),
        "same round": len(TALKS),
        "same frontier": len(TALKS),
        "same Nash point": len(TALKS),
    }
