"""A scenario file that a visitor brings: read as any other, and taken over as what a page moves.

A page starts from a shipped scenario and moves single values of it, so that all of it fits into a
link. A file that does more than that is refused with the command that runs it.
"""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from model.scenario.files import shipped_names
from model.scenario.load import load
from model.scenario.problems import ABSENT, Problem, ScenarioError, nearest
from view.address import LONGEST, MOST_MOVED, read, written
from view.choice import MOST_QUARTERS, Choice, baseline

#: Largest file that is read, bytes; the longest name of one that is told.
LARGEST, LONGEST_NAME = 65_536, 60
#: What a file calls itself; a page goes by the name of what it extends.
OWN = ("name", "title")


def brought(file: str, content: bytes) -> Choice:
    r"""Return the choice that a file stands for: a baseline and what is moved in it.

    Parameters
    ----------
    file : str
        What the visitor calls it; only told in errors.
    content : bytes
        A what-if in TOML: `extends` names a shipped scenario, the rest are its differences.

    Raises
    ------
    ScenarioError
        With everything that is wrong with the file.

    Examples
    --------
    >>> brought("mine.toml", b'extends = "classroom"\npolicy.fund_saving = 0.2').moved
    {'policy.fund_saving': 0.2}
    """
    file = file[:LONGEST_NAME]
    if len(content) > LARGEST:
        # Of a larger one nothing is sent: nobody here knows how large it is.
        wanted = f"a file of at most {LARGEST:,} bytes; this one is larger"
        raise ScenarioError([Problem(file, "", ABSENT, wanted)])
    base = _base(file, content)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scenario.toml"  # the visitor's name of it never meets the disk
        path.write_bytes(content)
        try:
            scenario = load(path)
        except ScenarioError as error:
            known = (replace(each, file=_told(each.file, path, file)) for each in error.problems)
            raise ScenarioError(known) from None
    start = baseline(base).scenario.model_dump()
    moved: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, value in _differences(start, scenario.model_dump()):
        if isinstance(value, float | int | str):
            moved[key] = value
        else:
            wanted = f"single values of {base!r} moved; `run.py once FILE` takes this over too"
            problems.append(Problem(file, key, ABSENT, wanted))
    choice = Choice(scenario=base, moved=moved)
    if scenario.clock.quarters > MOST_QUARTERS:
        wanted = f"at most {MOST_QUARTERS} on a page"
        problems.append(Problem(file, "clock.quarters", scenario.clock.quarters, wanted))
    if len(moved) > MOST_MOVED or len(written(choice)) > LONGEST:
        wanted = f"at most {MOST_MOVED} values moved, in a link of {LONGEST:,} characters"
        problems.append(Problem(file, "", ABSENT, f"{wanted}; here are {len(moved)}"))
    again, _ = read(written(choice))
    for key in () if problems else [key for key in moved if key not in again.moved]:
        wanted = "a number or a single plain word: it has to fit into a link"
        problems.append(Problem(file, key, moved[key], wanted))
    if problems:
        raise ScenarioError(problems)
    return choice


def _base(file: str, content: bytes) -> str:
    """Return the shipped scenario that a file extends; what is no TOML is left to the loader."""
    try:
        base = tomllib.loads(content.decode("utf-8-sig")).get("extends", ABSENT)
    except (ValueError, RecursionError):
        return shipped_names()[0]
    if isinstance(base, str) and base in shipped_names():
        return base
    hint = nearest(base, shipped_names()) if isinstance(base, str) else None
    wanted = f"a shipped scenario to start from ({', '.join(shipped_names())})"
    raise ScenarioError([Problem(file, "extends", base, wanted, hint)])


def _told(label: str, path: Path, file: str) -> str:
    return file if label in (str(path), path.name) else label


def _differences(
    before: Mapping[str, Any], after: Mapping[str, Any], above: str = ""
) -> Iterator[tuple[str, Any]]:
    """Yield what differs, by dotted key; None where it is no single value on both sides."""
    for key in sorted({*before, *after}):
        was, now = before.get(key, ABSENT), after.get(key, ABSENT)
        if was == now or (not above and key in OWN):
            continue
        if isinstance(was, Mapping) and isinstance(now, Mapping):
            yield from _differences(was, now, f"{above}{key}.")
        else:
            both = isinstance(was, float | int | str) and isinstance(now, float | int | str)
            yield f"{above}{key}", now if both else None
