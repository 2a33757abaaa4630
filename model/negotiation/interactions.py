"""Declared interactions: what a pair of levels is worth beyond the sum of the two.

The engine knows additive tables only. Issues that interact, for whichever side, are therefore
*merged*: all issues that hang together by interactions become one issue whose levels are their
combinations, last issue fastest. Over merged issues every utility is additive again, so that the
search for offers, the frontier and the solutions are exactly those of the additive engine: nothing
is approximated. The price is size: a merged issue has the product of its issues' levels. Where
bodies at home must pass a deal, all issues are merged, since a vote depends on the whole of it.

The form of the utility, a sum over issues plus a sum over pairs, is that of Robu, Somefun,
La Poutré (2005), Modeling complex multi-issue negotiations using utility graphs, AAMAS 2005.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from model.negotiation.beliefs import NO_PARTS, PLACE_BITS
from model.negotiation.codes import Floats, Integers
from model.negotiation.issues import Issue, Party


@dataclass(frozen=True)
class Merged:
    """Issues as the engine takes them.

    Parameters
    ----------
    sizes : tuple of int
        Number of levels of each issue as people write it.
    groups : tuple of tuple of int
        The issues that each merged issue is made of, in rising order.
    """

    sizes: tuple[int, ...]
    groups: tuple[tuple[int, ...], ...]

    @property
    def counts(self) -> Integers:
        """Number of levels of each merged issue, int64 (merged issues,)."""
        return np.array([math.prod(self.sizes[at] for at in group) for group in self.groups])

    @property
    def parts(self) -> Floats:
        """Where each part of a merged level stands in the order of its issue, 0 to 1.

        Returns
        -------
        float64 (merged issues x most levels, most parts)
            NaN where there is nothing; size 0 where no issues are merged.
        """
        if len(self.groups) == len(self.sizes):
            return NO_PARTS
        counts = self.counts
        most = max(len(group) for group in self.groups)
        found = np.full((len(counts), int(counts.max()), most), np.nan)
        for merged, group in enumerate(self.groups):
            shape = [self.sizes[at] for at in group]
            for part, at in enumerate(group):
                found[merged, : counts[merged], part] = np.indices(shape)[part].ravel() / (
                    self.sizes[at] - 1
                )
        return np.asarray(found.reshape(-1, most), dtype=np.float64)

    def table(self, issues: Sequence[Issue], parties: Sequence[Party]) -> Floats:
        """Return what each merged level is worth to each party, padded with 0.

        Returns
        -------
        float64 (parties, merged issues, most levels)
        """
        if len(self.groups) == len(self.sizes):
            sides = [party.values for party in parties]
            if len(set(self.sizes)) > 1:
                most = max(self.sizes)
                sides = [
                    tuple((*row, *(0.0,) * (most - len(row))) for row in rows) for rows in sides
                ]
            return np.array(sides, dtype=np.float64) + 0.0  # no -0.0
        counts = self.counts
        table = np.zeros((len(parties), len(counts), int(counts.max())))
        for side, party in enumerate(parties):
            for merged, group in enumerate(self.groups):
                worth = np.array(party.values[group[0]]) + 0.0  # no -0.0
                for at in group[1:]:
                    worth = (worth[:, None] + np.array(party.values[at])).ravel()
                table[side, merged, : len(worth)] = worth
            self._add_interactions(issues, party, table[side])
        return table

    def _add_interactions(self, issues: Sequence[Issue], party: Party, rows: Floats) -> None:
        """Add the worth of a party's interactions to its rows of the table."""
        place = {issue.name: at for at, issue in enumerate(issues)}
        for pair in party.interactions:
            at = [place[name] for name in pair.issues]
            level = [issues[i].levels.index(name) for i, name in zip(at, pair.levels, strict=True)]
            merged = next(row for row, group in enumerate(self.groups) if at[0] in group)
            shape = [self.sizes[i] for i in self.groups[merged]]
            where: list[int | slice] = [slice(None)] * len(shape)
            for i, chosen in zip(at, level, strict=True):
                where[self.groups[merged].index(i)] = chosen
            rows[merged, : math.prod(shape)].reshape(shape)[tuple(where)] += pair.worth

    def split(self, levels: Sequence[int]) -> tuple[int, ...]:
        """Return the levels of the issues as written, from those of the merged ones.

        Examples
        --------
        >>> Merged((2, 3, 4), ((0, 2), (1,))).split((6, 2))
        (1, 2, 2)
        """
        found = [0] * len(self.sizes)
        for group, level in zip(self.groups, levels, strict=True):
            rest = int(level)
            for at in reversed(group):
                rest, found[at] = divmod(rest, self.sizes[at])
        return tuple(found)

    def join(self, levels: Sequence[int]) -> tuple[int, ...]:
        """Return the levels of the merged issues, from those of the issues as written.

        Examples
        --------
        >>> Merged((2, 3, 4), ((0, 2), (1,))).join((1, 2, 2))
        (6, 2)
        """
        found = []
        for group in self.groups:
            level = 0
            for at in group:
                level = level * self.sizes[at] + int(levels[at])
            found.append(level)
        return tuple(found)


def merge(issues: Sequence[Issue], parties: Sequence[Party]) -> Merged:
    """Return the issues with those merged that interact for any of the parties.

    Raises
    ------
    ValueError
        Where so many levels hang together that the engine cannot hold them.
    """
    sizes = tuple(len(issue.levels) for issue in issues)
    if not any(party.interactions or party.home for party in parties):
        return Merged(sizes, tuple((at,) for at in range(len(sizes))))
    place = {issue.name: at for at, issue in enumerate(issues)}
    root = list(range(len(issues)))
    for party in parties:
        for pair in party.interactions:
            low, high = sorted(root[place[name]] for name in pair.issues)
            root = [low if each == high else each for each in root]
    if any(party.home for party in parties):
        root = [0] * len(issues)  # whether a deal passes at home depends on the whole of it
    groups = tuple(
        tuple(at for at, each in enumerate(root) if each == first) for first in sorted(set(root))
    )
    most = max(math.prod(sizes[at] for at in group) for group in groups)
    if len(groups) * most > PLACE_BITS:
        raise ValueError(
            f"merged issues x most levels is {len(groups) * most}: expected at most {PLACE_BITS}"
            " (issues that interact, and all where bodies at home must ratify, count as one)"
        )
    return Merged(sizes, groups)


def range_of(issues: Sequence[Issue], party: Party) -> tuple[float, float]:
    """Return what the worst and the best outcome are worth to a party.

    Examples
    --------
    >>> from model.negotiation.issues import Interaction
    >>> pair = Interaction(("x", "y"), ("b", "b"), -5.0)
    >>> two = (Issue("x", ("a", "b")), Issue("y", ("a", "b")))
    >>> range_of(two, Party(((0.0, 2.0), (0.0, 1.0)), interactions=(pair,)))
    (-2.0, 2.0)
    """
    party = replace(party, home=None)
    merged = merge(issues, [party])
    rows = merged.table(issues, [party])[0]
    kept = [row[:count].tolist() for row, count in zip(rows, merged.counts, strict=True)]
    return sum(min(row) for row in kept), sum(max(row) for row in kept)
