"""What became of talks, as it is counted: every talk has one fate."""

import pytest

from experiments.fates import fate_table
from experiments.reasons import remembered
from experiments.runner import Result, simulate
from experiments.talk_names import names
from experiments.talks import telling
from model.scenario.load import load


@pytest.fixture(scope="module")
def run() -> Result:
    return simulate(load("peru2040"), 1)


def test_every_talk_failed_was_lost_was_not_ratified_or_was_signed(run: Result) -> None:
    refused = [event for event in run.events if event["event"] == "not ratified"]
    assert any("agreement" in event for event in refused), "a change was refused in this run"
    table = fate_table([run])
    ends = table[["talks_failed", "lost_to_rival", "not_ratified", "signed"]].sum(axis=1)
    assert ends.tolist() == table["talks"].tolist()


def test_a_vote_on_a_change_is_told_of_the_change_and_of_nothing_else(run: Result) -> None:
    changes = [
        event for event in run.events if event["event"] == "not ratified" and "agreement" in event
    ]
    history = remembered("peru2040", 1, "2040Q4")
    told = {name: telling(history, name) for name in names(history)}
    for event in changes:
        name = f"{event['topic']}-{event['partner']}-{run.series['label'][event['quarter']]}"
        row = event["agreement"].rpartition("-")[2]
        assert told[f"{name}-reopened-{row}"].vote.startswith(event["because"])
