"""The second level of a bargain: bodies at home that must pass what was agreed (Putnam 1988).

A body polls its groups. A group's view of a text is its approval before it, moved by its stakes in
what the text holds; the text passes where the weighted support, with an error, reaches the quorum
and no group with a veto is driven below its limit. The *win-set* of a side is the set of deals that
all its bodies would pass; what its negotiators take it for is the estimated win-set: they know the
approval, but only a share of how a text moves it.

A side may then fail a deal in two ways. *Involuntary* refusal: a body votes it down. *Voluntary*:
the side itself withdraws, since on the day of ratification no deal is worth more to it. The world
polls and decides with the same two functions, ``poll`` and ``passes``.

Source: Putnam (1988), Diplomacy and domestic politics: the logic of two-level games, International
Organization 42(3), 427-460.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.compiled import compiled
from model.negotiation.codes import Floats, Switches


@compiled
def poll(
    approval: Floats,
    stakes: Floats,
    weight: Floats,
    veto_below: Floats,
    features: Sequence[float] | Floats,
) -> tuple[float, int]:
    """Return the weighted support of all groups, 0 to 1, and the first that blocks, or -1.

    Equation: a group's view is the approval it has now + stakes · features, within 0 and 1.

    Parameters
    ----------
    approval, weight, veto_below : float64 (groups,)
        Approval before the text; weight, sum 1; view below which a group blocks.
    stakes : float64 (groups, features)
        Rise of approval per unit of each feature.
    features : sequence of float
        What the groups see in the text.
    """
    support, blocks = 0.0, -1
    for group in range(len(approval)):
        view = approval[group]
        for feature in range(len(features)):
            view += stakes[group, feature] * features[feature]
        view = min(1.0, max(0.0, view))
        support += weight[group] * view
        if blocks < 0 and view < veto_below[group]:
            blocks = group
    return support, blocks


def passes(support: float, blocks: int, quorum: float, spread: float, luck: float) -> bool:
    """Tell whether a text passes: with probability Φ((support - quorum) / spread), if unblocked.

    Parameters
    ----------
    support, blocks
        From :func:`poll`.
    quorum, spread : float
        Support needed; standard deviation of the error of a vote.
    luck : float
        Standard normal number of this vote.

    Examples
    --------
    >>> passes(0.52, -1, 0.5, 0.1, -0.1), passes(0.52, -1, 0.5, 0.1, -0.3)
    (True, False)
    >>> passes(0.9, 0, 0.5, 0.1, 0.0)  # the first group has blocked it
    False
    """
    return blocks < 0 and support + spread * luck >= quorum


@compiled
def passing_slope(support: float, quorum: float, spread: float) -> float:
    """Return how much the chance of passing rises per unit of support: a normal density."""
    margin = (support - quorum) / spread
    return math.exp(-0.5 * margin * margin) / math.sqrt(2.0 * math.pi) / spread


@dataclass(frozen=True)
class Group:
    """Those at home who look at a text alike.

    Parameters
    ----------
    weight : float
        Share of the body, above 0; those of a body sum to 1.
    approval : float
        Approval of a text of no consequence, in [0, 1].
    stakes : tuple of tuple of float
        What each level of each issue adds to it.
    veto_below : float
        Approval below which the group blocks; 0 for no veto.
    name : str
        For display.
    """

    weight: float
    approval: float
    stakes: tuple[tuple[float, ...], ...]
    veto_below: float = 0.0
    name: str = ""


@dataclass(frozen=True)
class Body:
    """One body that must pass a deal: its groups, quorum, and the error of its votes (sd)."""

    groups: tuple[Group, ...]
    quorum: float = 0.5
    spread: float = 0.0
    name: str = ""

    def supports(self, deals: Sequence[Sequence[int]], known: float = 1.0) -> tuple[Floats, Floats]:
        """Return the support of each deal, and the place of the group that blocks it or -1.

        Parameters
        ----------
        deals : sequence of sequence of int
            Level of each issue.
        known : float
            Share of the stakes that whoever asks is aware of; 1 for the truth.

        Returns
        -------
        support, blocks : float64 (deals,)
        """
        sizes = [len(row) for row in self.groups[0].stakes]
        start = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
        stakes = known * np.array([[n for row in each.stakes for n in row] for each in self.groups])
        approval, weight, limit = (
            np.array([getattr(each, name) for each in self.groups], dtype=np.float64)
            for name in ("approval", "weight", "veto_below")
        )
        found = np.empty((2, len(deals)))
        for at, deal in enumerate(deals):
            features = np.zeros(stakes.shape[1])
            features[start + np.asarray(deal)] = 1.0
            found[:, at] = poll(approval, stakes, weight, limit, features)
        return found[0], found[1]


@dataclass(frozen=True)
class Home:
    """The bodies at home of one side.

    Parameters
    ----------
    bodies : tuple of Body
        All must pass a deal.
    known : float
        Share of the groups' stakes that its negotiators know of, in [0, 1].
    later : float or None
        What no deal is worth to the side on the day of ratification, in the unit of its values;
        None for as much as while it bargains.

    Examples
    --------
    >>> union = Body((Group(1.0, 0.6, ((0.0, -0.3),)),), quorum=0.5)
    >>> Home((union,)).win_set([(0,), (1,)]).tolist()
    [True, False]
    >>> Home((union,), known=0.0).win_set([(0,), (1,)], estimated=True).tolist()
    [True, True]
    """

    bodies: tuple[Body, ...]
    known: float = 1.0
    later: float | None = None

    def win_set(self, deals: Sequence[Sequence[int]], estimated: bool = False) -> Switches:
        """Return which deals would pass without an error of the vote, or are believed to.

        Returns
        -------
        bool (deals,)
        """
        inside = np.ones(len(deals), dtype=np.bool_)
        for body in self.bodies:
            support, blocks = body.supports(deals, self.known if estimated else 1.0)
            inside &= (blocks < 0) & (support >= body.quorum)
        return inside


def check_home(label: str, home: Home, sizes: Sequence[int]) -> None:
    """Raise ValueError where bodies do not fit the issues, or a number is outside its bounds.

    Parameters
    ----------
    label : str
        What messages call the party.
    home : Home
        Its bodies.
    sizes : sequence of int
        Number of levels of each issue.
    """
    numbers = [("known", home.known, 0.0, 1.0)]
    if not home.bodies:
        raise ValueError(f"{label}: a home needs at least one body")
    if home.later is not None and not math.isfinite(home.later):
        raise ValueError(f"{label}: what no deal is worth later is not finite")
    for body in home.bodies:
        numbers += [("quorum", body.quorum, 0.0, 1.0), ("spread", body.spread, 0.0, 1.0)]
        if not body.groups or abs(sum(group.weight for group in body.groups) - 1.0) > 1e-6:
            raise ValueError(
                f"{label}, body {body.name!r}: the weights of its groups must sum to 1"
            )
        for group in body.groups:
            numbers += [
                ("weight", group.weight, 0.0, 1.0),
                ("approval", group.approval, 0.0, 1.0),
                ("veto_below", group.veto_below, 0.0, 1.0),
                *(("stake", stake, -1.0, 1.0) for row in group.stakes for stake in row),
            ]
            if [len(row) for row in group.stakes] != list(sizes):
                raise ValueError(
                    f"{label}, body {body.name!r}, group {group.name!r}: "
                    "expected a stake for each level of each issue"
                )
    for name, number, low, high in numbers:
        if not low <= number <= high:
            raise ValueError(f"{label}, home: {name} is {number}: expected {low} to {high}")
