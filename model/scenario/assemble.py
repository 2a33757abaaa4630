"""From files and overrides to a checked tree: the machinery, for any root class."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from model.scenario.files import sources
from model.scenario.merge import Merged
from model.scenario.overrides import override
from model.scenario.problems import Problem, ScenarioError
from model.scenario.provenance import Provenance
from model.scenario.sourcing import provenance
from model.scenario.translate import problems_of

Root = TypeVar("Root", bound=BaseModel)


@dataclass(frozen=True)
class Complaint:
    """What a check across the tree found wrong, before it is known which file to blame."""

    key: str
    value: object
    expected: str
    hint: str | None = None


Check = Callable[[Mapping[str, Any]], Iterator[Complaint]]
"""Looks at the plain values of a whole tree, of which any may be missing or of a wrong type."""


@dataclass(frozen=True)
class Assembled(Generic[Root]):
    """A checked tree, where its numbers come from, and the files it was made of."""

    tree: Root
    provenance: Mapping[str, Provenance]
    files: tuple[Path, ...]


def assemble(
    root: type[Root],
    name_or_path: str | Path,
    overrides: Sequence[str] = (),
    checks: Sequence[Check] = (),
) -> Assembled[Root]:
    """Read, merge, override and check; raise one error that names all that is wrong.

    Parameters
    ----------
    root : type of pydantic model
        What the files describe.
    name_or_path : str or Path
        A shipped scenario or a file.
    overrides : sequence of str
        KEY=VALUE, the last word.
    checks : sequence of Check
        What must hold across the tree.

    Raises
    ------
    ScenarioError
        With every problem found, file by file in the order of reading.
    """
    read = sources(name_or_path)
    merged = Merged(main=read[-1].label)
    for each in read:
        merged.lay(each.content, each.label)
    for text in overrides:
        override(merged, text, root)
    tree, found = sound(root, merged, checks, [each.label for each in read])
    return Assembled(tree, found, tuple(each.path for each in read))


def sound(
    root: type[Root], merged: Merged, checks: Sequence[Check], labels: Sequence[str] = ()
) -> tuple[Root, dict[str, Provenance]]:
    """Return the tree of some merged values and its provenance, if all is well with them.

    `labels` are the names of the files in the order in which their problems are told.

    Raises
    ------
    ScenarioError
        With all problems of the files, the values and the notes.
    """
    tree: Root | None = None
    problems = list(merged.problems)
    try:
        tree = root.model_validate(merged.values)
    except ValidationError as error:
        problems += problems_of(error, root, merged)
    found, unsourced = provenance(root, merged)
    problems += unsourced
    for complaint in (one for check in checks for one in check(merged.values)):
        file = merged.origin(complaint.key)
        expected, hint = complaint.expected, complaint.hint
        problems.append(Problem(file, complaint.key, complaint.value, expected, hint))
    if problems or tree is None:
        raise ScenarioError(_in_order(problems, labels))
    return tree, found


def _in_order(problems: Sequence[Problem], labels: Sequence[str]) -> list[Problem]:
    """Problems file by file; of several with one key the first, since the others follow from it."""
    first: dict[tuple[str, str], Problem] = {}
    for each in problems:
        first.setdefault((each.file, each.key), each)
    order = {label: place for place, label in enumerate(labels)}
    return sorted(first.values(), key=lambda each: order.get(each.file, len(order)))
