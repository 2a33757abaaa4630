"""From money to utility: what each side loses against its own best outcome.

Everything is normalised by the best and the worst over the side's own table. Utility is kept as a
*loss*, so that the best outcome is worth exactly 1 and an offer's utility is 1 less a short sum.

A *place* is a level of an issue in a flat list: issue * width + level, width the largest number of
levels of any issue. A *seat* is a side in a thread: 2 * thread for the host, + 1 for the partner.
"""

import numpy as np

from model.compiled import compiled
from model.negotiation.codes import Floats, Integers

# Room for rounding when a loss is held against a budget, as utility.
SLACK = 1e-12


@compiled
def prepare_losses(
    width: int,
    values: Floats,
    levels: Integers,
    loss: Floats,
    order: Integers,
    best: Floats,
    scale: Floats,
) -> None:
    """Write each side's losses against its own best, its levels by rising loss, best and scale.

    loss[s, p] = (best value in the issue of p - value[s, p]) scale[s], so that the utility of an
    outcome is 1 less the sum of its losses; scale[s] is 1 / (best less worst). A side to whom all
    outcomes are worth the same has no losses.

    Parameters
    ----------
    width : int
        Places of an issue.
    values : float64 (seats, places), USD m
        Worth of each level of each issue.
    levels : int64 (issues,)
        Number of levels of each issue.
    loss, order : float64, any integers (seats, places)
        Losses; and the places of each issue by rising loss; written.
    best, scale : float64 (seats,), USD m and 1/USD m
        Worth of the best outcome; utility of one unit of money; written.
    """
    for seat in range(values.shape[0]):
        high = 0.0
        low = 0.0
        for issue in range(levels.shape[0]):
            base = issue * width
            last = base + levels[issue] - 1
            rises = True
            for place in range(base, last):
                rises = rises and values[seat, place] < values[seat, place + 1]
            for place in range(base, last + 1):
                if rises:  # the worst case of the sort, and as common as the best
                    order[seat, base + last - place] = place
                    continue
                # Insertion sort: few levels, often in order already, and ties keep their order.
                worth = values[seat, place]
                rung = place
                while rung > base and values[seat, order[seat, rung - 1]] < worth:
                    order[seat, rung] = order[seat, rung - 1]
                    rung -= 1
                order[seat, rung] = place
            high += values[seat, order[seat, base]]
            low += values[seat, order[seat, base + levels[issue] - 1]]
        best[seat] = high
        span = high - low
        scale[seat] = 1.0 / span if span > 0.0 else 0.0
        for issue in range(levels.shape[0]):
            base = issue * width
            top = values[seat, order[seat, base]]
            for place in range(base, base + levels[issue]):
                loss[seat, place] = (top - values[seat, place]) * scale[seat]


@compiled
def worth_of(seat: int, speaker: int, values: Floats, offer: Integers) -> float:
    """Return the sum over issues of a side's values at the standing offer of a speaker."""
    total = 0.0
    row = np.uint64(seat)  # unsigned: saves a test for negative places at each look-up
    for issue in range(offer.shape[1]):
        total += values[row, np.uint64(offer[speaker, issue])]
    return total


@compiled
def utility_of(worth: float, best: float, scale: float) -> float:
    """Return an amount of money as utility: 1 - (best - worth) scale.

    Examples
    --------
    >>> utility_of(40.0, 100.0, 1.0 / 80.0)
    0.25
    """
    return 1.0 - (best - worth) * scale


@compiled
def ascending(amounts: Floats, run: int) -> Integers:
    """Return the places of the amounts by rising amount; equal ones keep their order.

    What ``np.argsort(amounts, kind="stable")`` does, by merging runs of doubling length; numpy's
    own takes the compiler seconds.

    Parameters
    ----------
    amounts : float64 (amounts,)
        What to sort.
    run : int
        How many in a row, from the first on, are sorted already; 1 for none.

    Examples
    --------
    >>> ascending(np.array([2.0, 1.0, 2.0, 0.0]), 1).tolist()
    [3, 1, 0, 2]
    """
    count = amounts.shape[0]
    here = np.empty(count, np.int64)
    there = np.empty(count, np.int64)
    for place in range(count):
        here[place] = place
    while run < count:
        for start in range(0, count, 2 * run):
            middle = min(start + run, count)
            end = min(start + 2 * run, count)
            left = start
            right = middle
            for place in range(start, end):
                take_left = right >= end
                if not take_left and left < middle:
                    take_left = amounts[here[left]] <= amounts[here[right]]
                if take_left:
                    there[place] = here[left]
                    left += 1
                else:
                    there[place] = here[right]
                    right += 1
        here, there = there, here
        run *= 2
    return here


@compiled
def ladder_of_losses(width: int, levels: Integers, loss: Floats) -> tuple[Integers, Floats]:
    """Return every side's list of all outcomes by rising loss, and the losses.

    Outcomes are numbered with the last issue fastest; equal losses stay in that order. The lists
    grow with the product of the levels: for small domains only.

    Parameters
    ----------
    width : int
        Places of an issue.
    levels : int64 (issues,)
        Number of levels of each issue.
    loss : float64 (seats, places)
        As :func:`prepare_losses` writes them.

    Returns
    -------
    rungs : int64 (seats, outcomes)
        Number of the outcome on each rung.
    losses : float64 (seats, outcomes)
        Its loss.
    """
    outcomes = 1
    for issue in range(levels.shape[0]):
        outcomes *= levels[issue]
    seats = loss.shape[0]
    rungs = np.zeros((seats, outcomes), np.int64)
    losses = np.zeros((seats, outcomes))
    total = np.empty(outcomes)
    for seat in range(seats):
        for outcome in range(outcomes):
            rest = outcome
            total[outcome] = 0.0
            for back in range(levels.shape[0]):
                issue = levels.shape[0] - 1 - back
                total[outcome] += loss[seat, issue * width + rest % levels[issue]]
                rest //= levels[issue]
        rank = ascending(total, min(1, seats))  # see `compiled` for why
        for rung in range(outcomes):
            rungs[seat, rung] = rank[rung]
            losses[seat, rung] = total[rank[rung]]
    return rungs, losses
