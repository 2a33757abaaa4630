"""What must hold across a study: scenarios that load, paths that exist, ranges inside bounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
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
#: Names of columns that our own tables have.
COLUMNS = (
    {"run", "row", "line", "scenario", "policy", "replicate", "seed", "luck", "dummy", "quarter"}
    | {"outcome", "runs", "mean", "low", "high", "median", "q05", "q95", "difference", "saved"}
    | {"measure", "best", "generation", "holds"}
)
LONGEST = 64  # letters of a name


@dataclass(frozen=True)
class Library:
    """Scenarios as a study names them: shipped, or files beside the study's own; each read once."""

    folder: Path
    _shelf: dict[tuple[str, tuple[str, ...]], Loaded] = field(default_factory=dict, compare=False)

    def load(self, name: str, settings: tuple[str, ...] = ()) -> Loaded:
        """Return a scenario.

        Raises
        ------
        ScenarioError
            As `model.scenario.load.load` does.
        """
        if (name, settings) in self._shelf:
            return self._shelf[name, settings]
        path = self.folder / name
        there = name not in shipped_names() and (path.is_file() or name.endswith(".toml"))
        loaded = load_with_provenance(path if there else name, settings)
        self._shelf[name, settings] = loaded
        return loaded


def checks(library: Library) -> tuple[Check, ...]:
    """Return all checks of a study whose scenarios are in a library."""

    def with_world(check: Any) -> Check:
        def looked(values: Values) -> Iterator[Complaint]:
            said: set[str] = set()
            for name, world in _loaded(values, library):
                for each in check(values, world.scenario.model_dump(), world):
                    if each.key not in said:
                        where = f" (in {name})" if said_of_many(values) else ""
                        yield replace(each, expected=each.expected + where)
                        said.add(each.key)

        return looked

    def worlds(values: Values) -> Iterator[Complaint]:
        yield from _scenarios(values, library)

    within = (with_world(factors), with_world(outcomes))
    return (worlds, *within, _design, search, _adaptive, _names)


def _texts(value: Any) -> tuple[str, ...]:
    return (
        tuple(each for each in value if isinstance(each, str)) if isinstance(value, tuple) else ()
    )


def said_of_many(values: Values) -> bool:
    """Return whether a study has several scenarios, so that a complaint must name one."""
    return len(_texts(values.get("scenarios"))) > 1


def _loaded(values: Values, library: Library) -> Iterator[tuple[str, Loaded]]:
    """Yield the scenarios of a study that can be loaded: factors and outcomes must fit each."""
    for name in dict.fromkeys(_texts(values.get("scenarios"))):
        try:
            yield name, library.load(name, _texts(values.get("settings")))
        except ScenarioError:
            continue


def _scenarios(values: Values, library: Library) -> Iterator[Complaint]:
    """Scenarios load, alone and with the settings of the study and of each policy."""
    names = values.get("scenarios")
    if isinstance(names, tuple) and not names:
        yield Complaint("scenarios", names, "at least one scenario")
    settings = _texts(values.get("settings"))
    for at, name in enumerate(_texts(names)):
        if name in _texts(names)[:at]:
            yield Complaint(f"scenarios[{at}]", name, "each scenario once")
            continue
        try:
            library.load(name)
        except ScenarioError as error:
            yield _said(f"scenarios[{at}]", name, error)
            continue
        if settings:
            try:
                library.load(name, settings)
            except ScenarioError as error:
                yield _said("settings", settings, error)
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
            yield _said(f"{at}.like", policy.like, error)
    try:
        library.load(scenario, policy.settings)
    except ScenarioError as error:
        yield _said(f"{at}.settings", policy.settings, error)


def _said(key: str, value: object, error: ScenarioError) -> Complaint:
    """Return all that is wrong with a scenario as one complaint about what names it."""
    first = error.problems[0]
    if first.value is ABSENT and not first.key:  # there is no such scenario
        return Complaint(key, value, first.expected, first.hint)
    lines = (
        f"{one.key or one.file}: expected {one.expected}"
        + (f"; did you mean {one.hint}?" if one.hint else "")
        for one in error.problems
    )
    return Complaint(key, value, f"what can be loaded ({' | '.join(lines)})")


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
    if again.get("of") == "difference":
        if again.get("paired") is False:
            yield Complaint("replicates.paired", False, "true, to take a difference run by run")
        if len(table(values, "policies")) < 2:
            yield Complaint("replicates.of", "difference", "mean, since there is one policy")
        if width is None:
            yield Complaint("replicates.half_width", ABSENT, "how narrow the difference is wanted")
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
    taken = set(COLUMNS)
    for group in ("levers", "uncertainties", "outcomes"):
        for name in table(values, group):
            if name.lower() in taken:  # which databases take for the same
                yield Complaint(f"{group}.{name}", name, "a name that no other column has")
            taken.add(name.lower())
    for name in table(values, "satisfactory"):
        if name not in table(values, "outcomes"):
            hint = nearest(name, table(values, "outcomes"))
            yield Complaint(f"satisfactory.{name}", name, "the name of an outcome", hint)
        ends = table(values, f"satisfactory.{name}")
        low, high = ends.get("at_least"), ends.get("at_most")
        if low is None and high is None:
            wanted = "at_least, at_most, or both"
            yield Complaint(f"satisfactory.{name}", "no threshold", wanted)
        elif isinstance(low, int | float) and isinstance(high, int | float) and low > high:
            wanted = f"at most {high:g}, which is at_most"
            yield Complaint(f"satisfactory.{name}.at_least", low, wanted)
    own = values.get("name")
    plain = isinstance(own, str) and own.replace("_", "a").replace("-", "a").isalnum()
    if isinstance(own, str) and not (plain and len(own) <= LONGEST):
        wanted = f"letters, digits, _ and -, {LONGEST} at most, since it names a folder"
        yield Complaint("name", own, wanted)
