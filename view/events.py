"""The log of events in sentences: what happened, and why; the words stand in ``view/text``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from experiments.recall import label_of
from model.scenario.tree import Scenario
from view.clauses import clause
from view.findings import number
from view.names import name_of
from view.partings import BLOCKED, value_text
from view.words import percent, words

Event = Mapping[str, Any]
#: Facts that are told in per cent.
SHARES = (
    "support", "host_share", "transfer_floor", "unmet", "assessed", "in_use",
    "service_share_of_revenue", "holds", "against_trend",
)  # fmt: skip


def chronicle(scenario: Scenario, events: Iterable[Event], language: str = "en") -> Iterator[str]:
    """Yield a line an event: quarter, what happened, why.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> event = {"quarter": 5, "event": "recession", "partner": "china", "because": "chance"}
    >>> next(chronicle(load("peru2040"), [event], "es"))
    '2026Q2  Empieza una recesión: China. Razón: azar.'
    """
    say, told = words(language), False
    for event in events:
        told = True
        yield say(
            "happened.line",
            quarter=label_of(scenario, int(event["quarter"])),
            what=sentence(scenario, event, language),
            because=reason(scenario, event["because"], language),
        )
    if not told:
        yield say("happened.none")


def sentence(scenario: Scenario, event: Event, language: str) -> str:
    """Return what happened, without the reason."""
    say = words(language)
    kind = str(event["event"]).replace(" ", "_")
    if kind == "not_ratified" and "agreement" in event:
        kind = "not_ratified_again"
    return say(f"happened.{kind}", **facts(scenario, event, language))


def reason(scenario: Scenario, because: str, language: str) -> str:
    """Return a cause in words.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> reason(load("peru2040"), "blocked by treasury", "es")
    'lo bloqueó Tesoro'
    """
    if because.startswith(BLOCKED):
        group = name_of(scenario, because.removeprefix(BLOCKED), language)
        return words(language)("deal.vote.blocked", group=group)
    return value_text(because, language)


def facts(scenario: Scenario, event: Event, language: str) -> dict[str, str]:
    """Return what the text about an event is filled in with."""
    say = words(language)
    told = {key: str(value) for key, value in event.items()}
    told["host"] = name_of(scenario, "host", language)
    for key in ("partner", "topic", "technology"):
        if key in event:
            told[key] = name_of(scenario, str(event[key]), language)
    if "by" in event:
        other = event["threads"][0]["partner"] if "threads" in event else event.get("partner", "")
        told["by"] = told["host"] if event["by"] == "host" else name_of(scenario, other, language)
    for key in event:
        if key in SHARES:
            told[key] = percent(float(event[key]))
        elif key.endswith("_usd_m"):
            told[key] = number(float(event[key]), "USD m", language)
    told["open"] = say("happened.open", unmet=told["unmet"]) if "unmet" in event else ""
    told["threads"] = "; ".join(
        _thread(scenario, thread, language) for thread in event.get("threads", ())
    )
    costs = float(event.get("contract_usd_m", 0.0)) > 0.0
    told["worth"] = say("happened.worth", contract_usd_m=told["contract_usd_m"]) if costs else ""
    told["changed"] = _changed(event.get("changed", {}), language)
    if "leaves" in event:
        told["leaves"] = label_of(scenario, int(event["leaves"]))
    told["measured"] = ""
    if "trust" in event:
        told["measured"] = say("happened.measured_trust", trust=f"{event['trust']:.2f}")
    elif "assessed" in event:
        told["measured"] = say(
            "happened.measured_delivery",
            assessed=told["assessed"],
            below_quarters=told["below_quarters"],
        )
    elif "holds" in event:
        told["measured"] = say("happened.measured_holds", holds=told["holds"])
    for key in ("outcome", "before", "after"):
        if key in event:
            told[key] = value_text(event[key], language)
    return told


def _thread(scenario: Scenario, thread: Event, language: str) -> str:
    key = "thread_failed" if "because" in thread else "thread_deal"
    if thread["end"] == "breakdown":
        key = "thread_breakdown"
    return words(language)(
        f"happened.{key}",
        partner=name_of(scenario, str(thread["partner"]), language),
        round=thread["round"],
        because=reason(scenario, str(thread.get("because", "")), language),
    )


def _changed(changed: Mapping[str, list[float]], language: str) -> str:
    say = words(language)
    parts = [
        f"{say.get(f'issue.{issue}', issue)} {' → '.join(clause(issue, each) for each in both)}"
        for issue, both in changed.items()
    ]
    return ", ".join(parts) or say("happened.unchanged")
