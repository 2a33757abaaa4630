"""A bargain as people write it: issues with ordered levels, and two parties who value them.

One representation serves worlds, notebooks and imported files. What is checked is checked here,
once, so that the engine below can be bare loops over arrays.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from model.negotiation.beliefs import PLACE_BITS
from model.negotiation.codes import Floats, Integers, Style

MOST_LEVELS = 50


@dataclass(frozen=True)
class Issue:
    """A term under negotiation and its levels, in their order.

    Parameters
    ----------
    name : str
        Unique within a bargain.
    levels : tuple of str
        2 to 50 different names.

    Raises
    ------
    ValueError
        Where there are too few or too many levels, or one comes twice.
    """

    name: str
    levels: tuple[str, ...]

    def __post_init__(self) -> None:
        """Check the levels."""
        if not 2 <= len(self.levels) <= MOST_LEVELS:
            raise ValueError(
                f"issue {self.name!r} has {len(self.levels)} levels: expected 2 to {MOST_LEVELS}"
            )
        if len(set(self.levels)) < len(self.levels):
            raise ValueError(f"issue {self.name!r} has two levels of the same name")


@dataclass(frozen=True)
class Party:
    """What each level is worth to one side, what no deal is worth to it, and how it bargains.

    Parameters
    ----------
    values : tuple of tuple of float
        Worth of each level of each issue, in any one unit (the world uses USD m).
    reservation : float
        Worth of no deal, in the same unit.
    style : Style
        How the party bargains.
    name : str
        For display.
    """

    values: tuple[tuple[float, ...], ...]
    reservation: float = 0.0
    style: Style = field(default_factory=Style)
    name: str = ""


def check_values(issues: Sequence[Issue], parties: Sequence[tuple[str, Party]]) -> None:
    """Raise ValueError where issues are no domain or the values of a party do not fit them.

    Parameters
    ----------
    issues : sequence of Issue
        Of one bargain.
    parties : sequence of (str, Party)
        Each with what messages call it.
    """
    if not issues:
        raise ValueError("a bargain needs at least one issue")
    if len({issue.name for issue in issues}) < len(issues):
        raise ValueError("two issues have the same name")
    if len(issues) * max(len(issue.levels) for issue in issues) > PLACE_BITS:
        raise ValueError(f"issues x most levels is above {PLACE_BITS}")
    for label, party in parties:
        if len(party.values) != len(issues):
            raise ValueError(f"{label} values {len(party.values)} issues: expected {len(issues)}")
        for issue, values in zip(issues, party.values, strict=True):
            if len(values) != len(issue.levels):
                raise ValueError(
                    f"{label}, issue {issue.name!r}: {len(values)} values for "
                    f"{len(issue.levels)} levels"
                )
            if not all(math.isfinite(value) for value in values):
                raise ValueError(f"{label}, issue {issue.name!r}: a value is not finite")
        if not math.isfinite(party.reservation):
            raise ValueError(f"{label}: the reservation value is not finite")


@dataclass(frozen=True)
class Bargain:
    """One bargain of two parties over the same issues.

    Parameters
    ----------
    issues : tuple of Issue
        At least one.
    host, partner : Party
        The two sides; side 0 and side 1 of the engine.

    Raises
    ------
    ValueError
        Where a party's values do not fit the issues, or a number is not finite.

    Examples
    --------
    >>> share = Issue("share", ("none", "half", "all"))
    >>> Bargain((share,), Party(((0.0, 1.0, 2.0),)), Party(((2.0, 1.0, 0.0),))).outcomes
    3
    """

    issues: tuple[Issue, ...]
    host: Party
    partner: Party

    def __post_init__(self) -> None:
        """Check that the parties' values fit the issues."""
        check_values(self.issues, [("host", self.host), ("partner", self.partner)])

    @property
    def outcomes(self) -> int:
        """Number of possible deals."""
        return math.prod(len(issue.levels) for issue in self.issues)

    @property
    def counts(self) -> Integers:
        """Number of levels of each issue, int64 (issues,)."""
        return np.array([len(issue.levels) for issue in self.issues], dtype=np.int64)

    @property
    def table(self) -> Floats:
        """Values as the engine takes them, float64 (2, issues, most levels), padded with 0."""
        table = np.zeros((2, len(self.issues), int(self.counts.max())))
        for side, party in enumerate((self.host, self.partner)):
            for issue, values in enumerate(party.values):
                table[side, issue, : len(values)] = values
        return table

    @property
    def reservation(self) -> Floats:
        """Reservation values, float64 (2,)."""
        return np.array([self.host.reservation, self.partner.reservation])

    def named(self, levels: tuple[int, ...]) -> dict[str, str]:
        """Return a deal by the names of its issues and levels."""
        return {
            issue.name: issue.levels[level]
            for issue, level in zip(self.issues, levels, strict=True)
        }
