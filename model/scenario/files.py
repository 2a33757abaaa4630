"""Scenario files: finding them, reading them safely, following `extends`."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model.scenario.problems import ABSENT, Problem, ScenarioError, nearest

DATA = Path(__file__).resolve().parent.parent / "data"
CASES = DATA / "cases"
LARGEST = 1_000_000  # bytes; the shipped scenarios are a tenth of it
DEEPEST_TABLE = 24  # tables within tables
_ENDLESS_KEY = re.compile(r"(?<![\w\"'-])(?:[\w\"'-]+[ \t]*\.[ \t]*){100}")  # a.a.a.a… takes hours
DEEPEST_CHAIN = 16  # files that extend files


@dataclass(frozen=True)
class Source:
    """One file of a scenario: where it is, what to call it in messages, what it says."""

    path: Path
    label: str
    content: dict[str, Any]


def shipped_names() -> tuple[str, ...]:
    """Names of the scenarios that ship with the model, each good for `load`.

    A file that only serves as a base for others has no `name` and is left out.

    Examples
    --------
    >>> "mechanisms" in shipped_names()
    False
    """
    head = re.compile(r"((?!^\[).)*?^name\s*=", re.MULTILINE | re.DOTALL)  # above all tables
    files = sorted(DATA.glob("*.toml"))
    return tuple(each.stem for each in files if head.match(each.read_text(encoding="utf-8")))


def sources(name_or_path: str | Path) -> list[Source]:
    """Read a scenario file and all that it extends, the most basic file first.

    Parameters
    ----------
    name_or_path : str or Path
        The name of a shipped scenario, or a path.

    Returns
    -------
    list of Source
        Each file once; a later one has the last word over an earlier one.

    Raises
    ------
    ScenarioError
        Where a file cannot be found, read or understood, or extends itself.
    """
    found: list[Source] = []
    path, label = _found(str(name_or_path), Path(), "", ABSENT)
    _follow(path, label, (), found)
    return found


def _follow(
    path: Path, label: str, above: tuple[tuple[Path, str], ...], found: list[Source]
) -> None:
    """Append the bases of a file, then the file itself."""
    chain = " → ".join([*(each for _, each in above), label])
    if path in (each for each, _ in above):
        raise _failed(above[-1][1], "extends", label, f"no cycle, but {chain}")
    if path in (each.path for each in found):
        return
    if len(above) >= DEEPEST_CHAIN:
        raise _failed(
            label, "extends", ABSENT, f"at most {DEEPEST_CHAIN} files in a chain: {chain}"
        )
    content = _read(path, label)
    bases = content.pop("extends", [])
    bases = [bases] if isinstance(bases, str) else bases
    if not (isinstance(bases, list) and all(isinstance(one, str) and one.strip() for one in bases)):
        wanted = "the name of a shipped scenario, a path, or an array of these"
        raise _failed(label, "extends", bases, wanted)
    for base in bases:
        below, its_label = _found(base, path.parent, label, base)
        _follow(below, its_label, (*above, (path, label)), found)
    found.append(Source(path, label, content))


def _found(name: str, folder: Path, file: str, value: object) -> tuple[Path, str]:
    """Return the file that a name or path means, and what to call it.

    A name without folder and ending is a shipped scenario first, then a file in the folder; of what
    a file extends it may also be a recorded case or the base of these, wherever that file stands.
    """
    bare = re.fullmatch(r"[\w-]{1,200}", name) is not None
    shipped = DATA / f"{name}.toml"
    if bare and shipped.is_file():
        return shipped.resolve(), shipped.name
    try:
        path = (folder / name).expanduser()
        if bare and not path.exists() and path.with_suffix(".toml").exists():
            path = path.with_suffix(".toml")
        if name.strip() and os.path.lexists(path):
            return path.resolve(), os.path.relpath(path) if file else str(path)
        case = CASES / f"{name}.toml"
        if file and bare and case.is_file():
            return case.resolve(), f"{CASES.name}/{case.name}"
    except (OSError, ValueError, RuntimeError):  # too long, a null byte, no home folder
        pass
    key = "extends" if file else ""
    siblings = [each.stem if bare else each.name for each in _toml_files(folder)]
    shipped_files = [*DATA.glob("*.toml"), *(CASES.glob("*.toml") if file else ())]
    hint = nearest(name, [*(each.stem for each in shipped_files), *siblings])
    wanted = f"a shipped scenario ({', '.join(shipped_names())}) or a file that exists"
    raise _failed(file or name[:200], key, value, wanted, hint)


def _toml_files(folder: Path) -> list[Path]:
    try:
        return sorted(folder.glob("*.toml"))[:1000]
    except OSError:
        return []


def _read(path: Path, label: str) -> dict[str, Any]:
    """Return the content of one TOML file."""
    try:
        if path.is_dir():
            raise _failed(label, "", ABSENT, "a file, not a folder")
        if not path.is_file():
            raise _failed(label, "", ABSENT, "an ordinary file")
        size = path.stat().st_size
        if size > LARGEST:
            wanted = f"a file of at most {LARGEST:,} bytes, not {size:,}"
            raise _failed(label, "", ABSENT, wanted)
        with path.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
    except OSError as error:
        raise _failed(label, "", ABSENT, f"a file that can be read ({error.strerror})") from None
    return _parsed(raw, label)


def _parsed(raw: bytes, label: str) -> dict[str, Any]:
    """Return what a TOML file says."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        wanted = f"a text in UTF-8; line {line} has bytes that are none"
        raise _failed(label, "", ABSENT, wanted) from None
    if "\0" in text:
        raise _failed(label, "", ABSENT, "a text in TOML, not a binary file")
    if not text.strip():
        raise _failed(label, "", ABSENT, "a scenario; the file is empty")
    too_deep = _failed(label, "", ABSENT, f"at most {DEEPEST_TABLE} tables within each other")
    if _ENDLESS_KEY.search(text):
        raise too_deep
    try:
        content = tomllib.loads(text)
    except RecursionError:
        raise _failed(label, "", ABSENT, "arrays and tables nested less deeply") from None
    except ValueError as error:  # tomllib.TOMLDecodeError, or a number too long to be read
        raise _failed(label, "", ABSENT, f"TOML ({error})") from None
    if not content:
        raise _failed(label, "", ABSENT, "a scenario; the file holds nothing but comments")
    if _deeper_than(content, DEEPEST_TABLE):
        raise too_deep
    return content


def _deeper_than(content: Mapping[str, Any], limit: int) -> bool:
    """Whether tables or arrays are nested more deeply than a limit; found without recursion."""
    level: list[Any] = [content]
    for _ in range(limit):
        level = [
            inner
            for each in level
            for inner in (each.values() if isinstance(each, Mapping) else each)
            if isinstance(inner, Mapping | list)
        ]
        if not level:
            return False
    return True


def _failed(
    file: str, key: str, value: object, expected: str, hint: str | None = None
) -> ScenarioError:
    return ScenarioError([Problem(file, key, value, expected, hint)])
