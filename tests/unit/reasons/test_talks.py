"""Talks told again: every one of a run comes out as it was, failed ones too."""

import math
import re
from dataclasses import replace

import pytest

from experiments.reasons import remembered
from experiments.recall import RecallError
from experiments.talk_names import names
from experiments.talks import UNVOTED, Telling, telling
from model.scenario.load import load
from model.snapshot import History
from view.partings import facts
from view.talks import rounds, sentences


@pytest.fixture(scope="module")
def history() -> History:
    return remembered("peru2040", 2, "2031Q4")


@pytest.fixture(scope="module")
def told(history: History) -> list[Telling]:
    return [telling(history, name) for name in names(history)]


def test_every_talk_comes_out_again_with_its_end(told: list[Telling]) -> None:
    ends = {each.end for each in told}
    assert {"deal", "lost to rival"} <= ends
    assert ends - {"deal", "lost to rival"}, "some talk must fail by itself"
    for each in told:
        assert bool(each.terms) == (each.end == "deal") == bool(each.vote)
        assert bool(each.offers) == (each.end != "no offer")


def test_a_deal_is_what_somebody_offered_and_worth_more_than_none(told: list[Telling]) -> None:
    for each in told:
        if each.terms:
            assert any(offer.terms == each.terms for offer in each.offers)
            assert each.worth[0] >= each.reservation[0]
            assert each.worth[1] >= each.reservation[1]
            assert each.host_share + 1e-9 >= 0.0


def test_concessions_add_up_to_the_way_from_the_first_offer(told: list[Telling]) -> None:
    for each in told:
        for side in (0, 1):
            firsts = [offer for offer in each.offers if offer.side == side]
            if not each.terms or not firsts:
                continue
            first = (firsts[0].host_usd_m, firsts[0].partner_usd_m)[side]
            given = sum(both[side] for both in each.conceded.values())
            assert given == pytest.approx(first - each.worth[side], abs=1e-6)


def test_the_limit_of_the_host_is_going_alone_less_leverage(told: list[Telling]) -> None:
    assert any(each.holds for each in told)
    for each in told:
        if each.topic != "envelope":
            rest = each.reservation[0] - each.alone_usd_m + each.leverage_usd_m
            assert each.kept_usd_m == pytest.approx(rest, abs=1e-5)
            assert bool(each.holds) == ("reopened" in each.name)
            assert each.holds or each.kept_usd_m == 0.0


def test_agreements_are_told_with_what_the_record_keeps(history: History) -> None:
    deal = history.state.portfolio.rows[4]
    label = next(name for name in names(history) if name.endswith("-4"))
    found = telling(history, label)
    assert found.round == deal["rounds"]
    assert len(found.rivals) == deal["rivals"]
    if not deal["reopened"]:
        assert list(found.terms.values()) == deal["terms"][: len(found.terms)].tolist()


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_talk_can_be_put_in_words(told: list[Telling], language: str) -> None:
    scenario = load("peru2040")
    for each in told:
        lines = list(sentences(scenario, each, language))
        assert len(lines) >= (6 if each.terms else 3)
        assert not {"nan", "nan%", "none", "ninguno"} & set(" ".join(lines).split())
        assert len(rounds(scenario, each, language)) == len(each.offers)
    assert all(math.isfinite(offer.host_usd_m) for each in told for offer in each.offers)


def test_talks_before_and_after_a_change_of_tactic_come_out_again() -> None:
    history = remembered("peru2040", 2, "2029Q4", decisions=["2027Q1:policy.tactic=micro"])
    quarters = {each.quarter for each in (telling(history, name) for name in names(history))}
    assert {"2026Q4", "2027Q1"} <= quarters


def test_a_talk_that_was_not_held(history: History) -> None:
    with pytest.raises(RecallError, match=r"expected one of .*did you mean"):
        telling(history, "nuclear-chnia-2031Q1")


@pytest.mark.parametrize(
    ("vote", "english", "spanish"),
    [
        ("support below the quorum (support 0.57)", "support below", "apoyo por debajo del quórum"),
        ("stopped by export control (support 0.70)", "export control", "control de exportaciones"),
        ("refused by decision (support 0.70)", "by decision", "rechazado por decisión"),
        ("blocked by unions (support 0.40)", "blocked by unions", "lo bloqueó unions"),
    ],
)
def test_why_a_text_was_not_ratified_is_told_in_both_languages(
    told: list[Telling], vote: str, english: str, spanish: str
) -> None:
    deal = replace(next(each for each in told if each.terms), vote=vote)
    peru = load("peru2040")
    for language, words in (("en", english), ("es", spanish)):
        said = list(sentences(peru, deal, language))[-1]
        assert words in said
        assert vote[-5:-1] in said


def test_a_text_in_force_tells_its_support_too(history: History, told: list[Telling]) -> None:
    """As the log has it, which keeps none of changed texts."""
    kept = {
        event["agreement"]: f"{event['support']:.2f}"
        for event in history.state.events
        if event["event"] == "signed"
    }
    by_label = dict(zip(names(history), told, strict=True))
    assert len(kept) > 9
    for label, support in kept.items():
        vote, peru = by_label[label].vote, load("peru2040")
        assert vote == f"in force (support {support})"
        for language, words in (("en", "support at home"), ("es", "apoyo en casa")):
            said = list(sentences(peru, by_label[label], language))[-1]
            assert f"{words} {support}" in said
            assert "0.50" in said, "and what it needs"
    again = [each.vote for each in told if "reopened" in each.name and each.terms]
    assert any(vote.startswith("in force (support 0.") for vote in again)


def test_a_text_signed_by_decision_is_not_said_to_have_passed() -> None:
    found = remembered("peru2040", 2, "2025Q4", decisions=["2025Q4:sign:semiconductors-korea"])
    told = telling(found, "semiconductors-korea-2025Q4")
    assert told.vote == "in force by decision (support 0.53)"
    said = list(sentences(load("peru2040"), told, "es"))[-1]
    assert said.startswith("Entró en vigor por decisión")


def test_a_deal_that_was_only_played_is_not_said_to_have_failed(told: list[Telling]) -> None:
    scenario = load("classroom")
    played = replace(next(each for each in told if each.terms), vote=UNVOTED)
    assert list(sentences(scenario, played, "en"))[-1] == "Parliaments have not voted on it yet."
    assert list(sentences(scenario, played, "es"))[-1] == "Los parlamentos aún no lo han votado."


def test_clauses_are_shares_in_per_cent_and_years(told: list[Telling]) -> None:
    scenario = load("classroom")
    moved = [row[4] for each in told for row in rounds(scenario, each)]
    for text in {part for row in moved for part in row.split(", ")}:
        assert re.search(r"years( of| to) \w+ [\d.]+ → [\d.]+$|%$|first offer", text), text
    changed = {"changed": {"grace years": [2.0, 3.5]}, "terms": {"host equity": 0.25}}
    assert facts(changed, None, "en", scenario) == "years of grace 2 → 3.5, host equity 25\xa0%"


def test_a_talk_without_a_deal_says_whether_one_was_possible(told: list[Telling]) -> None:
    failed = [each for each in told if not each.terms]
    assert {math.isfinite(each.possible[0]) for each in failed} == {True, False}
    for each in failed:
        # What somebody offered and both would have gained by is a deal that was possible.
        better = [
            offer
            for offer in each.offers
            if offer.host_usd_m > each.reservation[0] and offer.partner_usd_m > each.reservation[1]
        ]
        assert math.isfinite(each.possible[0]) or not better
        text = " ".join(sentences(load("peru2040"), each))
        assert ("No terms existed" in text) == math.isnan(each.possible[0])
    assert all(math.isnan(each.possible[0]) for each in told if each.terms)
