"""Stacked alternating offers in several threads that share one host, compiled.

Rules of play
-------------
- A thread is a bargain of the host (side 0) with one partner (side 1) over the same issues.
  Threads run at the same time; the first to reach a deal ends the others.
- One round: in each open thread, in the order of the threads, the side that speaks first
  (``first``) acts, then the other. To act is to accept the standing offer of the other, to walk
  away, or to make an offer, which stands until that side makes its next.
- Time in round s = 0..N-1 is t = (s + 1) / (N + 1). The last offer of the side that speaks second
  is never answered: it has the last word, but nobody listens to it.
- Random end: before every turn chance ends the thread with the probability P of ``risk``; after n
  rounds of a thread, two turns each, it still goes on with (1 - P)^(2n).
- Live outside option: with ``rival_talks`` the host's reservation value in a thread is the larger
  of its own and the best offer standing in any other open thread, in money to the host, at the
  moment the host acts. Without, it talks to each partner as if there were no other.
- No side makes or accepts an offer that is worth less to it, in money, than its live reservation
  value at that moment. An offer binds: where the partner speaks first, a rival's better offer may
  come in before it answers, and the host's standing offer holds all the same. A script is trusted:
  who moves a side from outside may offer less than no deal is worth, and is bound by it.
- A side answers an offer knowing it: its belief holds the offer before it looks for its own next
  one, with which it compares (:class:`~model.negotiation.codes.Acceptance`).
- Discount factors: what is worth u, in the unit of the side's values, is worth u δ^t at time t. Who
  declines hopes for what it asks a round later, so a side accepts from δ^(1 / (N + 1)) times the
  amount that its rule says, and from all of it where that is below 0; nothing below its reservation
  value.
- A side whose live reservation value is above its best outcome walks away; where that is so from
  the start, the thread ends with ``End.NO_OFFER``.
- To walk away is to leave one thread, for good. The others go on; what its partner had offered
  there is no outside option any more. A host that leaves altogether walks away from each of its
  threads in the round in which it leaves, as a script may say. Where the host speaks first, nobody
  is heard in between. Where partners do, each acts before the host has come to its thread, and may
  still take what the host had offered there: an offer binds until its side walks away.

Which symmetry holds: exchanging the two sides of a thread together with ``first`` exchanges the
columns of the result exactly. For the same ``first``, equal sides do not get equal results: who
speaks first is heard first and is the second who may accept. Threads that are equal differ by their
order alone: the earlier one gets the deal where both could be closed in one round.
"""

import numpy as np

from model.negotiation.beliefs import NO_PARTS
from model.negotiation.codes import Floats, Integers
from model.negotiation.protocol import play_threads

NO_SCRIPT = np.zeros((0, 0, 0, 0), dtype=np.int64)


def play(
    tables: Floats,
    levels: Integers,
    reservations: Floats,
    styles: Floats,
    rounds: int,
    first: int,
    rival_talks: bool,
    risk: float,
    noise: Floats,
    trace: Integers,
    parts: Floats = NO_PARTS,
    script: Integers = NO_SCRIPT,
) -> tuple[Integers, Floats]:
    """Play the threads to their end.

    Parameters
    ----------
    tables : float64 (threads, 2, issues, most levels), USD m
        Worth of each level of each issue to host (0) and partner (1); beyond ``levels`` ignored.
    levels : int64 (issues,)
        Number of levels of each issue, at least 1.
    reservations : float64 (threads, 2), USD m
        What no deal is worth to each side.
    styles : float64 (threads, 2, STYLE_COLUMNS)
        How each side bargains, and its discount factor; rows by
        :meth:`model.negotiation.codes.Style.row`.
    rounds : int
        Rounds N until the deadline.
    first : int
        Which side speaks first in each round: 0 host, 1 partner.
    rival_talks : bool
        Whether standing offers of rivals raise the host's reservation value.
    risk : float
        Probability that talks break down before any one turn, below 1.
    noise : float64 (threads, rounds, 2)
        Uniform numbers in [0, 1), one a turn; may have size 0 where ``risk`` is 0 and no tactic
        is ``Tactic.RANDOM``.
    trace : int64 (threads, rounds, 2, issues)
        Offers made, written where they happen (fill it with -1 before); size 0 for no trace.
    parts : float64 (places, most parts), optional
        What merged issues are made of, see :func:`model.negotiation.beliefs.learn_merged`.
    script : int64 (threads, rounds, 2, issues), optional
        Moves of the sides whose tactic is ``Tactic.SCRIPTED``: levels offered, or in the first
        column ``ACCEPT``, ``WALK_AWAY`` or ``NO_MOVE_YET``; trusted. Where it ends, so does play.

    Returns
    -------
    ends : int64 (threads, 3 + issues)
        ``End`` code, round (1..N, 0 before the first), through whom, level of each issue (or -1).
    worth : float64 (threads, 4)
        Worth of the deal to host and partner in USD m, and as utility in [0, 1]; NaN without a
        deal.

    Notes
    -----
    Nothing is checked here: :mod:`model.negotiation.bargain` is the door with a lock.

    Examples
    --------
    One issue with five levels, two linear sides that concede at the same pace:

    >>> from model.negotiation.codes import End, Style
    >>> share = np.linspace(0.0, 1.0, 5)
    >>> ends, worth = play(
    ...     np.array([[[share], [1.0 - share]]]),
    ...     np.array([5]),
    ...     np.zeros((1, 2)),
    ...     np.array([[Style().row(), Style().row()]]),
    ...     20,
    ...     0,
    ...     True,
    ...     0.0,
    ...     np.zeros((0, 0, 2)),
    ...     np.zeros((0, 0, 2, 0), dtype=np.int64),
    ... )
    >>> End(ends[0, 0]).name, int(ends[0, 1]), int(ends[0, 3]), worth[0].tolist()
    ('DEAL', 11, 2, [0.5, 0.5, 0.5, 0.5])
    """
    ends = np.empty((len(tables), 3 + len(levels)), np.int64)
    worth = np.empty((len(tables), 4))
    play_threads(
        tables, levels, reservations, styles, rounds, first, rival_talks, risk, noise, trace,
        script, parts, ends, worth,
    )  # fmt: skip
    return ends, worth
