"""Where a number comes from: annotated TOML parted into plain values and their provenance.

A number in a scenario file stands bare or annotated::

    gdp_usd_m = {value = 267_600, source = "World Bank WDI", mark = "verified", year = 2023}

A table may say once, for all numbers below it that say nothing themselves::

    _basis = {source = "own estimate", mark = "assumption", spread = 0.3}
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, get_args

from model.scenario.problems import ABSENT, Problem, nearest

Mark = Literal["verified", "derived", "recalled", "assumption"]

BASIS = "_basis"
KEY = "key"  # the identity of an entity: not knowledge, hence without provenance
_PLAIN_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_OWN = ("value", "source", "mark", "range", "year")
_SHARED = ("source", "mark", "spread", "year")


@dataclass(frozen=True)
class Provenance:
    """Where a number comes from, how sure it is, and the file that states it."""

    source: str
    mark: Mark
    file: str
    range: tuple[float, float] | None = None
    year: int | str | None = None


@dataclass(frozen=True)
class Note:
    """What a file says about a value, before it is held against the declarations."""

    source: str | None = None
    mark: Mark | None = None
    range: tuple[float, float] | None = None
    spread: float | None = None
    year: int | str | None = None

    def over(self, basis: Note) -> Note:
        """Return this note with its gaps filled from a basis.

        Examples
        --------
        >>> Note(mark="recalled").over(Note("Minem", "verified", spread=0.2))
        Note(source='Minem', mark='recalled', range=None, spread=0.2, year=None)
        """
        gaps = {
            each.name: getattr(basis, each.name)
            for each in fields(self)
            if getattr(self, each.name) is None
        }
        return replace(self, **gaps)


@dataclass
class Split:
    """A file parted: plain values, notes by dotted path, what is wrong with the notes."""

    values: dict[str, Any]
    notes: dict[str, Note] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def split(annotated: Mapping[str, Any], file: str) -> Split:
    """Part an annotated table into plain values and notes; arrays become tuples.

    Parameters
    ----------
    annotated : mapping
        What `tomllib` read.
    file : str
        The name used in problems.

    Examples
    --------
    >>> one = split({"host": {"gdp": {"value": 3, "source": "WDI", "mark": "verified"}}}, "my.toml")
    >>> one.values, one.notes["host.gdp"].source
    ({'host': {'gdp': 3}}, 'WDI')
    """
    parted = Split({})
    parted.values = _branch(annotated, "", Note(), parted, file)
    return parted


def _branch(
    table: Mapping[str, Any], prefix: str, basis: Note, parted: Split, file: str
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if BASIS in table:
        basis = _note(table[BASIS], prefix + BASIS, _SHARED, parted, file).over(basis)
    for key, value in table.items():
        path = prefix + key
        if key == BASIS:
            continue
        if not _PLAIN_KEY.fullmatch(key):
            hint = nearest(key, [BASIS]) if key.startswith("_") else None
            wanted = "a key of at most 64 letters, digits, - and _"
            parted.problems.append(Problem(file, path, ABSENT, wanted, hint))
        elif isinstance(value, Mapping) and "value" in value:
            note = _note(value, path, _OWN, parted, file).over(basis)
            values[key] = _value(value["value"], path, note, parted, file)
            _enclosed(values[key], note, path, parted, file)
        elif isinstance(value, Mapping) and value and set(value) <= set(_OWN):
            wanted = "`value` beside " + ", ".join(value)
            parted.problems.append(Problem(file, path, value, wanted))
        else:
            values[key] = _value(value, path, basis, parted, file)
    return values


def _value(value: Any, path: str, note: Note, parted: Split, file: str) -> Any:
    """Return the plain value; hand the note to the numbers in it."""
    if isinstance(value, Mapping):
        return _branch(value, path + ".", note, parted, file)
    if isinstance(value, list):
        value = _frozen(value)
    if note != Note() and path.rpartition(".")[2] != KEY and is_numeric(value):
        parted.notes[path] = note
    return value


def _frozen(value: Any) -> Any:
    return tuple(_frozen(each) for each in value) if isinstance(value, list) else value


def is_numeric(value: Any) -> bool:
    """Whether a value is a number or an array of numbers; a truth value is none.

    Examples
    --------
    >>> is_numeric(3), is_numeric((1, 2.5)), is_numeric(True), is_numeric("3")
    (True, True, False, False)
    """
    if isinstance(value, tuple):
        return bool(value) and all(is_numeric(each) for each in value)
    return isinstance(value, int | float) and not isinstance(value, bool)


def _note(table: Any, path: str, known: tuple[str, ...], parted: Split, file: str) -> Note:
    """Read an annotation and report all that is wrong with it; what is wrong is left out."""
    said: dict[str, Any] = {}

    def wrong(key: str, value: object, expected: str, hint: str | None = None) -> None:
        parted.problems.append(Problem(file, f"{path}.{key}", value, expected, hint))

    if not isinstance(table, Mapping):
        parted.problems.append(Problem(file, path, table, "a table with " + ", ".join(known)))
        return Note()
    for key, value in table.items():
        if key not in known:
            wrong(key, value, "one of the keys " + ", ".join(known), nearest(key, known))
        elif key == "source" and not (isinstance(value, str) and value.strip()):
            wrong(key, value, "a text that names the source")
        elif key == "mark" and value not in get_args(Mark):
            wrong(
                key,
                value,
                "one of " + ", ".join(get_args(Mark)),
                nearest(str(value), get_args(Mark)),
            )
        elif key == "year" and (isinstance(value, bool) or not isinstance(value, int | str)):
            wrong(key, value, "a year")
        elif key == "spread" and not (is_numeric(value) and 0 <= value <= 1):
            wrong(key, value, "a number from 0 to 1, the part of the value to either side")
        elif key == "range" and not _ordered(value):
            wrong(key, value, "two ordered numbers, [lowest, highest]")
        elif key != "value":
            said[key] = tuple(map(float, value)) if key == "range" else value
    return Note(**said)


def _ordered(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(is_numeric(each) and -1e300 <= each <= 1e300 for each in value)  # not NaN either
        and value[0] <= value[1]
    )


def _enclosed(value: Any, note: Note, path: str, parted: Split, file: str) -> None:
    """Report a range that does not enclose its value."""
    if note.range is None:
        return
    low, high = note.range
    if isinstance(value, tuple) or not is_numeric(value):
        parted.problems.append(Problem(file, path, value, "a single number, as it has a range"))
    elif not low <= value <= high:
        wanted = f"a value inside its range, {low:g} to {high:g}"
        parted.problems.append(Problem(file, path, value, wanted))
