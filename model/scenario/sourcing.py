"""What files say about their numbers, held against the declarations: sources, marks, ranges."""

from __future__ import annotations

from math import ceil, floor
from typing import Any

from pydantic import BaseModel

from model.scenario.declare import Declaration
from model.scenario.merge import Merged
from model.scenario.paths import place, value_at
from model.scenario.problems import ABSENT, Problem
from model.scenario.provenance import Note, Provenance


def provenance(
    root: type[BaseModel], merged: Merged
) -> tuple[dict[str, Provenance], list[Problem]]:
    """Provenance of every number that has one, by dotted path, and what is wrong with it.

    A spread s gives the range value × (1 ± s), clipped to the declared bounds, and only to an
    uncertainty: nobody doubts a choice. A range written out must lie inside the bounds.
    """
    found: dict[str, Provenance] = {}
    problems: list[Problem] = []
    for path, note in merged.notes.items():
        file = merged.origin(path)
        if note.source is None or note.mark is None:
            missing = "source" if note.source is None else "mark"
            wanted = f"the {missing} of this value, here or in `_basis` of a table above"
            problems.append(Problem(file, f"{path}.{missing}", ABSENT, wanted))
            continue
        spot = place(root, path.split("."))
        declared = spot.declaration if spot is not None else None
        if note.range is not None and declared is not None:
            low, high = note.range
            if not declared.low <= low <= high <= declared.high:
                wanted = f"a range inside {declared.low:g} to {declared.high:g} ({declared.unit})"
                problems.append(Problem(file, f"{path}.range", note.range, wanted))
                continue
        spread = _spread_range(value_at(merged.values, path), note, declared)
        found[path] = Provenance(note.source, note.mark, file, note.range or spread, note.year)
    return found, problems


def _spread_range(
    value: Any, note: Note, declared: Declaration | None
) -> tuple[float, float] | None:
    if declared is None or declared.role != "uncertainty" or not note.spread:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    low, high = sorted((value * (1 - note.spread), value * (1 + note.spread)))
    if declared.type is int:  # outwards, so that a small count varies at all
        low, high = floor(low), ceil(high)
    low, high = max(low, declared.low), min(high, declared.high)
    return (float(low), float(high)) if low < high else None
