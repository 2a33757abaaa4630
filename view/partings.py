"""First differences of runs as rows of texts; the words stand in ``view/text``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from experiments.fates import in_key_order
from experiments.forks import Parting
from experiments.recall import label_of
from model.scenario.tree import Scenario
from view.clauses import clause
from view.findings import Row, level
from view.names import LABEL, agreement_of, name_of
from view.words import words

#: What stands before the name of a clause in the log.
CLAUSES = ("terms", "changed")
#: Facts that stand in other columns, and the most that one cell holds.
ELSEWHERE = ("quarter", "event", "topic", "technology", "about")
MOST = 6
#: Digits of a number: the first of these with which it reads otherwise in the other run.
DIGITS = (3, 6, 9)
#: What stands before the group that blocked a vote.
BLOCKED = "blocked by "


def flat(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts of an event, those within others by longer names.

    Examples
    --------
    >>> flat({"event": "talk", "threads": [{"partner": "china", "end": "deal", "round": 3}]})
    {'china end': 'deal', 'china round': 3}
    """
    found: dict[str, Any] = {}
    for key, value in told.items():
        name = key.replace("_", " ")
        if key == "threads":
            found |= {
                f"{each['partner']} {fact}": of
                for each in value
                for fact, of in each.items()
                if fact != "partner"
            }
        elif isinstance(value, Mapping):
            found |= {f"{name} {inner.replace('_', ' ')}": of for inner, of in value.items()}
        elif isinstance(value, list | tuple):
            found |= {f"{name} {place}": of for place, of in enumerate(value, start=1)}
        elif key not in ELSEWHERE:
            found[name] = value
    return found


def facts(
    told: Mapping[str, Any] | None,
    other: Mapping[str, Any] | None,
    language: str,
    scenario: Scenario | None = None,
) -> str:
    """Return what happened in one run, in a few words: what differs from the other run.

    Where the scenario is given, whoever is named goes by a name, else by an id. Numbers have as
    many digits as tell the two runs apart.

    Examples
    --------
    >>> facts({"partner": "korea", "support": 0.41234}, {"partner": "korea", "support": 0.6}, "en")
    'support 0.412'
    >>> facts({"support": 0.66674}, {"support": 0.66668}, "en")
    'support 0.66674'
    >>> facts(None, {"partner": "korea"}, "en")
    'nothing'
    """
    if told is None:
        return words(language)("parting.nothing")
    mine, theirs = flat(told), flat(other) if other is not None else {}
    texts = [
        f"{_fact(key, language, scenario)} {_told_apart(key, value, theirs, language, scenario)}"
        for key, value in mine.items()
        if theirs.get(key) != value
    ]
    more = len(texts) - MOST
    return ", ".join(texts[:MOST]) + (f" (+{more})" if more > 0 else "")


def _told_apart(
    key: str, value: Any, theirs: Mapping[str, Any], language: str, scenario: Scenario | None
) -> str:
    """Return a fact's value with as few digits as tell it from that of the other run."""
    text = ""
    for digits in DIGITS:
        text = _value(key, value, language, scenario, digits)
        if key not in theirs or text != _value(key, theirs[key], language, scenario, digits):
            break
    return text


def _value(key: str, value: Any, language: str, scenario: Scenario | None, digits: int) -> str:
    """Return a fact's value: somebody's id as a name, a quarter of the run by the calendar."""
    if scenario is not None and isinstance(value, str) and value.startswith(BLOCKED):
        group = name_of(scenario, value.removeprefix(BLOCKED), language)
        return words(language)("deal.vote.blocked", group=group)
    head, _, rest = key.partition(" ")
    if head in CLAUSES and words(language).get(f"issue.{(issue := rest.replace(' ', '_'))}", ""):
        levels = value if isinstance(value, list | tuple) else (value,)
        return " → ".join(clause(issue, float(each)) for each in levels)
    if scenario is not None and key == "leaves":
        return label_of(scenario, int(value))
    named = _name(scenario, value, language) if scenario and isinstance(value, str) else value
    return named if named != value and value != "host" else value_text(value, language, digits)


def _fact(name: str, language: str, scenario: Scenario | None = None) -> str:
    """Return what a fact is called: a clause, a word of ours, or somebody's round or end."""
    say, key = words(language), name.replace(" ", "_")
    head, _, rest = name.partition(" ")
    if scenario is not None and head == "favour" and rest:  # one for each partner, in key order
        partner = in_key_order(scenario)[int(rest) - 1]
        return say("parting.fact.favour_for", partner=name_of(scenario, partner, language))
    if head in CLAUSES and (clause := say.get(f"issue.{rest.replace(' ', '_')}", "")):
        return clause
    who = say.get(f"parting.fact.{rest}", "")
    whose = name_of(scenario, head, language) if scenario is not None else head
    return say.get(f"parting.fact.{key}", f"{whose} {who}" if who else name)


def value_text(value: Any, language: str, digits: int = DIGITS[0]) -> str:
    """Return a fact's value in few words, its numbers with so many digits.

    Examples
    --------
    >>> value_text(0.41234, "es"), value_text([0.0, 0.075], "es"), value_text("trust lost", "es")
    ('0.412', '0 → 0.075', 'confianza insuficiente')
    """
    if isinstance(value, list | tuple):
        return " → ".join(value_text(each, language, digits) for each in value)
    if isinstance(value, str):
        end = words(language).get(f"app.end.{value.replace(' ', '_')}", value)
        return words(language).get(f"parting.value.{value}", end)
    if isinstance(value, float):
        whole = digits == DIGITS[0] and abs(value) >= 999.5
        return f"{value:,.0f}" if whole else f"{value:.{digits}g}"
    return str(value)


def event_rows(scenario: Scenario, parting: Parting, language: str = "en") -> list[Row]:
    """Return the first difference of each kind of event: quarter, kind, about, in one, in other."""
    return [
        (
            str(row["label"]),
            words(language).get(f"app.event.{row['event'].replace(' ', '_')}", str(row["event"])),
            _about(scenario, str(row["about"]), language),
            facts(row["first"], row["other"], language, scenario),
            facts(row["other"], row["first"], language, scenario),
        )
        for row in parting.by_kind.to_dict("records")
    ]


def _about(scenario: Scenario, about: str, language: str) -> str:
    """Return what an event is about; who is named by an agreement is not named again."""
    parts = about.split(" ")
    labels = [match for part in parts if (match := LABEL.fullmatch(part))]
    told = {key for match in labels for key in match.groups()[:2]}
    return ", ".join(_name(scenario, part, language) for part in parts if part not in told)


def _name(scenario: Scenario, key: str, language: str) -> str:
    """Return the name of anything with an id or, of an agreement, with a label."""
    return agreement_of(scenario, name_of(scenario, key, language), language)


def measure_rows(parting: Parting, language: str = "en") -> list[Row]:
    """Return from when on each measure differs: measure, quarter, both then, both at the end."""
    say = words(language)
    rows: list[Row] = []
    for row in parting.measures.to_dict("records"):
        parted = row["quarter"] >= 0
        then = [level(row[key], row["unit"], language) for key in ("first", "other")]
        ends = [level(row[key], row["unit"], language) for key in ("first_end", "other_end")]
        rows.append(
            (
                say.get(f"measure.{row['measure']}", row["measure"]),
                row["label"] if parted else say("parting.never"),
                " → ".join(then) if parted else "",
                " → ".join(ends),
            )
        )
    return rows
