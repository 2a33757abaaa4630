"""Nothing is declared for show: every switch and every number moves a result of some run."""

import contextlib
import copy
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from experiments.runner import simulate
from model.scenario.declare import declarations
from model.scenario.load import load
from model.scenario.mechanisms import Mechanisms
from model.scenario.tree import Scenario

#: Seeds tried one after the other until a result moves. Most parts move the first; a seizure, one
#: distress in forty, may want dozens.
SEEDS = range(1, 61)
#: Numbers that name or place things and therefore cannot move a result on their own.
NAMES = {"key", "start_year", "by_year", "at_least"}


def fingerprint(scenario: Scenario, seed: int) -> bytes:
    result = simulate(scenario, seed)
    sheets = (result.series, result.partners, result.technologies)
    numbers = [sheet.drop(columns=["year"]).select_dtypes("number").to_numpy() for sheet in sheets]
    return b"".join(each.astype(float).tobytes() for each in numbers)


@pytest.fixture(scope="module")
def default() -> Scenario:
    return load("peru2040")


class Known(dict[int, bytes]):
    """The default runs, each made when it is first asked for."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario

    def __missing__(self, seed: int) -> bytes:
        self[seed] = fingerprint(self.scenario, seed)
        return self[seed]


@pytest.fixture(scope="module")
def known(default: Scenario) -> Known:
    return Known(default)


@pytest.mark.parametrize("switch", sorted(Mechanisms.model_fields))
def test_every_mechanism_changes_something(default: Scenario, known: Known, switch: str) -> None:
    off = default.mechanisms.model_copy(update={switch: False})
    scenario = default.model_copy(update={"mechanisms": off})
    assert any(fingerprint(scenario, seed) != known[seed] for seed in SEEDS)


def moved(tree: dict[str, Any], pattern: str, low: float, high: float) -> Iterator[dict[str, Any]]:
    """Yield copies of a dumped scenario in which all numbers of a pattern are moved together."""
    for factor in (0.3, 0.6, 1.5, 3.0):
        new = copy.deepcopy(tree)
        touched = _scale(new, pattern.split("."), factor, low, high)
        if touched:
            yield new


def valid(trees: Iterable[dict[str, Any]]) -> Iterator[Scenario]:
    """Yield the scenarios among the trees: a moved number may break a rule between numbers."""
    for tree in trees:
        with contextlib.suppress(ValueError):
            yield Scenario.model_validate(tree)


def _scale(node: Any, path: list[str], factor: float, low: float, high: float) -> bool:
    head, rest = path[0], path[1:]
    names = list(node) if head == "*" else [head.removesuffix("[]")]
    touched = False
    for name in names:
        if name not in node:
            continue
        if rest:
            touched |= _scale(node[name], rest, factor, low, high)
        elif name == "election_years":
            node[name] = tuple(year + round(2.0 * factor) for year in node[name])
            touched = True
        elif isinstance(node[name], int | float) and not isinstance(node[name], bool):
            value = node[name] * factor if node[name] else (high - low) * 0.1 * factor
            value = min(max(value, low), high)
            if isinstance(node[name], int):
                value = max(
                    int(low), round(value) if round(value) != node[name] else node[name] + 1
                )
            touched |= value != node[name]
            node[name] = value
    return touched


PATTERNS = sorted(
    {
        (d.path, d.low, d.high)
        for d in declarations(Scenario)
        if d.path.split(".")[-1].removesuffix("[]") not in NAMES
        and not d.path.startswith("milestones")
    }
)


@pytest.mark.parametrize("pattern", PATTERNS, ids=[p[0] for p in PATTERNS])
def test_every_number_moves_something(
    default: Scenario, known: Known, pattern: tuple[str, float, float]
) -> None:
    path, low, high = pattern
    others: list[Scenario] = []
    for scenario in valid(moved(default.model_dump(), path, low, high)):
        if fingerprint(scenario, SEEDS[0]) != known[SEEDS[0]]:
            return
        others.append(scenario)
    for seed in SEEDS[1:]:
        if any(fingerprint(scenario, seed) != known[seed] for scenario in others):
            return
    pytest.fail(f"{path}: {len(others)} other values tried with {len(SEEDS)} seeds, none moved")
