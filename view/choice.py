"""What a visitor has chosen: all that a page shows follows from it.

:mod:`view.address` writes it into the address bar and reads it from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from model.scenario.load import Loaded, load_with_provenance
from model.scenario.problems import ScenarioError
from model.scenario.tree import Scenario
from model.scenario.vary import varied

Value = float | int | str | bool
PAGES = ("explore", "assumptions", "table", "seat", "why", "forks", "uncertainty", "guide")
LANGUAGES = ("en", "es")
#: Seeds fit into 32 bits; runs in the browser are no longer than this, quarters.
LAST_SEED, MOST_QUARTERS = 2**32 - 1, 120
#: Scenarios kept that visitors have made of the shipped ones, the ones used last.
KEPT = 64


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
    decisions : tuple of str
        What is decided otherwise from a quarter on, see :mod:`model.scenario.decisions`.
    beside : tuple of str
        Other choices to compare with: query strings of what they move and decide.
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
    decisions: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    seed: int = 1
    quarter: int = -1
    shown: tuple[str, ...] = ()
    picked: str = ""
    language: str = ""

    def with_value(self, path: str, value: Value) -> Choice:
        """Return the choice with one value moved, or put back where it equals the baseline's."""
        moved = {key: old for key, old in self.moved.items() if key != path}
        was = value_of(baseline(self.scenario).scenario, path)
        value = like(was, value)
        if value != was:
            moved[path] = value
        return replace(self, moved=moved)

    def with_decisions(self, texts: Iterable[str]) -> Choice:
        """Return the choice with other decisions."""
        return replace(self, decisions=tuple(texts))


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


def like(was: Value | None, value: Value) -> Value:
    """Return a number as the baseline has it: browsers know no whole numbers apart."""
    plain = type(was) in (int, float) and type(value) in (int, float)
    if plain and isinstance(was, float):
        return float(value)
    return int(value) if plain and float(value).is_integer() else value


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
    return made(choice.scenario, choice.moved)


def compared_with(choice: Choice) -> Scenario:
    """Return the baseline that a choice is held against: over the same years as its own.

    Examples
    --------
    >>> shorter = Choice(moved={"clock.quarters": 20, "policy.fund_saving": 0.3})
    >>> compared_with(shorter).clock.quarters
    20
    >>> compared_with(shorter).policy == baseline("peru2040").scenario.policy
    True
    """
    years = {path: value for path, value in choice.moved.items() if path.startswith("clock.")}
    try:
        return made(choice.scenario, years)
    except ScenarioError:  # such years do only with something else that was moved
        return baseline(choice.scenario).scenario


def made(name: str, moved: Mapping[str, Value]) -> Scenario:
    """Return a shipped scenario with values moved; what was checked once is not checked again.

    Raises
    ------
    ScenarioError
        Where a value breaks its declaration or a check.

    Examples
    --------
    >>> made("classroom", {"policy.fund_saving": 0.3}).policy.fund_saving
    0.3
    """
    # By type too: 1, 1.0 and True are equal, but not the same setting.
    return _made(name, tuple((path, type(moved[path]), moved[path]) for path in sorted(moved)))


@lru_cache(KEPT)
def _made(name: str, moved: tuple[tuple[str, type, Value], ...]) -> Scenario:
    start = baseline(name).scenario
    return varied(start, {path: value for path, _, value in moved}) if moved else start


def is_policy(path: str) -> bool:
    """Whether the host decides a value, rather than nobody.

    Examples
    --------
    >>> is_policy("council.budget_usd_m"), is_policy("mechanisms.elections")
    (True, False)
    """
    return path.partition(".")[0] in ("policy", "council")


def settings(choice: Choice) -> list[str]:
    """Return what was moved, as the command line takes it after ``--set``."""
    return [f"{path}={_text(value)}" for path, value in sorted(choice.moved.items())]


def _text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
