"""A seat for a person, or for a program from outside: a bargain driven move by move.

The table does not copy the engine's rules: after each move it replays the whole bargain with the
moves so far as a script, which takes some microseconds, and stops where the script ends. What the
seated side may see is its own worth of every offer, the history, the rounds left and advice from
its own tables; never what anything is worth to the other.
"""

from dataclasses import dataclass, replace

import numpy as np

from model.negotiation.bargain import Outcome, check_talks, outcome_of
from model.negotiation.codes import (
    ACCEPT,
    END,
    HOST,
    NO_MOVE_YET,
    ROUND,
    WALK_AWAY,
    End,
    Style,
    Tactic,
)
from model.negotiation.domain import Bargain
from model.negotiation.moves import Move, moves_of
from model.negotiation.play import play


@dataclass(frozen=True)
class View:
    """What the seated side sees when it is its move.

    Parameters
    ----------
    round, rounds : int
        The round that is being played, from 1, and the number of rounds.
    standing : tuple of int
        The other side's standing offer, level of each issue; empty before its first.
    worth : float
        What that offer is worth to the seated side; its reservation value before the first.
    reservation : float
        What no deal is worth to it.
    own_values : tuple of tuple of float
        Its own table.
    history : tuple of Move
        All offers so far, worth given for the seated side only (NaN for the other).
    """

    round: int
    rounds: int
    standing: tuple[int, ...]
    worth: float
    reservation: float
    own_values: tuple[tuple[float, ...], ...]
    history: tuple[Move, ...]

    @property
    def rounds_left(self) -> int:
        """Rounds after this one."""
        return self.rounds - self.round


class Table:
    """One bargain in which one side is moved from outside and the other by its style.

    Parameters
    ----------
    talk : Bargain
        The bargain; the style of the seated side is not used.
    seated : int
        The side moved from outside: 0 host, 1 partner.
    rounds : int
        Rounds until the deadline.
    first : int
        Which side speaks first.

    Raises
    ------
    ValueError
        Where an argument is outside its bounds.

    Examples
    --------
    >>> from model.negotiation.domain import Issue, Party
    >>> share = Issue("share", ("none", "half", "all"))
    >>> talk = Bargain((share,), Party(((0.0, 1.0, 2.0),)), Party(((2.0, 1.0, 0.0),)))
    >>> table = Table(talk, seated=0, rounds=4)
    >>> table.offer((2,))
    >>> table.view.standing, table.view.rounds_left
    ((0,), 2)
    >>> table.offer((1,)); table.offer((1,))
    >>> table.outcome.end.name, table.outcome.deal
    ('DEAL', {'share': 'half'})
    """

    def __init__(self, talk: Bargain, seated: int, rounds: int = 40, first: int = HOST) -> None:
        """Open the talk and let the other side speak if it is first."""
        if seated not in (0, 1):
            raise ValueError(f"seated is {seated}: expected 0 (host) or 1 (partner)")
        check_talks([talk], rounds, first, 0.0, None, seated)
        scripted = Style(Tactic.SCRIPTED)
        if seated == HOST:
            self._talk = replace(talk, host=replace(talk.host, style=scripted))
        else:
            self._talk = replace(talk, partner=replace(talk.partner, style=scripted))
        self._seated, self._rounds, self._first = seated, rounds, first
        self._script = np.full((1, rounds, 2, len(talk.counts)), NO_MOVE_YET)
        self._moves = 0
        self._replay()

    @property
    def view(self) -> View | None:
        """What the seated side sees, or None where the talk has ended."""
        return self._view

    @property
    def outcome(self) -> Outcome | None:
        """How the talk ended, or None where it is the seated side's move."""
        return self._outcome

    def offer(self, levels: tuple[int, ...]) -> None:
        """Make an offer, level of each issue; raise ValueError where it is not one.

        One that is worth less than no deal is not refused, and binds.
        """
        counts = [len(issue.levels) for issue in self._talk.issues]
        if len(levels) != len(counts) or not all(
            level in range(count) for level, count in zip(levels, counts, strict=False)
        ):
            raise ValueError(f"{levels} is not an offer: expected levels below {counts}")
        self._move(self._talk.merged.join(levels))

    def accept(self) -> None:
        """Accept the standing offer; raise ValueError where there is none or it is too little."""
        view = self._view
        if view is not None and not view.standing:
            raise ValueError("there is no offer to accept")
        if view is not None and view.worth < view.reservation:
            raise ValueError("the offer is worth less than no deal")
        self._move((ACCEPT,) * len(self._talk.counts))

    def walk_away(self) -> None:
        """End the talk without a deal."""
        self._move((WALK_AWAY,) * len(self._talk.counts))

    def advice(self, share: float) -> tuple[int, ...]:
        """Return the level of each issue that gives up ``share`` of what it is worth, rounded up.

        Parameters
        ----------
        share : float
            From 0 (the best level) to 1 (the worst), share of the range of each issue; what
            interactions are worth is not looked at.
        """
        chosen = []
        for values in self._own_values():
            least = max(values) - share * (max(values) - min(values))
            enough = [level for level, value in enumerate(values) if value >= least - 1e-12]
            chosen.append(min(enough, key=lambda level: values[level]))
        return tuple(chosen)

    def _own_values(self) -> tuple[tuple[float, ...], ...]:
        party = self._talk.host if self._seated == HOST else self._talk.partner
        return party.values

    def _move(self, levels: tuple[int, ...]) -> None:
        """Write a move into the script and play on."""
        if self._view is None:
            raise ValueError("the talk has ended")
        self._script[0, self._moves, self._seated] = levels
        self._moves += 1
        self._replay()

    def _replay(self) -> None:
        """Play from the start to the end of the script and see what there is to see."""
        talk = self._talk
        trace = np.full(self._script.shape, -1)
        ends, worth = play(
            talk.played[None],
            talk.counts,
            talk.reservation[None],
            talk.rows[None],
            self._rounds,
            self._first,
            False,
            0.0,
            np.zeros((0, 0, 2)),
            trace,
            talk.merged.parts,
            self._script,
        )
        moves = moves_of(talk, trace[0], self._first)
        if ends[0, END] != End.YOUR_MOVE:
            self._view: View | None = None
            self._outcome: Outcome | None = outcome_of(talk, ends[0], worth[0], moves)
            return
        me = self._seated
        seen = []
        for move in moves:
            mine = move.worth[me]
            seen.append(replace(move, worth=(mine, np.nan) if me == HOST else (np.nan, mine)))
        theirs = [move for move in seen if move.side != me]
        reservation = float(talk.reservation[me])
        self._outcome = None
        self._view = View(
            round=int(ends[0, ROUND]),
            rounds=self._rounds,
            standing=theirs[-1].levels if theirs else (),
            worth=theirs[-1].worth[me] if theirs else reservation,
            reservation=reservation,
            own_values=self._own_values(),
            history=tuple(seen),
        )
