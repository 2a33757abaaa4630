"""A bargain as people write it, posed to the engine.

One representation serves worlds, notebooks and imported files, of two sides and of many.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from model.negotiation.codes import Belief, Floats, Integers, Style
from model.negotiation.interactions import Merged, merge
from model.negotiation.issues import MOST_LEVELS, Interaction, Issue, Party, check_values

__all__ = ["MOST_LEVELS", "Bargain", "Interaction", "Issue", "Party", "Posed", "check_values"]


class Posed:
    """What a bargain of two sides and one of many have in common."""

    issues: tuple[Issue, ...]

    @property
    def sides(self) -> tuple[Party, ...]:
        """The parties, in the order of the engine's rows."""
        raise NotImplementedError

    @property
    def outcomes(self) -> int:
        """Number of possible deals."""
        return math.prod(len(issue.levels) for issue in self.issues)

    @cached_property
    def merged(self) -> Merged:
        """The issues as the engine takes them: those that interact are one."""
        return merge(self.issues, self.sides)

    @property
    def counts(self) -> Integers:
        """Number of levels of each merged issue, int64 (merged issues,)."""
        return self.merged.counts

    @property
    def table(self) -> Floats:
        """Values as the engine takes them, float64 (sides, merged issues, most levels)."""
        return self.merged.table(self.issues, self.sides)

    @property
    def played(self) -> Floats:
        """The table as its negotiators play it.

        A deal that they believe cannot pass at home is worth less than no deal to them, and so is
        never offered nor accepted.
        """
        table = self.table
        for side, party in enumerate(self.sides):
            if party.home:
                worth = table[side, 0]
                deals = [self.merged.split((level,)) for level in range(len(worth))]
                below = party.reservation - 0.01 * ((worth.max() - worth.min()) or 1.0)
                lost = ~party.home.win_set(deals, estimated=True)
                worth[lost] = np.minimum(worth[lost], below)
        return table

    @property
    def reservation(self) -> Floats:
        """Reservation values, float64 (sides,)."""
        return np.array([party.reservation for party in self.sides])

    @property
    def styles(self) -> tuple[Style, ...]:
        """How the sides bargain, as it is played.

        The shapes of ``Belief.BAYESIAN`` are those of single issues: where issues are merged it
        gives way to ``Belief.ORDERED``.
        """
        styles = tuple(party.style for party in self.sides)
        if len(self.merged.groups) == len(self.issues):
            return styles
        return tuple(
            replace(style, belief=Belief.ORDERED) if style.belief == Belief.BAYESIAN else style
            for style in styles
        )

    @property
    def rows(self) -> Floats:
        """Styles and patience as the engine takes them, float64 (sides, STYLE_COLUMNS)."""
        sides = zip(self.styles, self.sides, strict=True)
        return np.array([style.row(party.discount) for style, party in sides])

    def discounted(self, worth: Sequence[float], now: int, rounds: int) -> tuple[float, ...]:
        """Return what worth in a round, from 1, is to each side with its discount factor."""
        time = now / (rounds + 1)
        sides = zip(worth, self.sides, strict=True)
        return tuple(each * party.discount**time for each, party in sides)

    def worths(self, levels: Sequence[int]) -> tuple[float, ...]:
        """Return what a deal, level of each issue, is worth to each side."""
        table, chosen = self.table, self.merged.join(levels)
        return tuple(table[:, np.arange(len(chosen)), chosen].sum(axis=1).tolist())

    def named(self, levels: tuple[int, ...]) -> dict[str, str]:
        """Return a deal by the names of its issues and levels."""
        return {
            issue.name: issue.levels[level]
            for issue, level in zip(self.issues, levels, strict=True)
        }


@dataclass(frozen=True)
class Bargain(Posed):
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
        """Check that the parties' values fit the issues, and the issues the engine."""
        check_values(self.issues, [("host", self.host), ("partner", self.partner)])
        _ = self.merged  # refuses what is too large

    @property
    def sides(self) -> tuple[Party, ...]:
        """Host and partner."""
        return self.host, self.partner
