"""All that is wrong with a bargain's file, gathered while it is read and told at once."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable

from model.scenario.problems import ABSENT, Problem, ProblemsError, nearest

LONGEST_NAME = 200  # characters of the name of an issue, a level or a party
LONGEST_NUMBER = 64  # characters of a number; more are no measurement but an attack on the parser
MOST_WORTH = 1e15  # in either direction: beyond it a unit is lost in the rounding of sums
MOST_HINTS = 10  # names compared with all valid ones: dear where both are many
MOST_COMPARED = 1000


class BargainFileError(ProblemsError):
    """A bargain that cannot be read, written or played, with all that is wrong with it.

    Examples
    --------
    >>> print(BargainFileError([Problem("a.json", "issues", ABSENT, "at least one issue")]))
    a.json: issues: expected at least one issue
    """


class Faults:
    """What was found wrong with one file so far.

    Parameters
    ----------
    file : str
        How messages call the file.

    Examples
    --------
    >>> faults = Faults("profile.xml")
    >>> value = faults.number("reservation", "1.5", 0.0, 1.0)
    >>> faults.end()
    Traceback (most recent call last):
        ...
    model.exchange.faults.BargainFileError: profile.xml: reservation = "1.5": expected a number
    from 0 to 1
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def note(self, key: str, value: object, expected: str, valid: Iterable[str] = ()) -> None:
        """Note one fault; of the valid names the nearest is offered."""
        hint = None
        if isinstance(value, str) and len(self.problems) < MOST_HINTS:
            hint = nearest(value[:LONGEST_NAME], list(valid)[:MOST_COMPARED])
        self.problems.append(Problem(self.file, key, value, expected, hint))

    def end(self) -> None:
        """Raise BargainFileError where a fault was noted."""
        if self.problems:
            raise BargainFileError(self.problems)

    def number(
        self, key: str, value: object, low: float = -math.inf, high: float = math.inf
    ) -> float:
        """Return a finite number within bounds, from a number or its text; else note and NaN."""
        wanted = f"a number from {low:g} to {high:g}"
        if not math.isfinite(low):
            wanted = "a finite number"
        elif not math.isfinite(high):
            wanted = f"a finite number of at least {low:g}"
        read = math.nan
        if isinstance(value, str) and len(value) <= LONGEST_NUMBER and "_" not in value:
            try:
                read = float(value)
            except ValueError:
                read = math.nan
        elif isinstance(value, int | float) and not isinstance(value, bool):
            try:
                read = float(value)
            except OverflowError:
                read = math.inf
        if math.isfinite(read) and low <= read <= high:
            return read
        self.note(key, value, wanted)
        return math.nan

    def name(self, key: str, value: object) -> bool:
        """Whether a value is a name that can be printed; else note it."""
        if isinstance(value, str) and value.strip() and len(value) <= LONGEST_NAME:
            if value.isprintable():
                return True
            self.note(key, value, "a name of printable characters")
            return False
        self.note(key, value, f"a name of 1 to {LONGEST_NAME} characters")
        return False

    def same_names(self, key: str, expected: Collection[str], given: Collection[str]) -> bool:
        """Whether the given names are the expected ones; else note each missing and unknown one."""
        known, found = set(expected), set(given)
        missing = [name for name in expected if name not in found]
        unknown = [name for name in given if name not in known]
        for name in missing:
            self.note(f"{key}: {name!r}", ABSENT, "to be there: the bargain has it")
        for name in unknown:
            self.note(key, name, "a name that the bargain has", missing or known)
        return not missing and not unknown
