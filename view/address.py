"""The query string of a choice: one link, one picture.

A link names a shipped scenario, never a path, values by dotted key as ``--set`` does, and decisions
as ``--decide`` does; whatever else it holds is put right and told, so that a hostile or an old link
opens a page all the same.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl, urlencode

from model.scenario.files import shipped_names
from model.scenario.plan import planned
from model.scenario.problems import ProblemsError, ScenarioError
from view.choice import (
    LANGUAGES,
    LAST_SEED,
    MOST_QUARTERS,
    PAGES,
    Choice,
    Value,
    baseline,
    like,
    made,
    scenario_of,
    settings,
    value_of,
)
from view.problems import first_of
from view.words import words

#: Longest query that is read, characters; most values moved, decisions, other choices beside.
LONGEST, MOST_MOVED, MOST_DECIDED, MOST_BESIDE = 8000, 60, 40, 2
#: Longest name of what was picked, characters: moves at a talk are the longest.
LONGEST_PICK = 2000
_SAFE = ":,./-_"


class Wrong(list[str]):
    """What could not be followed, in the words of a language."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def note(self, problem: str, /, **gaps: object) -> None:
        """Add a text of ``[problem.link]``."""
        self.append(words(self.language)(f"problem.link.{problem}", **gaps))


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


def read(query: str | None, language: str = "") -> tuple[Choice, tuple[str, ...]]:
    """Return the choice of a query string, and what in it could not be followed.

    That is told in the language that the query asks for, or else in that of the visitor.

    Examples
    --------
    >>> choice, wrong = read("seed=7&page=nowhere")
    >>> choice.seed, choice.page, wrong
    (7, 'explore', ("page 'nowhere': expected one of explore, assumptions, table, seat, \
why, forks, uncertainty, guide",))
    """
    query = query or ""
    asked = [] if len(query) > LONGEST else parse_qsl(query, keep_blank_values=True)
    asked_in = [text for key, text in asked if key == "lang" and text in LANGUAGES]
    wrong = Wrong(asked_in[-1] if asked_in else language)
    if len(query) > LONGEST:
        wrong.note("long", count=len(query), most=LONGEST)
        return Choice(), tuple(wrong)
    choice = Choice()
    moved: dict[str, Value] = {}
    decided: list[str] = []
    for key, text in asked:
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


def _with(choice: Choice, key: str, text: str, wrong: Wrong) -> Choice:
    """Return the choice with one plain entry read; unknown keys are passed over."""
    allowed = {"page": PAGES, "scenario": shipped_names(), "lang": LANGUAGES}
    if key in allowed:
        if text in allowed[key]:
            return _changed(choice, key, text)
        wrong.note("one_of", key=key, text=repr(text[:40]), names=", ".join(allowed[key]))
    elif key in ("seed", "at"):
        low, high = (0, LAST_SEED) if key == "seed" else (-1, MOST_QUARTERS - 1)
        if text.removeprefix("-").isdecimal() and len(text) < 12 and low <= int(text) <= high:
            return _changed(choice, key, int(text))
        wrong.note("number", key=key, text=repr(text[:40]), low=low, high=high)
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


def _setting(text: str, wrong: Wrong) -> Iterator[tuple[str, Value]]:
    """Yield the path and the value of ``path:value``, the value as in TOML or a plain word."""
    path, colon, right = text.partition(":")
    try:
        value = tomllib.loads(f"x = {right}")["x"]
    except (ValueError, RecursionError):
        value = right if right.isidentifier() else None
    if colon and isinstance(value, float | int | str):
        yield path, value
    else:
        wrong.note("setting", text=repr(text[:60]))


def _valid(choice: Choice, moved: Mapping[str, Value], wrong: Wrong) -> dict[str, Value]:
    """Return the values that can be taken over, one by one if not all together."""
    if len(moved) > MOST_MOVED:
        wrong.note("values", count=len(moved), most=MOST_MOVED)
        return {}
    start = baseline(choice.scenario).scenario
    asked = {path: like(value_of(start, path), value) for path, value in moved.items()}
    with suppress(ScenarioError):
        if made(choice.scenario, asked).clock.quarters <= MOST_QUARTERS:
            return {path: value for path, value in asked.items() if value != value_of(start, path)}
    good: dict[str, Value] = {}
    for path, value in asked.items():
        try:
            tried = made(choice.scenario, good | {path: value})
        except ScenarioError as error:
            wrong.append(first_of(error, wrong.language))
            continue
        if tried.clock.quarters > MOST_QUARTERS:
            wrong.note("quarters", value=value, most=MOST_QUARTERS)
        elif value != value_of(start, path):
            good[path] = value
    return good


def _followed(choice: Choice, decided: Sequence[str], wrong: Wrong) -> tuple[str, ...]:
    """Return the decisions that can be followed, in their canonical order, one by one."""
    if len(decided) > MOST_DECIDED:
        wrong.note("decisions", count=len(decided), most=MOST_DECIDED)
        return ()
    good: tuple[str, ...] = ()
    for text in decided:
        try:
            plan = planned(scenario_of(choice), (*good, text))
        except ProblemsError as error:
            wrong.append(first_of(error, wrong.language))
            continue
        good = tuple(each.text for each in plan.decisions)
    return good


def _beside(choice: Choice, wrong: Wrong) -> tuple[str, ...]:
    """Return the other choices that can be read, each once and in its one form."""
    if len(choice.beside) > MOST_BESIDE:
        wrong.note("others", count=len(choice.beside), most=MOST_BESIDE)
    good: list[str] = []
    for text in choice.beside[:MOST_BESIDE]:
        if "with=" in text:
            wrong.note("nested")
            continue
        other, problems = read(f"scenario={choice.scenario}&{text}", wrong.language)
        wrong.extend(problems)
        if course(other) not in good:
            good.append(course(other))
    return tuple(good)
