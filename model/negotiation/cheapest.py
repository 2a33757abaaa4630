"""The offer worth least to its side among those that reach its target, without a list of all.

The issues are cut in two. Of the *tail*, the last issues, all combinations are listed by rising
loss; each combination of the *head*, the others, keeps a finger on the dearest tail that still fits
the budget, and knows for which budgets the finger stays where it is. From one round to the next a
budget moves little, and so do the fingers: an offer takes time with the number of heads, about the
square root of the number of outcomes.

Losses are summed from the last issue to the first, as :func:`~model.negotiation.losses.
ladder_of_losses` does, so that both agree to the last bit. Of outcomes with the same loss the last
is offered, the last issue counting fastest.
"""

import numpy as np

from model.compiled import compiled
from model.negotiation.codes import OFFER, Floats, Integers, Offer
from model.negotiation.losses import ascending

# Tails of a small domain; of a large one, as many as there are heads (assumption: a list of so many
# is sorted in less time than a few rounds take).
TAILS = 1000


@compiled
def head_and_tail(levels: Integers) -> tuple[int, int, int]:
    """Return the number of issues in the head, of heads and of tails.

    Examples
    --------
    >>> head_and_tail(np.full(6, 5)), head_and_tail(np.full(10, 5)), head_and_tail(np.array([4]))
    ((2, 25, 625), (5, 3125, 3125), (0, 1, 4))
    """
    outcomes = 1
    for issue in range(levels.shape[0]):
        outcomes *= levels[issue]
    cut = levels.shape[0] - 1
    tails = levels[cut]
    while cut > 0:
        more = tails * levels[cut - 1]
        if more > TAILS and more > outcomes // more:
            break
        tails = more
        cut -= 1
    return cut, outcomes // tails, tails


@compiled
def list_tails(
    width: int, levels: Integers, loss: Floats, style: Floats
) -> tuple[Floats, Integers, Floats]:
    """Return what :func:`cheapest_offer` searches, filled for the sides that use it.

    Parameters
    ----------
    width : int
        Places of an issue.
    levels : int64 (issues,)
        Number of levels of each issue.
    loss : float64 (seats, places)
        As :func:`model.negotiation.losses.prepare_losses` writes them.
    style : float64 (seats, STYLE_COLUMNS)
        How each side bargains.

    Returns
    -------
    tails : float64 (seats, tails)
        Losses in the tail, rising.
    numbers : int64 (seats, tails + heads)
        Number of the combination of each; then each head's finger, at the first tail.
    heads : float64 (seats * heads, issues in the head + 2)
        Loss of each head in each of its issues; then from which budget on, and below which, its
        finger stays: for none at first. One side's heads below the other's.
    """
    cut, many, count = head_and_tail(levels)
    seats = loss.shape[0]
    tails = np.zeros((seats, count))
    numbers = np.zeros((seats, count + many), np.int64)
    heads = np.zeros((seats * many, cut + 2))
    total = np.empty(count)
    made = np.empty(count, np.int64)
    for seat in range(seats):
        if int(style[seat, OFFER]) != Offer.CHEAPEST:
            continue
        # Issue by issue: each level shifts the list so far, and the shifted lists are merged.
        size = min(1, count)  # see `compiled` for why
        for back in range(levels.shape[0] - cut):
            issue = levels.shape[0] - 1 - back
            more = size * levels[issue]
            for level in range(levels[issue]):
                lost = loss[seat, issue * width + level]
                for tail in range(size):
                    total[level * size + tail] = tails[seat, tail] + lost
                    made[level * size + tail] = numbers[seat, tail] + level * size
            rank = ascending(total[:more], size)
            for tail in range(more):
                tails[seat, tail] = total[rank[tail]]
                numbers[seat, tail] = made[rank[tail]]
            size = more
        for head in range(many):
            rest = head
            for back in range(cut):
                issue = cut - 1 - back
                heads[seat * many + head, issue] = loss[seat, issue * width + rest % levels[issue]]
                rest //= levels[issue]
    return tails, numbers, heads


@compiled
def loss_of(seat: int, head: int, tail: int, tails: Floats, heads: Floats) -> float:
    """Return the loss of a head (its row) with a tail, summed from the last issue to the first."""
    # Unsigned: saves a test for negative places at each look-up.
    total: float = tails[np.uint64(seat), np.uint64(tail)]
    row = np.uint64(head)
    issue = heads.shape[1] - 2
    while issue > 0:
        issue -= 1
        total += heads[row, np.uint64(issue)]
    return total


@compiled
def move_finger(
    seat: int, head: int, finger: int, budget: float, tails: Floats, heads: Floats
) -> int:
    """Return the last tail that fits with a head (its row), or -1, looking first about ``finger``.

    Between which budgets it stays so is written: its loss and that of the next, which does not fit;
    -1 and 2 where there is none.
    """
    low = -1  # fits, or is none
    high = tails.shape[1]  # does not fit, or is none
    fits = -1.0
    exceeds = 2.0
    probe = finger
    stride = 1
    while high - low > 1:
        lost = loss_of(seat, head, probe, tails, heads)
        if lost <= budget:
            low = probe
            fits = lost
            probe += stride
        else:
            high = probe
            exceeds = lost
            probe -= stride
        stride *= 2
        if not low < probe < high:
            probe = (low + high) // 2
    heads[head, heads.shape[1] - 2] = fits
    heads[head, heads.shape[1] - 1] = exceeds
    return low


@compiled
def cheapest_offer(
    seat: int,
    budget: float,
    width: int,
    levels: Integers,
    loss: Floats,
    tails: Floats,
    numbers: Integers,
    heads: Floats,
    offer: Integers,
    reach: Floats,
) -> None:
    """Write the offer of a side that loses most within a budget, its best one where none fits.

    Parameters
    ----------
    seat : int
        Row of the side.
    budget : float
        Utility that the side may give away against its best outcome.
    width, levels, loss, tails, numbers, heads
        As in :func:`list_tails`; the fingers are moved.
    offer : int64 (seats, issues)
        Place of each issue; the seat's row is written.
    reach : float64 (seats, 2)
        Between which budgets the offer is the same; written.
    """
    cut = heads.shape[1] - 2
    count = tails.shape[1]
    many = numbers.shape[1] - count
    above = seat * many
    most = -1.0
    need = 2.0
    best_head = 0
    best_tail = 0
    for head in range(many):
        row = above + head
        if not heads[row, cut] <= budget < heads[row, cut + 1]:
            finger = numbers[seat, count + head]
            here = move_finger(seat, row, finger, budget, tails, heads)
            numbers[seat, count + head] = max(here, 0)
        need = min(need, heads[row, cut + 1])
        if heads[row, cut] >= max(most, 0.0):  # a later head goes before an earlier one
            most = heads[row, cut]
            best_head = head
    if most < 0.0:
        need = 2.0
        for issue in range(levels.shape[0]):
            for level in range(levels[issue]):
                place = issue * width + levels[issue] - 1 - level
                if loss[seat, place] == 0.0:
                    offer[seat, issue] = place
                else:
                    need = min(need, loss[seat, place])
        most = 0.0
    else:
        here = numbers[seat, count + best_head]
        while here >= 0 and loss_of(seat, above + best_head, here, tails, heads) == most:
            best_tail = max(best_tail, numbers[seat, here])
            here -= 1
        for back in range(levels.shape[0]):
            issue = levels.shape[0] - 1 - back
            rest = best_tail if issue >= cut else best_head
            offer[seat, issue] = issue * width + rest % levels[issue]
            if issue >= cut:
                best_tail = rest // levels[issue]
            else:
                best_head = rest // levels[issue]
    reach[seat, 0] = most
    reach[seat, 1] = need
