"""What pydantic found, said in the words of whoever wrote the file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from model.scenario.merge import Merged
from model.scenario.paths import place, value_at
from model.scenario.problems import ABSENT, Problem, nearest

Location = tuple[int | str, ...]
_LOOKED_AT = 1000  # a file with more errors than that is no scenario at all
_NAMED = 8  # missing keys that are named before "and so many more"


def problems_of(error: ValidationError, root: type[BaseModel], merged: Merged) -> Iterator[Problem]:
    """All that pydantic found wrong, one problem for each key (of the first thousand)."""
    missing: dict[Location, list[str]] = defaultdict(list)
    for each in error.errors(include_url=False, include_context=False)[:_LOOKED_AT]:
        location: Location = each["loc"]
        if each["type"] == "missing":
            missing[location[:-1]].append(str(location[-1]))
        elif each["type"] == "extra_forbidden":
            yield _unknown(location, each["input"], root, merged)
        else:
            spot = place(root, location)
            expected = spot.expected() if spot is not None else each["msg"]
            if each["type"] in ("value_error", "assertion_error"):
                expected = each["msg"].removeprefix("Value error, ")
            key = dotted(location)
            yield Problem(merged.origin(_tablewise(location)), key, each["input"], expected)
    for location, keys in missing.items():
        yield from _incomplete(location, keys, root, merged)


def _unknown(location: Location, value: Any, root: type[BaseModel], merged: Merged) -> Problem:
    *above, last = location
    parent = place(root, above)
    fields = parent.branch.model_fields if parent is not None and parent.branch is not None else {}
    key = dotted(location)
    guess = nearest(str(last), fields)
    hint = dotted((*above, guess)) if guess else None
    return Problem(merged.origin(key), key, value, "a known key", hint)


def _incomplete(
    location: Location, keys: list[str], root: type[BaseModel], merged: Merged
) -> Iterator[Problem]:
    """Say which keys are missing: each with what it should be, or many in one line."""
    here = dotted(location)
    file = merged.origin(here)
    above = place(root, location[:-1]) if location else None
    if above is not None and above.shape == "table":  # an entity: perhaps a misspelled id
        siblings = value_at(merged.values, dotted(location[:-1])) or {}
        others = [each for each in siblings if each != location[-1]]
        guess = nearest(str(location[-1]), others)
        hint = dotted((*location[:-1], guess)) if guess else None
        if hint or len(keys) > 1:
            wanted = f"an entry that exists, or a complete new one; it lacks {_listed(keys)}"
            yield Problem(file, here, ABSENT, wanted, hint)
            return
    if len(keys) > _NAMED:
        yield Problem(file, here, ABSENT, f"{len(keys)} more keys: {_listed(keys)}")
        return
    for key in keys:
        spot = place(root, (*location, key))
        expected = spot.expected() if spot is not None else "a value"
        meaning = spot.declaration.meaning if spot is not None and spot.declaration else ""
        wanted = f"{expected}; nothing is given" + (f" for {meaning}" if meaning else "")
        yield Problem(file, dotted((*location, key)), ABSENT, wanted)


def _listed(keys: list[str]) -> str:
    rest = f" and {len(keys) - _NAMED} more" if len(keys) > _NAMED else ""
    return ", ".join(keys[:_NAMED]) + rest


def _tablewise(location: Location) -> str:
    """Dotted path of the value that a location lies in; an element of an array is no path."""
    return ".".join(each for each in location if isinstance(each, str))


def dotted(location: Location) -> str:
    """Write a location as a dotted path.

    Examples
    --------
    >>> dotted(("host", "election_years", 2))
    'host.election_years[2]'
    """
    text = ""
    for each in location:
        text += f"[{each}]" if isinstance(each, int) else f".{each}" if text else str(each)
    return text
