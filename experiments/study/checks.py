"""What must hold across a study: scenarios that load, paths that exist, ranges inside bounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from experiments.study.checks_search import search
from experiments.study.checks_within import factors, outcomes
from experiments.study.declare import Policy
from model.scenario.assemble import Check, Complaint
from model.scenario.files import shipped_names
from model.scenario.load import Loaded, load_with_provenance
from model.scenario.paths import table, value_at
from model.scenario.problems import ABSENT, ScenarioError, nearest

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Library:
    """Scenarios as a study names them: shipped, or files beside the study's own."""

    folder: Path

    def load(self, name: str, settings: tuple[str, ...] = ()) -> Loaded:
        """Return a scenario.

        Raises
        ------
        ScenarioError
            As `model.scenario.load.load` does.
        """
        path = self.folder / name
        there = name not in shipped_names() and (path.is_file() or name.endswith(".toml"))
        return load_with_provenance(path if there else name, settings)


def checks(library: Library) -> tuple[Check, ...]:
    """Return all checks of a study whose scenarios are in a library."""

    def with_world(check: Any) -> Check:
        def looked(values: Values) -> Iterator[Complaint]:
            world = _first(values, library)
            if world is not None:
                yield from check(values, world.scenario.model_dump(), world)

        return looked

    def worlds(values: Values) -> Iterator[Complaint]:
        yield from _scenarios(values, library)

    within = (with_world(factors), with_world(outcomes))
    return (worlds, *within, _design, search, _adaptive, _names)


def _texts(value: Any) -> tuple[str, ...]:
    return (
        tuple(each for each in value if isinstance(each, str)) if isinstance(value, tuple) else ()
    )


def _first(values: Values, library: Library) -> Loaded | None:
    for name in _texts(values.get("scenarios"))[:1]:
        try:
            return library.load(name, _texts(values.get("settings")))
        except ScenarioError:
            return None
    return None


def _scenarios(values: Values, library: Library) -> Iterator[Complaint]:
    """Scenarios load, alone and with the settings of the study and of each policy."""
    names = values.get("scenarios")
    if isinstance(names, tuple) and not names:
        yield Complaint("scenarios", names, "at least one scenario")
    settings = _texts(values.get("settings"))
    for name in _texts(names):
        try:
            library.load(name)
        except ScenarioError as error:
            yield Complaint("scenarios", name, _first_line(error), nearest(name, shipped_names()))
            continue
        if settings:
            try:
                library.load(name, settings)
            except ScenarioError as error:
                yield Complaint("settings", settings, _first_line(error))
        for key in table(values, "policies"):
            yield from _policy(
                f"policies.{key}", value_at(values, f"policies.{key}"), name, library
            )


def _policy(at: str, given: Any, scenario: str, library: Library) -> Iterator[Complaint]:
    try:
        policy = Policy.model_validate(given)
    except ValidationError:
        return
    if policy.like is not None:
        try:
            library.load(policy.like)
        except ScenarioError as error:
            hint = nearest(policy.like, shipped_names())
            yield Complaint(f"{at}.like", policy.like, _first_line(error), hint)
    try:
        library.load(scenario, policy.settings)
    except ScenarioError as error:
        yield Complaint(f"{at}.settings", policy.settings, _first_line(error))


def _first_line(error: ScenarioError) -> str:
    one = error.problems[0]
    return f"what can be loaded ({one.key or one.file}: expected {one.expected}" + (
        f"; did you mean {one.hint}?)" if one.hint else ")"
    )


def _design(values: Values) -> Iterator[Complaint]:
    """Hold a design to what it needs: factors, a file, a power of two, an even grid."""
    kind, size = value_at(values, "design.kind"), value_at(values, "design.size")
    factors = [*table(values, "levers"), *table(values, "uncertainties")]
    if isinstance(kind, str) and kind != "crossing" and not factors:
        yield Complaint("design.kind", kind, "crossing, since there are no levers or uncertainties")
    if kind in ("sobol", "saltelli") and isinstance(size, int) and size & (size - 1):
        wanted = "a power of two, on which the sequence is balanced"
        yield Complaint("design.size", size, wanted, str(1 << max(0, size.bit_length() - 1)))
    if kind == "efast" and isinstance(size, int) and size < 65:
        yield Complaint("design.size", size, "more than 64 samples a factor (4 M², M = 4)")
    if kind == "table" and not isinstance(value_at(values, "design.file"), str):
        yield Complaint("design.file", ABSENT, "the path of a CSV or Parquet file")
    grid = value_at(values, "design.grid")
    if kind == "morris" and isinstance(grid, int) and grid % 2:
        yield Complaint("design.grid", grid, "an even number of levels")


def _adaptive(values: Values) -> Iterator[Complaint]:
    """Hold adaptive replicates to what they need: an outcome, a width, a floor of two, a cap."""
    again = table(values, "replicates")
    outcome, width = again.get("outcome"), again.get("half_width")
    count, cap = again.get("count", 1), again.get("cap", 1000)
    if (outcome is None) != (width is None):
        key = "outcome" if outcome is None else "half_width"
        yield Complaint(f"replicates.{key}", ABSENT, "outcome and half_width together, or neither")
    if isinstance(outcome, str) and outcome not in table(values, "outcomes"):
        hint = nearest(outcome, table(values, "outcomes"))
        yield Complaint("replicates.outcome", outcome, "the name of an outcome", hint)
    if width is None or not (isinstance(count, int) and isinstance(cap, int)):
        return
    if isinstance(width, int | float) and not width > 0:
        yield Complaint("replicates.half_width", width, "a number above 0, in the outcome's unit")
    if count < 2:
        yield Complaint("replicates.count", count, "at least 2, to know an interval at all")
    if cap < count:
        yield Complaint("replicates.cap", cap, f"at least the count, {count}")


def _names(values: Values) -> Iterator[Complaint]:
    """Let a name stand for one thing, since each becomes a column of one table."""
    taken = {"run", "row", "scenario", "policy", "replicate", "seed", "luck", "dummy"}
    for group in ("levers", "uncertainties", "outcomes"):
        for name in table(values, group):
            if name in taken:
                yield Complaint(f"{group}.{name}", name, "a name that no other column has")
            taken.add(name)
    for name in table(values, "satisfactory"):
        if name not in table(values, "outcomes"):
            hint = nearest(name, table(values, "outcomes"))
            yield Complaint(f"satisfactory.{name}", name, "the name of an outcome", hint)
    own = values.get("name")
    if isinstance(own, str) and not (own.replace("_", "a").replace("-", "a").isalnum()):
        yield Complaint("name", own, "letters, digits, _ and -, since it names a folder")
