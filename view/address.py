"""The query string of a choice: one link, one picture.

A link names a shipped scenario, never a path, values by dotted key as ``--set`` does, and decisions
as ``--decide`` does; whatever else it holds is put right and told, so that a hostile or an old link
opens a page all the same.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl, urlencode

from model.scenario.files import shipped_names
from model.scenario.plan import planned
from model.scenario.problems import ProblemsError, ScenarioError
from model.scenario.vary import varied
from view.choice import (
    LANGUAGES,
    LAST_SEED,
    MOST_QUARTERS,
    PAGES,
    Choice,
    Value,
    baseline,
    like,
    scenario_of,
    settings,
    value_of,
)

#: Longest query that is read, characters; most values moved, decisions, other choices beside.
LONGEST, MOST_MOVED, MOST_DECIDED, MOST_BESIDE = 8000, 60, 40, 2
#: Longest name of what was picked, characters: moves at a talk are the longest.
LONGEST_PICK = 2000
_SAFE = ":,./-_"


def written(choice: Choice) -> str:
    """Return the query string of a choice; what is as usual is left out.

    Examples
    --------
    >>> written(Choice(seed=7, moved={"policy.max_partner_share": 0.2}))
    'seed=7&set=policy.max_partner_share:0.2'
    """
    usual = Choice()
    pairs = [
        (key, str(getattr(choice, name)))
        for key, name in _PLAIN.items()
        if getattr(choice, name) != getattr(usual, name)
    ]
    pairs += [("set", each.replace("=", ":", 1)) for each in settings(choice)]
    pairs += [("decide", each) for each in choice.decisions]
    pairs += [("with", each) for each in choice.beside]
    if choice.shown:
        pairs.append(("show", ",".join(choice.shown)))
    return urlencode(pairs, safe=_SAFE)


_PLAIN: Mapping[str, str] = MappingProxyType(
    {"page": "page", "scenario": "scenario", "seed": "seed", "at": "quarter", "pick": "picked",
     "lang": "language"}
)  # fmt: skip


def read(query: str | None) -> tuple[Choice, tuple[str, ...]]:
    """Return the choice of a query string, and what in it could not be followed.

    Examples
    --------
    >>> choice, wrong = read("seed=7&page=nowhere")
    >>> choice.seed, choice.page, wrong
    (7, 'explore', ("page 'nowhere': expected one of explore, assumptions, table, seat, \
why, forks, uncertainty, guide",))
    """
    wrong: list[str] = []
    query = query or ""
    if len(query) > LONGEST:
        return Choice(), (f"a link of {len(query)} characters: expected at most {LONGEST}",)
    choice = Choice()
    moved: dict[str, Value] = {}
    decided: list[str] = []
    for key, text in parse_qsl(query, keep_blank_values=True):
        if key == "set":
            moved |= dict(_setting(text, wrong))
        elif key == "decide":
            decided.append(text)
        else:
            choice = _with(choice, key, text, wrong)
    choice = replace(choice, moved=_valid(choice, moved, wrong))
    choice = replace(choice, decisions=_followed(choice, decided, wrong))
    return replace(choice, beside=_beside(choice, wrong)), tuple(wrong)


def course(choice: Choice) -> str:
    """Return what a choice moves and decides, as a query string: what `beside` holds.

    Examples
    --------
    >>> course(Choice(seed=7, decisions=("2029Q1:policy.concession=4.0",)))
    'decide=2029Q1:policy.concession%3D4.0'
    """
    return written(Choice(moved=choice.moved, decisions=choice.decisions))


def beside(choice: Choice) -> list[Choice]:
    """Return the other choices of a comparison: same baseline, same seed."""
    plain = Choice(scenario=choice.scenario, seed=choice.seed, language=choice.language)
    found = []
    for text in choice.beside:
        other, _ = read(f"scenario={choice.scenario}&{text}")
        found.append(replace(plain, moved=other.moved, decisions=other.decisions))
    return found


def _with(choice: Choice, key: str, text: str, wrong: list[str]) -> Choice:
    """Return the choice with one plain entry read; unknown keys are passed over."""
    allowed = {"page": PAGES, "scenario": shipped_names(), "lang": LANGUAGES}
    if key in allowed:
        if text in allowed[key]:
            return _changed(choice, key, text)
        wrong.append(f"{key} {text[:40]!r}: expected one of {', '.join(allowed[key])}")
    elif key in ("seed", "at"):
        low, high = (0, LAST_SEED) if key == "seed" else (-1, MOST_QUARTERS - 1)
        if text.removeprefix("-").isdecimal() and len(text) < 12 and low <= int(text) <= high:
            return _changed(choice, key, int(text))
        wrong.append(f"{key} {text[:40]!r}: expected a whole number from {low} to {high}")
    elif key == "show":
        names = tuple(name for name in text.split(",") if name.isidentifier())[:12]
        return replace(choice, shown=names)
    elif key == "with":
        return replace(choice, beside=(*choice.beside, text))
    elif key == "pick":
        return replace(choice, picked=text[:LONGEST_PICK] if text.isprintable() else "")
    return choice


def _changed(choice: Choice, key: str, value: str | int) -> Choice:
    changes: dict[str, Any] = {_PLAIN[key]: value}
    return replace(choice, **changes)


def _setting(text: str, wrong: list[str]) -> Iterator[tuple[str, Value]]:
    """Yield the path and the value of ``path:value``, the value as in TOML or a plain word."""
    path, colon, right = text.partition(":")
    try:
        value = tomllib.loads(f"x = {right}")["x"]
    except (ValueError, RecursionError):
        value = right if right.isidentifier() else None
    if colon and isinstance(value, float | int | str):
        yield path, value
    else:
        wrong.append(f"set {text[:60]!r}: expected KEY:VALUE, such as policy.fund_saving:0.3")


def _valid(choice: Choice, moved: Mapping[str, Value], wrong: list[str]) -> dict[str, Value]:
    """Return the values that can be taken over, one by one if not all together."""
    if len(moved) > MOST_MOVED:
        wrong.append(f"{len(moved)} values: expected at most {MOST_MOVED}")
        return {}
    good: dict[str, Value] = {}
    start = baseline(choice.scenario).scenario
    for path, value in moved.items():
        was = value_of(start, path)
        value = like(was, value)
        try:
            tried = varied(start, good | {path: value})
        except ScenarioError as error:
            wrong.append(str(error.problems[0]))
            continue
        if tried.clock.quarters > MOST_QUARTERS:
            wrong.append(f"clock.quarters = {value}: expected at most {MOST_QUARTERS} here")
        elif value != was:
            good[path] = value
    return good


def _followed(choice: Choice, decided: Sequence[str], wrong: list[str]) -> tuple[str, ...]:
    """Return the decisions that can be followed, in their canonical order, one by one."""
    if len(decided) > MOST_DECIDED:
        wrong.append(f"{len(decided)} decisions: expected at most {MOST_DECIDED}")
        return ()
    good: tuple[str, ...] = ()
    for text in decided:
        try:
            plan = planned(scenario_of(choice), (*good, text))
        except ProblemsError as error:
            wrong.append(str(error.problems[0]))
            continue
        good = tuple(each.text for each in plan.decisions)
    return good


def _beside(choice: Choice, wrong: list[str]) -> tuple[str, ...]:
    """Return the other choices that can be read, each once and in its one form."""
    if len(choice.beside) > MOST_BESIDE:
        wrong.append(f"with: {len(choice.beside)} others, expected at most {MOST_BESIDE}")
    good: list[str] = []
    for text in choice.beside[:MOST_BESIDE]:
        if "with=" in text:
            wrong.append("with: expected what is moved and decided, no others again")
            continue
        other, problems = read(f"scenario={choice.scenario}&{text}")
        wrong.extend(problems)
        if course(other) not in good:
            good.append(course(other))
    return tuple(good)
