"""Values given on the command line: `--set policy.fund_saving=0.3`."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from pydantic import BaseModel

from model.scenario.merge import Merged, nested
from model.scenario.paths import Place, branches, leaves, place, value_at
from model.scenario.problems import ABSENT, COMMAND_LINE, LONGEST, Problem, nearest

_EXAMPLE = "KEY=VALUE, such as policy.fund_saving=0.3"


def override(merged: Merged, text: str, root: type[BaseModel]) -> None:
    """Lay one KEY=VALUE over the files; what is wrong with it joins the problems.

    The value is written as in TOML; a text may stand without its quotes.
    """
    key, equals, right = text.partition("=")
    key = key.strip()
    if not equals or not key:
        merged.problems.append(Problem(COMMAND_LINE, f"--set {text[:LONGEST]}", ABSENT, _EXAMPLE))
        return
    problem = unknown(key, merged, root, COMMAND_LINE)
    spot = place(root, key.split("."))
    if problem is not None or spot is None:
        merged.problems += [problem] if problem is not None else []
        return
    try:
        merged.lay(nested(key, literal(right, spot)), COMMAND_LINE)
    except ValueError:
        merged.problems.append(Problem(COMMAND_LINE, key, right.strip(), spot.expected()))


def unknown(key: str, merged: Merged, root: type[BaseModel], file: str) -> Problem | None:
    """Return the problem of a key that is none, with the nearest that is one; None if all is well.

    Parameters
    ----------
    key : str
        Dotted path.
    merged : Merged
        The values among which it should be.
    root : type of pydantic model
        The tree that they fill.
    file : str
        Where the key was found.
    """
    spot = place(root, key.split("."))
    if spot is not None and _reachable(key, merged, spot, root):
        return None
    known = [*(each for each, _ in leaves(merged.values)), *branches(merged.values)]
    return Problem(file, key, ABSENT, "a known key", nearest_path(key, known))


def _reachable(key: str, merged: Merged, spot: Place, root: type[BaseModel]) -> bool:
    """Whether the key stands in the files, is new in a table of theirs, or in one always there."""
    above, _, last = key.rpartition(".")
    if not re.fullmatch(r"[A-Za-z0-9][\w-]*", last):
        return False
    if spot.is_leaf:
        table = value_at(merged.values, above) if above else {}
        return isinstance(table, dict) or (table is None and _declared(above, root))
    return value_at(merged.values, key) is not None


def _declared(path: str, root: type[BaseModel]) -> bool:
    """Whether a tree has a table of its own there, which files may leave out: of no entity."""
    spot = place(root, path.split("."))
    return spot is not None and spot.branch is not None and not set(spot.pattern) & set("*[")


def literal(right: str, spot: Place) -> Any:
    """Return the value of a TOML literal; raise ValueError where it is none."""
    right = right.strip()
    right.encode()  # bytes that are no text, from the shell: a ValueError
    if not right or "\n" in right or "\r" in right:
        raise ValueError(right)
    try:
        return tomllib.loads(f"x = {right}")["x"]
    except (ValueError, RecursionError):
        if spot.shape == "one" and spot.is_leaf and spot.declaration is None:
            return right  # a text without quotes; a flag is refused by its type later
        if re.fullmatch(r"[+-]?(\d+\.|\.\d+)", right):
            return float(right)  # .5 and 5. are no TOML, yet plain enough
        raise ValueError(right) from None


def nearest_path(path: str, known: list[str]) -> str | None:
    """Return the known dotted path most like a misspelled one, or None.

    The path is first followed as far as it is right and mended part by part; where this leads
    nowhere, the whole paths are compared, and then their last parts.

    Examples
    --------
    >>> known = ["partners", "partners.korea", "partners.korea.trust", "policy.council_budget"]
    >>> nearest_path("partners.koera.trusst", known)
    'partners.korea.trust'
    >>> nearest_path("council.budget", known), nearest_path("trust", known)
    ('policy.council_budget', 'partners.korea.trust')
    """
    mended = ""
    for part in path.split("."):
        prefix = mended + "." if mended else ""
        here = {each[len(prefix) :].partition(".")[0] for each in known if each.startswith(prefix)}
        guess = part if part in here else nearest(part, sorted(here))
        if guess is None:
            break
        mended = prefix + guess
    else:
        return mended
    last = path.rpartition(".")[2]
    by_last = {each.rpartition(".")[2]: each for each in reversed(known)}
    return nearest(path, known) or by_last.get(nearest(last, by_last) or "")
