"""A scenario written out: canonical JSON, its digest, and TOML that reads back to the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel


def canonical_json(tree: BaseModel) -> str:
    """Return the values of a tree as JSON in which equal trees are equal texts.

    Keys are sorted, so that the order in the file does not count; provenance does not enter.

    Examples
    --------
    >>> from model.scenario.mechanisms import Clock
    >>> canonical_json(Clock(start_year=2025, quarters=64))
    '{"quarters":64,"start_year":2025}'
    """
    values = tree.model_dump(mode="json")
    return json.dumps(
        values, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def digest(tree: BaseModel) -> str:
    """Return 12 hexadecimal digits that name the values of a tree: its SHA-256, cut.

    Examples
    --------
    >>> from model.scenario.mechanisms import Clock
    >>> digest(Clock(start_year=2025, quarters=64))
    '1d83919d7d0a'
    """
    return hashlib.sha256(canonical_json(tree).encode()).hexdigest()[:12]


def to_toml(tree: BaseModel | Mapping[str, Any]) -> str:
    """Return the values of a tree as TOML, without provenance; `load` reads it back.

    Examples
    --------
    >>> from model.scenario.mechanisms import Clock
    >>> print(to_toml(Clock(start_year=2025, quarters=64)))
    start_year = 2025
    quarters = 64
    <BLANKLINE>
    """
    values = tree.model_dump(mode="json") if isinstance(tree, BaseModel) else tree
    return "\n".join(_lines(values, "")).lstrip("\n") + "\n"


def _lines(table: Mapping[str, Any], path: str) -> Iterator[str]:
    """Plain values of a table first, then the tables in it under their own headings."""
    for key, value in table.items():
        if not isinstance(value, Mapping):
            text = json.dumps(value, ensure_ascii=False)  # TOML but for one control character
            yield f"{key} = {text.replace(chr(127), chr(92) + 'u007f')}"
    for key, value in table.items():
        if isinstance(value, Mapping):
            inner = f"{path}.{key}" if path else key
            if not value or not all(isinstance(each, Mapping) for each in value.values()):
                yield f"\n[{inner}]"
            yield from _lines(value, inner)
