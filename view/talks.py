"""How a talk went, in sentences and rows; the words stand in ``view/text``."""

from __future__ import annotations

import math
from collections.abc import Iterator

from experiments.talks import IN_FORCE, IN_FORCE_DECIDED, UNVOTED, Telling
from model.scenario.tree import Scenario
from view.clauses import clause
from view.findings import Row, number
from view.names import name_of
from view.words import percent, words

#: Issues that a sentence names.
NAMED = 3
#: The text on one that came into force, by how.
PASSED = {IN_FORCE: "ratified", IN_FORCE_DECIDED: "decided"}


def sides(scenario: Scenario, told: Telling, language: str) -> dict[str, str]:
    """Return what those who can bring a talk to its end are called."""
    say = words(language)
    return {
        "host": name_of(scenario, "host", language),
        "partner": name_of(scenario, told.partner, language),
        "both": say("deal.both"),
        "nobody": say("deal.nobody"),
    }


def sentences(scenario: Scenario, told: Telling, language: str = "en") -> Iterator[str]:
    """Yield how a talk went: limits, end, worth, distances, concessions, vote."""
    say, who = words(language), sides(scenario, told, language)
    pair = {"host": who["host"], "partner": who["partner"]}

    def money(amount: float) -> str:
        return number(amount, "USD m", language)

    rivals = ", ".join(name_of(scenario, rival, language) for rival in told.rivals)
    yield say(
        "deal.head",
        topic=name_of(scenario, told.topic, language),
        partner=pair["partner"],
        quarter=told.quarter,
        rivals=say("deal.rivals", names=rivals) if rivals else "",
    )
    again = told.holds > 0.0
    yield say(
        "deal.limits_again" if again else "deal.limits",
        **pair,
        host_usd=money(told.reservation[0]),
        partner_usd=money(told.reservation[1]),
        alone=money(told.alone_usd_m),
        leverage=money(told.leverage_usd_m),
        **({"kept": money(told.kept_usd_m), "holds": percent(told.holds)} if again else {}),
    )
    yield say(f"deal.{told.end.replace(' ', '_')}", round=told.round, by=who[told.by])
    if not told.terms:
        host, partner = told.possible
        if math.isfinite(host):
            gains = {"host_usd": money(host), "partner_usd": money(partner)}
            yield say("deal.possible", **pair, **gains)
        else:
            yield say("deal.impossible")
        return
    yield say(
        "deal.worth",
        **pair,
        host_usd=money(told.worth[0]),
        partner_usd=money(told.worth[1]),
        share=told.host_share,
    )
    gave = [_given_up(told, side, language) for side in (0, 1)]
    yield say("deal.gave", **pair, host_parts=gave[0], partner_parts=gave[1])
    if math.isfinite(told.nash_distance):
        yield say("deal.distance", nash=told.nash_distance, frontier=told.frontier_distance)
    if max(told.missed) > 0.0:
        better = {"host_usd": money(told.missed[0]), "partner_usd": money(told.missed[1])}
        yield say("deal.missed", **pair, **better)
    else:
        yield say("deal.best")
    if told.vote == UNVOTED:
        yield say("deal.unvoted")
    else:
        yield _voted(scenario, told.vote, language)


def vote_text(scenario: Scenario, vote: str, language: str) -> str:
    """Return how a text fared in the vote, in the language.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> vote_text(load("peru2040"), "blocked by treasury (support 0.41)", "es")
    'lo bloqueó Tesoro (apoyo 0.41)'
    """
    say = words(language)
    reason, _, support = vote.partition(" (support ")
    support = support.rstrip(")")
    blocked, _, group = reason.partition("blocked by ")
    if group and not blocked:
        text = say("deal.vote.blocked", group=name_of(scenario, group, language))
    else:
        text = say.get(f"parting.value.{reason}", reason)
    return say("deal.vote.support", reason=text, support=support) if support else text


def _voted(scenario: Scenario, vote: str, language: str) -> str:
    """Return whether a text was ratified, its support at home and how much of it was needed."""
    say, politics = words(language), scenario.politics
    how, _, support = vote.partition(" (support ")
    if how in PASSED:
        told = say("deal.vote.at_home", support=support.rstrip(")")) if support else ""
        text = say(f"deal.{PASSED[how]}", support=told)
    else:
        text = say("deal.refused", reason=vote_text(scenario, vote, language))
    if not support or not scenario.mechanisms.ratification:
        return text
    return f"{text} {say('deal.vote.needed', quorum=politics.quorum, spread=politics.spread)}"


def _given_up(told: Telling, side: int, language: str) -> str:
    """Return the issues on which a side gave up most, with what they were worth to it."""
    lost = [(issue, both[side]) for issue, both in told.conceded.items() if both[side] > 0.0]
    most = sorted(lost, key=lambda each: -each[1])[:NAMED]
    say = words(language)
    parts = (
        f"{say.get(f'issue.{issue}', issue)} {number(amount, 'USD m', language)}"
        for issue, amount in most
    )
    return ", ".join(parts) or say("deal.nothing")


def rounds(scenario: Scenario, told: Telling, language: str = "en") -> list[Row]:
    """Return the offers, a row each: round, who, worth to host and partner, what moved."""
    who, say = sides(scenario, told, language), words(language)
    rows: list[Row] = []
    last: dict[int, dict[str, float]] = {}
    for offer in told.offers:
        before = last.get(offer.side)
        moved = [
            f"{say.get(f'issue.{issue}', issue)} "
            f"{clause(issue, before[issue])} → {clause(issue, value)}"
            for issue, value in offer.terms.items()
            if before is not None and before[issue] != value
        ]
        rows.append(
            (
                str(offer.round),
                who["host" if offer.side == 0 else "partner"],
                number(offer.host_usd_m, "USD m", language),
                number(offer.partner_usd_m, "USD m", language),
                ", ".join(moved) or say("deal.first"),
            )
        )
        last[offer.side] = offer.terms
    return rows
