"""A seat at one talk of a run: one side moved by a person, the other by its recorded tactic.

The talk is posed as it was in the run, with its rivals and its luck. After each move the engine
plays it again from the start, as in :mod:`model.negotiation.table`, and stops where it is the
person's turn. What the person may see is what its side sees: own worth, own reservation value, all
offers, the host also what its rivals offer. :meth:`Seat.debrief` shows the rest once the talk is
over, and :attr:`Seat.decision` is what makes the world live with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from experiments.recall import RecallError, label_of
from experiments.replays import replay, table_of
from experiments.sights import Debrief, Sight, first_of, seen
from experiments.talk_names import found_by
from experiments.talks import UNVOTED, told_of
from model.negotiation.advice import Advice, advised, liking
from model.negotiation.codes import END, End
from model.scenario.decisions import Decision, Kind
from model.scenario.moves import ACCEPT, LEAVE, SIDES, Moves
from model.scripts import scripted
from model.snapshot import History

Array = NDArray[np.float64]
Indices = NDArray[np.int64]


class Seat:
    """One side of one talk of a run that is remembered.

    Parameters
    ----------
    history : History
        The run, up to the quarter of the talk at least; see
        :func:`experiments.reasons.remembered`.
    name : str
        Of the talk, see :func:`experiments.talks.names`.
    side : str
        ``host`` or ``partner``.

    Attributes
    ----------
    issues : tuple of str
        What there is to settle.
    levels : tuple of tuple of float
        By issue: the values of its levels.
    worth_usd_m : tuple of tuple of float
        By issue: what each level is worth to the seated side.
    sight : Sight or None
        What it sees; None when the talk is over.

    Raises
    ------
    RecallError
        Where there was no such talk or side.

    Examples
    --------
    >>> from experiments.reasons import remembered
    >>> from experiments.talk_names import names
    >>> history = remembered("classroom", 1, "2026Q4")
    >>> seat = Seat(history, next(iter(names(history))), "host")
    >>> seat.offer(seat.advice().levels)
    >>> seat.sight.standing.side, seat.sight.rounds_left == seat.sight.rounds - 2
    (1, True)
    >>> seat.leave()
    >>> seat.over, seat.debrief().played.end
    (True, 'walked away')
    """

    def __init__(self, history: History, name: str, side: str) -> None:
        """Sit down; the other side speaks, if it is first."""
        if side not in SIDES:
            raise RecallError(f"side {side!r}: expected one of {', '.join(SIDES)}")
        self._state = history.state
        self._name, self._tape, self._thread = found_by(history, name)
        if self._tape.script.size:
            raise RecallError(f"talk {name!r}: somebody sits at it already: drop that decision")
        if self._tape is not first_of(self._state, self._tape, self._thread):
            raise RecallError(
                f"talk {name!r}: not the first about it with this partner that quarter"
            )
        self._side = SIDES.index(side)
        table = table_of(self._state, self._tape)
        self._counts = table.counts
        self.issues = table.names
        self.levels = self._rows(self._tape.levels[self._thread])
        self._own: Array = self._tape.tables[self._thread, self._side]
        self.worth_usd_m = self._rows(self._own)
        self._moves = Moves(self._side, ())
        self._play()

    @property
    def over(self) -> bool:
        """Whether the talk has ended."""
        return self.sight is None

    @property
    def decision(self) -> Decision | None:
        """What makes a run live with this talk; None before it is over, or without a move."""
        if not self.over or not len(self._moves):
            return None
        quarter = label_of(self._state.scenario, self._tape.quarter)
        partner = self._state.atlas.partners[self._tape.partners[self._thread]]
        about = f"{self._state.atlas.topic(self._tape.technology)}-{partner}"
        return Decision(quarter, Kind.SEAT, about, self._moves.text)

    def worth(self, levels: Sequence[int]) -> float:
        """Return what an offer is worth to the seated side, USD m.

        Raises
        ------
        ValueError
            Where it is not an offer: too few levels, or one that an issue does not have.
        """
        counts = self._counts.tolist()
        if len(levels) != len(counts) or not all(
            0 <= level < count for level, count in zip(levels, counts, strict=True)
        ):
            raise ValueError(f"{tuple(levels)} is not an offer: expected levels below {counts}")
        return float(self._own[np.arange(len(counts)), np.asarray(levels)].sum())

    def offer(self, levels: Sequence[int]) -> None:
        """Make an offer, level of each issue.

        Raises
        ------
        ValueError
            Where it is not one, is worth less than no deal, or the talk is over.
        """
        least = self._sight().reservation_usd_m
        if self.worth(levels) < least:
            raise ValueError(f"worth {self.worth(levels):.1f}: less than no deal, {least:.1f}")
        offers = (*self._moves.offers, tuple(int(level) for level in levels))
        self._moves = replace(self._moves, offers=offers)
        self._play()

    def accept(self) -> None:
        """Accept the other's standing offer.

        Raises
        ------
        ValueError
            Where there is none, it is worth less than no deal, or the talk is over.
        """
        sight = self._sight()
        if sight.standing is None:
            raise ValueError("there is no offer to accept yet")
        if sight.standing.worth_usd_m < sight.reservation_usd_m:
            raise ValueError("the offer is worth less than no deal")
        self._moves = replace(self._moves, last=ACCEPT)
        self._play()

    def leave(self) -> None:
        """Walk away; raise ValueError where the talk is over."""
        self._sight()
        self._moves = replace(self._moves, last=LEAVE)
        self._play()

    def advice(self, give_usd_m: float = 0.0) -> Advice:
        """Return a counter-offer that the other may like more, and that costs nothing.

        Parameters
        ----------
        give_usd_m : float
            What it may cost against the last own offer; the best offer of all before the first.
            Never so much that no deal would be better.

        Returns
        -------
        Advice
            The last own offer itself where no better one is known.
        """
        sight = self._sight()
        mine = self._moves.offers
        heard = [each.levels for each in sight.history if each.side != self._side]
        top = float(sum(max(row) for row in self.worth_usd_m))
        last = self.worth(mine[-1]) if mine else top
        least = max(last - give_usd_m, sight.reservation_usd_m)
        found = advised(self._own, self._counts, heard, least)
        if mine and give_usd_m <= 0.0:
            liked = liking(self._counts, heard, mine[-1])
            if found.liked <= liked:
                return Advice(mine[-1], last, liked)
        return found

    def debrief(self) -> Debrief:
        """Return the hidden side: how the talk looks to both, and how it went without the seat.

        Raises
        ------
        ValueError
            Where the talk is not over.
        """
        if not self.over:
            raise ValueError("the talk is not over")
        played = self._tape._replace(ends=self._ends, styles=self._styles, script=self._script)
        state, thread, partner = self._state, self._thread, self._tape.partners[self._thread]
        data = state.scenario.partners[state.atlas.partners[partner]]
        tactic = data.tactic if self._side == 0 else state.scenario.policy.tactic
        return Debrief(
            played=told_of(state, played, thread, self._name, vote=UNVOTED),
            recorded=told_of(state, self._tape, thread, self._name),
            tactic=tactic,
            other_worth_usd_m=self._rows(self._tape.tables[thread, 1 - self._side]),
        )

    def _rows(self, table: Array) -> tuple[tuple[float, ...], ...]:
        counts = self._counts.tolist()
        return tuple(tuple(row[:n].tolist()) for row, n in zip(table, counts, strict=True))

    def _sight(self) -> Sight:
        if self.sight is None:
            raise ValueError("the talk is over")
        return self.sight

    def _play(self) -> None:
        """Play from the start to the person's next turn, or to the end."""
        tape, thread = self._tape, self._thread
        rounds = self._state.scenario.bargaining.rounds
        self._styles, self._script = scripted(
            tape.styles, rounds, len(self._counts), tape.partners, {thread: self._moves}, False
        )
        self._ends, trace = replay(self._state, tape, self._styles, self._script)
        self.sight: Sight | None = None
        if self._ends[thread, END] == End.YOUR_MOVE:
            self.sight = seen(self._state, tape, thread, self._side, self._ends, trace)
