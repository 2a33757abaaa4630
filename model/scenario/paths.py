"""Dotted paths: what the tree expects at a place, and what a tree of values holds there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from model.scenario.declare import Declaration, declaration, element_type


@dataclass(frozen=True)
class Place:
    """What a tree expects at one dotted path.

    `shape` says how values are held: "one" (a value, or a branch where `branch` is a model),
    "table" (entries by key) or "array". `branch` is the model of the branch or of the entries.
    """

    pattern: str
    shape: Literal["one", "table", "array"]
    kind: Any
    branch: type[BaseModel] | None
    declaration: Declaration | None

    @property
    def is_leaf(self) -> bool:
        """Whether a single value, an array or a table of values stands here."""
        return self.branch is None

    def expected(self) -> str:
        """Say in words what belongs here.

        Examples
        --------
        >>> from model.scenario.declare import Declared, quantity
        >>> class Loan(Declared):
        ...     rate: float = quantity("1/year", 0, 0.3, "uncertainty", "interest")
        >>> place(Loan, ["rate"]).expected()
        'a number from 0 to 0.3 (1/year)'
        """
        if self.branch is not None:
            return "a table" if self.shape == "one" else "a table of tables"
        one = self._element()
        if self.shape == "one":
            return one
        return f"a table, each entry {one}" if self.shape == "table" else f"an array, each {one}"

    def _element(self) -> str:
        if self.declaration is not None:
            noun = "a whole number" if self.declaration.type is int else "a number"
            low, high, unit = self.declaration.low, self.declaration.high, self.declaration.unit
            return f"{noun} from {low:g} to {high:g} ({unit})"
        if get_origin(self.kind) is Literal:
            return "one of " + ", ".join(map(str, get_args(self.kind)))
        names = {bool: "true or false", str: "a text", int: "a whole number", float: "a number"}
        return names.get(self.kind, "a valid value")


def place(root: type[BaseModel], path: Sequence[str | int]) -> Place | None:
    """Return what a tree expects at a path, or None where the tree has no such place.

    Parameters
    ----------
    root : type of pydantic model
        The tree.
    path : sequence of str or int
        Field names, ids of entities, keys of tables, indices of arrays.

    Examples
    --------
    >>> from model.scenario.declare import Declared, table_of
    >>> class Trade(Declared):
    ...     imports: dict[str, float] = table_of("share", 0, 1, "fact", "need met, by origin")
    >>> place(Trade, ["imports", "korea"]).declaration.path
    'imports.*'
    >>> place(Trade, ["import"]) is None
    True
    """
    at = Place("", "one", root, root, None)
    for part in path:
        if at.shape != "one":  # one entry of a table or array
            pattern = at.pattern + (".*" if at.shape == "table" else "[]")
            at = Place(pattern, "one", at.kind, at.branch, at.declaration)
        elif at.branch is not None and part in at.branch.model_fields:
            shape, kind = element_type(at.branch.model_fields[str(part)].annotation)
            inner = kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None
            pattern = f"{at.pattern}.{part}" if at.pattern else str(part)
            each = pattern + {"one": "", "table": ".*", "array": "[]"}[shape]
            at = Place(pattern, shape, kind, inner, declaration(at.branch, str(part), each))
        else:
            return None
    return at


def leaves(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """All values of a nested table with their dotted paths; an array is one value.

    Examples
    --------
    >>> list(leaves({"a": {"b": 1, "c": (2, 3)}}))
    [('a.b', 1), ('a.c', (2, 3))]
    """
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from leaves(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def branches(values: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """Dotted paths of all tables in a nested table.

    Examples
    --------
    >>> list(branches({"a": {"b": {"c": 1}}}))
    ['a', 'a.b']
    """
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield f"{prefix}{key}"
            yield from branches(value, f"{prefix}{key}.")


def value_at(values: Mapping[str, Any], path: str) -> Any:
    """Return what stands at a dotted path of nested tables, or None.

    Examples
    --------
    >>> value_at({"host": {"gdp": 3}}, "host.gdp")
    3
    """
    at: Any = values
    for part in path.split("."):
        at = at.get(part) if isinstance(at, Mapping) else None
    return at


def table(values: Mapping[str, Any], path: str) -> Mapping[str, Any]:
    """Return the table at a dotted path, empty where there is none.

    Examples
    --------
    >>> table({"host": {"gdp": 3}}, "host"), table({"host": 3}, "host")
    ({'gdp': 3}, {})
    """
    found = value_at(values, path)
    return found if isinstance(found, Mapping) else {}


def places(values: Mapping[str, Any], pattern: str) -> Iterator[str]:
    """Dotted paths in the values that a pattern stands for.

    Examples
    --------
    >>> list(places({"partners": {"korea": {}, "china": {}}}, "partners.*.trust"))
    ['partners.korea.trust', 'partners.china.trust']
    """
    head, star, rest = pattern.partition(".*")
    if not star:
        yield pattern
        return
    for one in table(values, head):
        yield f"{head}.{one}{rest}"
