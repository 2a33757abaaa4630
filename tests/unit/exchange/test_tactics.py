"""Tactics in words: each name, its number and its bounds."""

import pytest

from model.exchange.faults import Faults
from model.exchange.tactics import DEFAULTS, WITHOUT, read_style, style_of, style_table
from model.negotiation.codes import Acceptance, Style, Tactic


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("boulware:4", Style(Tactic.TIME, 4.0)),
        ("Conceder:0.25", Style(Tactic.TIME, 0.25)),
        ("linear", Style(Tactic.TIME, 1.0)),
        ("time:7", Style(Tactic.TIME, 7.0)),
        ("tit-for-tat:2", Style(Tactic.RELATIVE, 2.0)),
        ("absolute:3", Style(Tactic.ABSOLUTE, 3.0)),
        ("averaged:5", Style(Tactic.AVERAGED, 5.0)),
        ("micro:0.05", Style(Tactic.MICRO, 0.05)),
        ("micro", Style(Tactic.MICRO, 0.0)),
        ("hardliner", Style(Tactic.HARDLINER, 0.0)),
        ("random", Style(Tactic.RANDOM, 0.0)),
        ("stationary:0.6", Style(Tactic.STATIONARY, 0.6)),
        ("mixed:2:0.7", Style(Tactic.MIXED, 2.0, 0.7)),
        ("resource:5", Style(Tactic.RESOURCE, 5.0)),
        ("resource_mixed:5:0.2", Style(Tactic.RESOURCE_MIXED, 5.0, 0.2)),
    ],
)
def test_words_and_their_style(text, style):
    assert style_of(text) == style


@pytest.mark.parametrize("name", DEFAULTS)
def test_each_name_stands_alone(name):
    assert style_of(name).parameter == DEFAULTS[name]


@pytest.mark.parametrize(
    "text",
    [
        *("", "soft", "scripted", "boulware:1", "boulware:0.5", "conceder:1", "conceder:2"),
        *(
            "boulware:",
            "boulware:x",
            "boulware:nan",
            "boulware:1e9",
            "boulware:3:4",
            "boulware:3_0",
        ),
        *("micro:2", "stationary:-0.1", "mixed:1:2", "mixed:1:0.5:1", "relative:0"),
        *(f"{name}:1" for name in WITHOUT),
    ],
)
def test_what_is_no_tactic_is_refused(text):
    with pytest.raises(ValueError, match="expected"):
        style_of(text)


def test_a_table_states_all_of_a_style():
    style = Style(Tactic.MIXED, 2.0, 0.7, Acceptance.COMBINED)
    faults = Faults("x.json")
    assert read_style(faults, "style", style_table(style)) == style
    assert not faults.problems


def test_all_faults_of_a_table_are_told():
    faults = Faults("x.json")
    wrong = {"tactic": "scripted", "paramter": 1, "mix": "x", "acceptance": 3, "parameter": True}
    read_style(faults, "style", wrong)
    told = "\n".join(str(each) for each in faults.problems)
    for said in ("style: tactic", "did you mean parameter", "style: mix", "style: acceptance"):
        assert said in told
    assert len(faults.problems) == 5


def test_a_misspelled_name_is_answered_with_the_nearest():
    with pytest.raises(ValueError, match=r"one of boulware, .*; did you mean conceder\?$"):
        style_of("concedr:0.5")
