"""Nothing is declared for show: every switch and every number moves a result of some run."""

from collections.abc import Iterator
from typing import Any

import pytest

from experiments.runner import simulate
from model.scenario.declare import declarations
from model.scenario.load import load
from model.scenario.mechanisms import Mechanisms
from model.scenario.tree import Scenario

SEEDS = (1, 2, 3, 4, 5)
#: Numbers that name or place things and therefore cannot move a result on their own.
NAMES = {"key", "start_year", "by_year", "at_least"}


def fingerprint(scenario: Scenario, seed: int) -> str:
    result = simulate(scenario, seed)
    sheets = (result.series, result.partners, result.technologies)
    return "".join(sheet.drop(columns=["year"]).to_csv() for sheet in sheets)


@pytest.fixture(scope="module")
def default() -> Scenario:
    return load("peru2040")


@pytest.fixture(scope="module")
def known(default: Scenario) -> dict[int, str]:
    return {seed: fingerprint(default, seed) for seed in SEEDS}


@pytest.mark.parametrize("switch", sorted(Mechanisms.model_fields))
def test_every_mechanism_changes_something(
    default: Scenario, known: dict[int, str], switch: str
) -> None:
    off = default.mechanisms.model_copy(update={switch: False})
    scenario = default.model_copy(update={"mechanisms": off})
    assert any(fingerprint(scenario, seed) != known[seed] for seed in SEEDS)


def moved(tree: dict[str, Any], pattern: str, low: float, high: float) -> Iterator[dict[str, Any]]:
    """Yield copies of a dumped scenario in which all numbers of a pattern are moved together."""
    import copy

    for factor in (0.3, 0.6, 1.5, 3.0):
        new = copy.deepcopy(tree)
        touched = _scale(new, pattern.split("."), factor, low, high)
        if touched:
            yield new


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
    default: Scenario, known: dict[int, str], pattern: tuple[str, float, float]
) -> None:
    path, low, high = pattern
    tried = 0
    for tree in moved(default.model_dump(), path, low, high):
        try:
            scenario = Scenario.model_validate(tree)
        except ValueError:
            continue
        tried += 1
        if any(fingerprint(scenario, seed) != known[seed] for seed in SEEDS):
            return
    pytest.fail(f"{path}: {tried} other values tried, no result moved")
