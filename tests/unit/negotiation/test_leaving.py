"""Who walks away leaves one thread; a host that leaves altogether leaves each of them at once."""

import numpy as np
import pytest

from model.negotiation.beliefs import NO_PARTS
from model.negotiation.codes import BY, END, NO_MOVE_YET, ROUND, WALK_AWAY, End, Style, Tactic
from model.negotiation.play import play

pytestmark = pytest.mark.core
ROUNDS, LEVELS = 20, 11
SHARE = np.linspace(0.0, 1.0, LEVELS)  # of the host
HARD, SOFT = Style(Tactic.HARDLINER), Style(Tactic.TIME, 0.3)


def played(partners, hosts, first=0):
    """Return ends, worth and trace of threads of a host that shares with each partner.

    `hosts` has for each thread a style, or the script of the host: what it asks round by round.
    """
    threads = len(partners)
    script = np.full((threads, ROUNDS, 2, 1), NO_MOVE_YET)
    rows = []
    for at, (host, partner) in enumerate(zip(hosts, partners, strict=True)):
        if isinstance(host, list):
            script[at, : len(host), 0, 0] = host
            host = Style(Tactic.SCRIPTED)
        rows.append([host.row(), partner.row()])
    trace = np.full((threads, ROUNDS, 2, 1), -1)
    ends, worth = play(
        np.array([[[SHARE], [1.0 - SHARE]]] * threads),
        np.array([LEVELS]),
        np.zeros((threads, 2)),
        np.array(rows),
        *(ROUNDS, first, True, 0.0, np.zeros((0, 0, 2)), trace, NO_PARTS, script),
    )
    return ends, worth, trace[..., 0]


def asks(level, rounds):
    """Return a script that asks for a level, then leaves."""
    return [level] * rounds + [WALK_AWAY] * (ROUNDS - rounds)


@pytest.mark.parametrize("first", [0, 1])
def test_a_host_that_leaves_altogether_ends_all_its_threads_in_that_round(first):
    ends, worth, trace = played([HARD, SOFT, HARD], [asks(10, 3), asks(9, 3), asks(8, 3)], first)
    assert ends[:, [END, ROUND, BY]].tolist() == [[End.WALKED_AWAY, 4, 0]] * 3
    assert np.isnan(worth).all()
    # Where the host speaks first, nobody says anything more in the round in which it leaves.
    assert (trace[:, 4:] == -1).all()
    assert (trace[:, 3] == -1).all() == (first == 0)


def test_a_partner_who_speaks_first_may_still_take_what_the_host_offered():
    scripts = [asks(10, 3) for _ in range(3)]
    scripts[1][2] = 0  # the last that it says before it leaves
    ends, worth, _ = played([HARD] * 3, scripts, first=1)
    assert ends[:, END].tolist() == [End.WALKED_AWAY, End.DEAL, End.LOST_TO_RIVAL]
    assert ends[:, ROUND].tolist() == [4, 4, 4]
    assert worth[1, :2].tolist() == [0.0, 1.0]
    # Where the host speaks first, the partner has taken it in the round of the offer.
    ends, _, _ = played([HARD] * 3, scripts, first=0)
    assert ends[:, ROUND].tolist() == [3, 3, 3]


def test_who_leaves_one_thread_goes_on_in_the_others_without_its_outside_option():
    linear = Style()
    alone, worth_alone, _ = played([linear], [linear])
    assert alone[0, END] == End.DEAL
    left, worth, trace = played([SOFT, linear], [asks(10, 5), linear])
    assert SHARE[trace[0, 4, 1]] > worth_alone[0, 0]  # what SOFT had offered was the better
    assert left[0, [END, ROUND, BY]].tolist() == [End.WALKED_AWAY, 6, 0]
    assert left[1].tolist() == alone[0].tolist()
    assert worth[1].tolist() == worth_alone[0].tolist()
    # While it talks there, it takes no less from the other, who never gives as much.
    stays, _, _ = played([SOFT, linear], [[10] * ROUNDS, linear])
    assert stays[:, END].tolist() == [End.DEADLINE] * 2
