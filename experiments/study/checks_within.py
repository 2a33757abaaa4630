"""Factors and outcomes held against the world that a study is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any, get_args

from pydantic import ValidationError

from experiments.study.declare import Factor, Reading
from experiments.study.factors import found, span
from model.metrics.declared import names as indicators
from model.scenario.assemble import Complaint
from model.scenario.case import sheets
from model.scenario.load import Loaded
from model.scenario.overrides import nearest_path
from model.scenario.paths import leaves, place, table, value_at
from model.scenario.problems import nearest
from model.scenario.spells import spell
from model.scenario.tree import Scenario

Values = Mapping[str, Any]


def factors(values: Values, tree: Values, world: Loaded) -> Iterator[Complaint]:
    """Factors stand for something in the scenario, and stay inside what is declared of it."""
    moved: dict[str, str] = {}
    for group in ("levers", "uncertainties"):
        for name in table(values, group):
            at = f"{group}.{name}"
            try:
                factor = Factor.model_validate(value_at(values, at))
            except ValidationError:
                continue
            there = found(factor.path, tree)
            if not there:
                known = [path for path, _ in leaves(tree)]
                wanted = "the dotted path of a value of the scenario, one * at most"
                yield Complaint(f"{at}.path", factor.path, wanted, nearest_path(factor.path, known))
                continue
            other = next((moved[path] for path in there if path in moved), None)
            if other is not None:
                yield Complaint(f"{at}.path", factor.path, f"another place than {other} moves")
            moved |= dict.fromkeys(there, at)
            yield from _range(at, factor, there[0], tree, world)


def _range(at: str, factor: Factor, path: str, tree: Values, world: Loaded) -> Iterator[Complaint]:
    spot = place(Scenario, path.split("."))
    declared = spot.declaration if spot is not None else None
    if factor.levels:
        for index, level in enumerate(factor.levels):
            fits = isinstance(level, bool) == isinstance(value_at(tree, path), bool)
            fits &= isinstance(level, str) == isinstance(value_at(tree, path), str)
            inside = declared is None or isinstance(level, str)
            inside = inside or factor.reads == "multiple"
            inside = inside or (declared.low <= float(level) <= declared.high if declared else True)
            if spot is not None and not (fits and inside):
                yield Complaint(f"{at}.levels[{index}]", level, spot.expected())
            elif level in factor.levels[:index]:
                yield Complaint(f"{at}.levels[{index}]", level, "each level once")
        return
    low, high = span(factor, tree, world.provenance)
    if not (isfinite(low) and isfinite(high)):
        many = factor.reads == "multiple"
        wanted = "low and high, since it multiplies" if many else "levels, since it is no number"
        yield Complaint(at, value_at(tree, path), wanted)
        return
    if not low < high:
        yield Complaint(f"{at}.low", low, f"less than the highest value, {high:g}")
    if declared is None or factor.reads == "multiple":
        return
    for end, value in (("low", low), ("high", high)):
        if not declared.low <= value <= declared.high:
            wanted = f"a number from {declared.low:g} to {declared.high:g} ({declared.unit})"
            yield Complaint(f"{at}.{end}", value, wanted)


def outcomes(values: Values, tree: Values, world: Loaded) -> Iterator[Complaint]:
    """Outcomes are indicators of somebody in the scenario, at a time within the run."""
    known = {key: sheet for key, sheet in sheets(tree).items() if sheet != "loans"}
    clock = world.scenario.clock
    for name in table(values, "outcomes"):
        at = f"outcomes.{name}"
        one = value_at(values, at)
        if not isinstance(one, Mapping):
            continue
        of, measure, when = one.get("of", "host"), one.get("measure"), one.get("when", "")
        if isinstance(of, str) and of not in known:
            wanted = "host, or the id of a partner or a technology"
            yield Complaint(f"{at}.of", of, wanted, nearest(of, known))
        elif isinstance(of, str) and isinstance(measure, str):
            there = indicators(known[of])
            if measure not in there:
                wanted = f"the name of an indicator of the {known[of]}"
                yield Complaint(f"{at}.measure", measure, wanted, nearest(measure, there))
        dated = isinstance(when, int | str) and not isinstance(when, bool)
        if dated and spell(when, clock.start_year, clock.quarters) is None:
            end = clock.start_year + (clock.quarters - 1) // 4
            wanted = (
                f"a year, a quarter such as {clock.start_year}Q2 or a spell such as "
                f"{clock.start_year}-{end} within the run"
            )
            yield Complaint(f"{at}.when", when, wanted)
        if isinstance(read := one.get("read", "last"), str) and read not in get_args(Reading):
            yield Complaint(f"{at}.read", read, f"one of {', '.join(get_args(Reading))}")
    there = indicators("host")
    kept = values.get("series")
    for index, name in enumerate(kept if isinstance(kept, tuple) else ()):
        if isinstance(name, str) and name not in there:
            wanted = "the name of an indicator of the host"
            yield Complaint(f"series[{index}]", name, wanted, nearest(name, there))
    if "outcomes" in values and not table(values, "outcomes"):
        yield Complaint("outcomes", values["outcomes"], "at least one outcome, [outcomes.NAME]")
