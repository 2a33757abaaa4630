"""What a visitor has chosen, and the query string that says the same: one link, one picture.

A link names a shipped scenario, never a path, and values by dotted key as ``--set`` does; whatever
else it holds is put right and told, so that a hostile or an old link opens a page all the same.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl, urlencode

from model.scenario.files import shipped_names
from model.scenario.load import Loaded, load_with_provenance
from model.scenario.problems import ScenarioError
from model.scenario.tree import Scenario
from model.scenario.vary import varied

Value = float | int | str | bool
PAGES = ("explore", "assumptions", "table", "why", "uncertainty", "guide")
LANGUAGES = ("en", "es")
#: Longest query that is read, characters; longest list of values that were moved.
LONGEST, MOST_MOVED = 4000, 60
#: Seeds fit into 32 bits; runs in the browser are no longer than this, quarters.
LAST_SEED, MOST_QUARTERS = 2**32 - 1, 120
_SAFE = ":,./-_"


@dataclass(frozen=True)
class Choice:
    """All that the address bar says.

    Attributes
    ----------
    page : str
        One of ``PAGES``.
    scenario : str
        Name of a shipped scenario: the baseline.
    moved : mapping
        Values by dotted key that differ from the baseline.
    seed : int
        Name of the luck.
    quarter : int
        Where the cursor of time stands, counted from 0; -1 is the last.
    shown : tuple of str
        Measures drawn below the headline.
    picked : str
        Who or what was picked on the page: a state, a technology, an agreement.
    language : str
        One of ``LANGUAGES``; empty until known from the browser.
    """

    page: str = "explore"
    scenario: str = "peru2040"
    moved: Mapping[str, Value] = field(default_factory=dict)
    seed: int = 1
    quarter: int = -1
    shown: tuple[str, ...] = ()
    picked: str = ""
    language: str = ""

    def with_value(self, path: str, value: Value) -> Choice:
        """Return the choice with one value moved, or put back where it equals the baseline's."""
        moved = {key: old for key, old in self.moved.items() if key != path}
        if value != value_of(baseline(self.scenario).scenario, path):
            moved[path] = value
        return replace(self, moved=moved)


@cache
def baseline(name: str) -> Loaded:
    """Return a shipped scenario as it stands, with the sources of its numbers; read once."""
    return load_with_provenance(name)


def value_of(scenario: Scenario, path: str) -> Value | None:
    """Return the value at a dotted path, or None where there is none.

    Examples
    --------
    >>> value_of(baseline("classroom").scenario, "policy.rivals_invited")
    2
    """
    place: object = scenario
    for part in path.split("."):
        place = place.get(part) if isinstance(place, Mapping) else getattr(place, part, None)
    return place if isinstance(place, float | int | str | bool) else None


def scenario_of(choice: Choice) -> Scenario:
    """Return the scenario that a choice stands for, checked as any other.

    Raises
    ------
    ScenarioError
        Where a value breaks its declaration or a check.

    Examples
    --------
    >>> scenario_of(Choice(moved={"policy.max_partner_share": 0.2})).policy.max_partner_share
    0.2
    """
    start = baseline(choice.scenario).scenario
    return varied(start, choice.moved) if choice.moved else start


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
    pairs += [("set", f"{path}:{_text(value)}") for path, value in sorted(choice.moved.items())]
    if choice.shown:
        pairs.append(("show", ",".join(choice.shown)))
    return urlencode(pairs, safe=_SAFE)


_PLAIN: Mapping[str, str] = MappingProxyType(
    {"page": "page", "scenario": "scenario", "seed": "seed", "at": "quarter", "pick": "picked",
     "lang": "language"}
)  # fmt: skip


def _text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def read(query: str | None) -> tuple[Choice, tuple[str, ...]]:
    """Return the choice of a query string, and what in it could not be followed.

    Examples
    --------
    >>> choice, wrong = read("seed=7&page=nowhere")
    >>> choice.seed, choice.page, wrong
    (7, 'explore', ("page 'nowhere': expected one of explore, assumptions, table, why, \
uncertainty, guide",))
    """
    wrong: list[str] = []
    query = query or ""
    if len(query) > LONGEST:
        return Choice(), (f"a link of {len(query)} characters: expected at most {LONGEST}",)
    choice = Choice()
    moved: dict[str, Value] = {}
    for key, text in parse_qsl(query, keep_blank_values=True):
        if key == "set":
            moved |= dict(_setting(text, wrong))
        else:
            choice = _with(choice, key, text, wrong)
    return replace(choice, moved=_valid(choice, moved, wrong)), tuple(wrong)


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
    elif key == "pick":
        return replace(choice, picked=text[:80] if text.isprintable() else "")
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
        if isinstance(was, float) and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
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
