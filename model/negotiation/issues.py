"""What people write of a bargain: issues with ordered levels, and parties who value them.

What is checked is checked here, once, so that the engine below can be bare loops over arrays.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from model.negotiation.beliefs import PLACE_BITS
from model.negotiation.codes import Style
from model.negotiation.home import Home, check_home

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
class Interaction:
    """What two levels of two issues are worth to a side together, beyond the sum of both.

    Parameters
    ----------
    issues, levels : tuple of str
        Two issues, and a level of each, by name; different issues, unless the two levels are those
        of two deals.
    worth : float
        Added where both levels are agreed, in the unit of the side's values; may be negative.
    """

    issues: tuple[str, str]
    levels: tuple[str, str]
    worth: float


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
    interactions : tuple of Interaction
        What pairs of levels are worth beyond their sum; each pair at most once.
    home : Home or None
        The bodies at home that must pass a deal.
    most_favoured : tuple of str
        Issues of its most-favoured clause, see :mod:`model.negotiation.favoured`; read in talks in
        turn alone.
    joint : tuple of Interaction
        What pairs of levels of two different deals are worth to a host of talks in turn beyond
        their sum, see :mod:`model.negotiation.joint`; each pair at most once.
    discount : float
        Its patience: what a 1 at the deadline is worth now, in (0, 1]; 1 for none. What is worth u
        in the unit of its values is worth u δ^t at time t.
    """

    values: tuple[tuple[float, ...], ...]
    reservation: float = 0.0
    style: Style = field(default_factory=Style)
    name: str = ""
    interactions: tuple[Interaction, ...] = ()
    home: Home | None = None
    most_favoured: tuple[str, ...] = ()
    joint: tuple[Interaction, ...] = ()
    discount: float = 1.0


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
    sizes = [len(issue.levels) for issue in issues]
    if len(issues) * max(sizes) > PLACE_BITS:
        raise ValueError(f"issues x most levels is above {PLACE_BITS}")
    for label, party in parties:
        if len(party.values) != len(issues):
            raise ValueError(f"{label} values {len(party.values)} issues: expected {len(issues)}")
        for issue, size, values in zip(issues, sizes, party.values, strict=True):
            if len(values) != size:
                raise ValueError(
                    f"{label}, issue {issue.name!r}: {len(values)} values for {size} levels"
                )
            if not all(map(math.isfinite, values)):
                raise ValueError(f"{label}, issue {issue.name!r}: a value is not finite")
        if not math.isfinite(party.reservation):
            raise ValueError(f"{label}: the reservation value is not finite")
        if not 0.0 < party.discount <= 1.0:
            raise ValueError(f"{label}: discount is {party.discount}: expected above 0, to 1")
        _check_pairs(issues, f"{label}, interaction", party.interactions)
        _check_pairs(issues, f"{label}, joint value", party.joint, of_two_deals=True)
        if party.home:
            check_home(label, party.home, sizes)


def _check_pairs(
    issues: Sequence[Issue], label: str, pairs: Sequence[Interaction], of_two_deals: bool = False
) -> None:
    """Raise ValueError where a pair of levels names what is not there, or one comes twice."""
    levels = {issue.name: issue.levels for issue in issues}
    seen: set[frozenset[tuple[str, str]]] = set()
    for pair in pairs:
        what = f"{label} of {pair.issues[0]!r} and {pair.issues[1]!r}"
        if pair.issues[0] == pair.issues[1] and not of_two_deals:
            raise ValueError(f"{what}: expected two different issues")
        for name, level in zip(pair.issues, pair.levels, strict=True):
            if level not in levels.get(name, ()):
                raise ValueError(f"{what}: issue {name!r} has no level {level!r}")
        if not math.isfinite(pair.worth):
            raise ValueError(f"{what}: the worth is not finite")
        key = frozenset(zip(pair.issues, pair.levels, strict=True))
        if key in seen:
            raise ValueError(f"{what}: the levels {pair.levels} come twice")
        seen.add(key)
