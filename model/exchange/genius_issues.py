"""The issues of a GENIUS file, of a domain and of a profile alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.exchange.faults import Faults
from model.exchange.statement import issues_of
from model.negotiation.domain import MOST_LEVELS, Issue
from model.scenario.problems import ABSENT

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


@dataclass(frozen=True)
class Written:
    """An issue as it stands in a file: its element, its index, its name and levels."""

    node: Element
    index: str
    issue: Issue


def written_issues(faults: Faults, root: Element) -> list[Written]:
    """Return the issues of a file in their order there; what is wrong joins the faults.

    Levels are the values of the items; of an issue of whole numbers without items, every number
    from its lower to its upper bound.

    Parameters
    ----------
    faults : Faults
        Of the file.
    root : Element
        Its root.

    Returns
    -------
    list of Written
        All of them, or none where one is not sound.
    """
    if len(list(root.iter("objective"))) > 1:
        faults.note("objective", ABSENT, "one objective: objectives within others are not read")
    if root.find(".//ufun") is not None:
        faults.note("ufun", ABSENT, "weighted issues: utility with hyper-rectangles is not read")
    before = len(faults.problems)
    nodes = list(root.iter("issue"))
    given: list[tuple[str, object, Sequence[object] | None]] = []
    indices: dict[str, None] = {}  # in their order
    for at, node in enumerate(nodes, 1):
        key = f"issue {at}"
        index = node.get("index", "")
        if not index or index in indices:
            faults.note(f"{key}: index", index or ABSENT, "a number that no other issue has")
        indices[index] = None
        given.append((key, node.get("name", ABSENT), _levels(faults, key, node)))
    issues = issues_of(faults, given)
    if len(faults.problems) > before or len(issues) < len(nodes):
        return []
    return [Written(*each) for each in zip(nodes, indices, issues, strict=True)]


def is_range(node: Element) -> bool:
    """Whether an issue is one of whole numbers that are not listed one by one."""
    return node.get("vtype", node.get("type")) == "integer" and node.find("item") is None


def _levels(faults: Faults, key: str, node: Element) -> Sequence[object] | None:
    """Return the names of an issue's levels, or None where the reason that there are none is noted.

    Of more whole numbers than there may be levels only the range is returned, which is counted and
    refused: the names of a billion would fill the memory.
    """
    before = len(faults.problems)
    kind = node.get("vtype", node.get("type", "discrete"))
    if kind not in ("discrete", "integer"):
        faults.note(f"{key}: type", kind, "discrete or integer")
        return None
    if not is_range(node):
        return [item.get("value", "") for item in node.iter("item")]
    span = node if node.get("lowerbound") is not None else node.find("range")
    bounds = []
    for name in ("lowerbound", "upperbound"):
        text = span.get(name) if span is not None else None
        bound = faults.number(f"{key}: {name}", ABSENT if text is None else text, -1e9, 1e9)
        if bound == bound and bound != int(bound):
            faults.note(f"{key}: {name}", text, "a whole number")
        bounds.append(int(bound) if bound == bound else 0)
    if len(faults.problems) > before:
        return None
    numbers = range(bounds[0], bounds[1] + 1)
    return numbers if len(numbers) > MOST_LEVELS else [str(number) for number in numbers]
