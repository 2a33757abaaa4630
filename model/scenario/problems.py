"""What is wrong with a scenario, said so that whoever wrote it can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

LONGEST = 48  # characters of a value that are worth showing
MOST_LINES = 60  # problems that are worth printing; `problems` holds all
COMMAND_LINE = "command line"  # the "file" of a value given with --set


class _Absent:
    """The value of a key that is not there."""

    def __repr__(self) -> str:
        return "ABSENT"

    def __reduce__(self) -> str:
        return "ABSENT"  # there is one, also after a journey through pickle


ABSENT: Final = _Absent()


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where, what stands there, what was expected.

    Examples
    --------
    >>> print(Problem("my.toml", "partners.korea.trust", 1.4, "a number from 0 to 1 (share)"))
    my.toml: partners.korea.trust = 1.4: expected a number from 0 to 1 (share)
    >>> print(Problem("my.toml", "partnerz", ABSENT, "a known key", "partners"))
    my.toml: partnerz: expected a known key; did you mean partners?
    """

    file: str
    key: str
    value: object
    expected: str
    hint: str | None = None

    def __str__(self) -> str:
        """Write it in one line."""
        where = ": ".join(part for part in (self.file, self.key) if part)
        given = "" if self.value is ABSENT else f" = {shortened(self.value)}"
        guess = f"; did you mean {self.hint}?" if self.hint else ""
        return _printable(f"{where}{given}: expected {self.expected}{guess}")


class ProblemsError(ValueError):
    """A file that cannot be used, with all that is wrong with it.

    Parameters
    ----------
    problems : iterable of Problem
        One or more.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        lines = [str(each) for each in self.problems[:MOST_LINES]]
        if len(self.problems) > MOST_LINES:
            lines.append(f"… and {len(self.problems) - MOST_LINES:,} more")
        super().__init__("\n".join(lines))

    def __reduce__(self) -> tuple[type[ProblemsError], tuple[tuple[Problem, ...]]]:
        """Take it apart so that a worker process can hand it back."""
        return type(self), (self.problems,)


class ScenarioError(ProblemsError):
    """A scenario that cannot be run.

    Examples
    --------
    >>> print(ScenarioError([Problem("my.toml", "", ABSENT, "a file, not a folder")]))
    my.toml: expected a file, not a folder
    """


def shortened(value: object) -> str:
    """Return a value as it is written in TOML, cut where it is long.

    Examples
    --------
    >>> shortened(True), shortened("Korea"), shortened({"value": 3, "mark": "derived"})
    ('true', '"Korea"', '{value = 3, mark = "derived"}')
    >>> shortened("x" * 10_000_000)
    '"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…'
    """
    text = _written(value, LONGEST)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def _printable(text: str) -> str:
    """Text without anything that would move a terminal's cursor or break the line."""
    return "".join(each if each.isprintable() else "�" for each in text)


def _written(value: object, room: int) -> str:
    """TOML text of a value, written no further than somewhat beyond the room there is."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and abs(value) >= 10**LONGEST:
        return "a whole number of more than 48 digits"  # writing it out may be refused by Python
    if isinstance(value, str):
        return f'"{_printable(value[: room + 1])}"'
    opening, parts, closing = "", [], ""
    if isinstance(value, dict):
        opening, closing = "{", "}"
        for key, each in value.items():
            parts.append(f"{key} = {_written(each, room)}")
            room -= len(parts[-1])
            if room < 0:
                break
    elif isinstance(value, list | tuple):
        opening, closing = "[", "]"
        for each in value:
            parts.append(_written(each, room))
            room -= len(parts[-1])
            if room < 0:
                break
    else:
        return str(value)
    return opening + ", ".join(parts) + closing


def nearest(word: str, valid: Iterable[str]) -> str | None:
    """Return the valid word most like a misspelled one, or None where none is like it.

    Examples
    --------
    >>> nearest("koera", ["korea", "china"])
    'korea'
    >>> nearest("zebra", ["korea", "china"]) is None
    True
    """
    by_folded = {each.casefold(): each for each in valid}
    found = get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else None
