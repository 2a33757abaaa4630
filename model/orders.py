"""What was decided from outside and is open: orders for talks of the quarter.

A matter is a pair of technology (-1: the comprehensive agreement) and partner, by place.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from model.scenario.decisions import Kind
from model.scenario.moves import Moves

Matter = tuple[int, int]
VERDICTS = (Kind.REFUSE, Kind.SIGN)


@dataclass
class Orders:
    """Orders that a world has been given.

    Attributes
    ----------
    waiting : dict
        Orders of this quarter that have not met their talk yet, with the text of the decision.
    verdicts : dict of Kind
        By matter: how a text of this quarter is to be voted on at home.
    called : frozenset
        Matters that are to be talked about this quarter.
    summoned : set
        Those of them that were on no agenda: they are held because it was decided.
    seats : dict of Moves
        By matter: how somebody moves one side of a talk of this quarter.
    why : dict of str
        By matter: why an order could not be followed.
    """

    waiting: dict[tuple[Kind, Matter], str] = field(default_factory=dict)
    verdicts: dict[Matter, Kind] = field(default_factory=dict)
    called: frozenset[Matter] = frozenset()
    summoned: set[Matter] = field(default_factory=set)
    seats: dict[Matter, Moves] = field(default_factory=dict)
    why: dict[Matter, str] = field(default_factory=dict)

    def give(self, kind: Kind, matter: Matter, text: str) -> None:
        """Take an order for a talk of this quarter.

        Examples
        --------
        >>> orders = Orders()
        >>> orders.give(Kind.REFUSE, (3, 0), "2028Q1:refuse:nuclear-korea")
        >>> orders.verdict((3, 0)).value, orders.waiting
        ('refuse', {})
        """
        self.waiting[kind, matter] = text
        if kind in VERDICTS:
            self.verdicts[matter] = kind
        if kind in (Kind.SIGN, Kind.CALL):
            self.called |= {matter}

    def held(self, matter: Matter) -> None:
        """Take note that a talk is held, whether it was called or not."""
        self.waiting.pop((Kind.CALL, matter), None)

    @property
    def open(self) -> bool:
        """Whether there are orders for talks of this quarter."""
        return bool(self.waiting or self.verdicts or self.called)

    def verdict(self, matter: Matter) -> Kind | None:
        """Return how a text is to be voted on at home, None where nothing was decided."""
        kind = self.verdicts.get(matter)
        if kind is not None:
            self.waiting.pop((kind, matter), None)
        return kind

    def clear(self) -> None:
        """Forget the orders of the quarter."""
        self.waiting.clear()
        self.verdicts.clear()
        self.summoned.clear()
        self.seats.clear()
        self.why.clear()
        self.called = frozenset()
