"""What must hold of a study that searches: objectives, levers alone, one world, common luck."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from typing import Any

from model.scenario.assemble import Complaint
from model.scenario.paths import table, value_at
from model.scenario.problems import nearest

Values = Mapping[str, Any]
FEWEST = 4  # candidates from which a generation can be bred
SIZE = 64  # where nothing is said, see `declare.Design`


def search(values: Values) -> Iterator[Complaint]:
    """Hold a search to what it needs, and objectives to a search."""
    goals, outcomes = table(values, "objectives"), table(values, "outcomes")
    for name in goals:
        if name not in outcomes:
            hint = nearest(name, outcomes)
            yield Complaint(f"objectives.{name}", name, "the name of an outcome", hint)
    kind = value_at(values, "design.kind")
    if kind != "search":
        if goals and isinstance(kind, str | None):
            yield Complaint("design.kind", kind or "crossing", "search, since there are objectives")
        return
    if find_spec("pymoo") is None:
        yield Complaint("design.kind", kind, "another: pymoo is not installed (extra `discovery`)")
    if len(goals) < 2:
        wanted = "at least two objectives, [objectives.OUTCOME]"
        yield Complaint("objectives", ", ".join(goals) or "none", wanted)
    size = table(values, "design").get("size", SIZE)
    least = max(FEWEST, len(goals))
    if isinstance(size, int) and size < least:
        yield Complaint("design.size", size, f"at least {least} candidates a generation")
    yield from _worlds(values)


def _worlds(values: Values) -> Iterator[Complaint]:
    """Candidates are levers in one world, all under the same luck, equally often."""
    for group, what in (("scenarios", "scenario"), ("policies", "policy")):
        given = values.get(group)
        if isinstance(given, tuple | Mapping) and len(given) > 1:
            yield Complaint(group, ", ".join(map(str, given)), f"one {what}, which is searched in")
    if unknown := table(values, "uncertainties"):
        wanted = "none in a search: put the found policies under them in a study of their own"
        yield Complaint("uncertainties", ", ".join(unknown), wanted)
    again = table(values, "replicates")
    if again.get("paired") is False:
        yield Complaint("replicates.paired", False, "true: candidates meet the same shocks")
    if again.get("half_width") is not None:
        wanted = "nothing in a search: every candidate has as many runs"
        yield Complaint("replicates.half_width", again["half_width"], wanted)
