"""What a side believes that the other likes, read from the offers it hears.

A frequency model after HardHeaded (van Krimpen, Looije, Hajizadeh 2013): a level that is offered
often is liked, and an issue on which the other does not move between two offers weighs more. Two
deviations, both documented here because they decide results:

- an offer repeated unchanged teaches nothing (a stubborn side would else drown its early offers;
  the point is made by Tunali, Aydogan, Sanchez-Anguix 2017);
- under ``Belief.ORDERED`` an offered level speaks for its neighbours in proportion to closeness,
  since the levels of a term are an ordered scale. ``Belief.FREQUENCY`` counts names only.

Beside it stand ``Belief.WINDOWED``, which counts names too but in which older offers fade (a window
without an edge), and ``Belief.PERFECT``, which is told the truth and learns nothing. For
``Belief.BAYESIAN`` see :mod:`model.negotiation.bayesian`.

From the belief follow the *efficient switches*: for each issue the levels on the upper hull of
(what it costs me, what it is believed to give the other), in the order in which I would give way.
"""

import numpy as np

from model.compiled import compiled, compiled_in_place
from model.negotiation.codes import Belief, Floats, Integers

# What an issue gains in weight when the other held firm on it between two offers (HardHeaded: 0.2).
FIRMNESS = 0.2

# What is left of earlier offers at each new one under Belief.WINDOWED: the weights of all offers
# sum to 1 / (1 - 0.9) = 10 (assumption).
FADE = 0.9

# In the place of the parts of merged issues, where none are merged.
NO_PARTS = np.zeros((0, 0))

# Low bits of a key, which hold the place; so there may be at most this many places.
PLACE_BITS = 4095

# Keys that the compiler compares in one step of its loop; what is left over goes one by one.
BLOCK = 16


@compiled_in_place
def learn(
    seat: int,
    speaker: int,
    belief: int,
    width: int,
    levels: Integers,
    previous: Integers,
    offer: Integers,
    credit: Floats,
    weight: Floats,
) -> None:
    """Add one new offer of the other side to what the seat's side believes.

    Parameters
    ----------
    seat, speaker : int
        Rows of the side that listens and of the side that speaks.
    belief : int
        A :class:`~model.negotiation.codes.Belief`.
    width : int
        Places of an issue.
    levels : int64 (issues,)
        Number of levels of each issue.
    previous, offer : int64 (seats, issues)
        The speaker's last offer (places, or -1 before the first) and its new one.
    credit, weight : float64 (seats, places), (seats, issues)
        The belief, changed in place.
    """
    if belief == Belief.PERFECT:
        return
    row = np.uint64(seat)  # unsigned: saves a test for negative places at each look-up
    for issue in range(levels.shape[0]):
        here = offer[speaker, issue]
        if belief == Belief.WINDOWED:
            weight[seat, issue] = 1.0 + (weight[seat, issue] - 1.0) * FADE
            for place in range(issue * width, issue * width + levels[issue]):
                credit[seat, place] *= FADE
        if previous[speaker, issue] == here:
            weight[seat, issue] += FIRMNESS
        if belief == Belief.ORDERED and levels[issue] > 1:
            step = 1.0 / (levels[issue] - 1)
            base = np.uint64(issue * width)
            named = here - issue * width
            for level in range(levels[issue]):
                credit[row, base + np.uint64(level)] += 1.0 - abs(level - named) * step
        else:
            credit[seat, here] += 1.0


@compiled
def learn_merged(
    seat: int,
    speaker: int,
    belief: int,
    width: int,
    levels: Integers,
    previous: Integers,
    offer: Integers,
    parts: Floats,
    credit: Floats,
    weight: Floats,
) -> None:
    """Add one new offer to a belief over issues that are merged from others.

    An offered combination speaks for every other one by the mean over its parts of how close they
    are: under ``Belief.ORDERED`` in their order, else 1 for the same level and 0 for another.

    Parameters
    ----------
    parts : float64 (places, most parts)
        Where the level of each part stands in its order, 0 to 1; NaN beyond the parts.
    seat, speaker, belief, width, levels, previous, offer, credit, weight
        As in :func:`learn`.
    """
    if belief == Belief.PERFECT:
        return
    fade = FADE if belief == Belief.WINDOWED else 1.0
    for issue in range(levels.shape[0]):
        here = offer[speaker, issue]
        weight[seat, issue] = 1.0 + (weight[seat, issue] - 1.0) * fade
        if previous[speaker, issue] == here:
            weight[seat, issue] += FIRMNESS
        for place in range(issue * width, issue * width + levels[issue]):
            alike = 0.0
            count = 0
            for part in range(parts.shape[1]):
                apart = abs(parts[place, part] - parts[here, part])
                if apart >= 0.0:  # not NaN
                    count += 1
                    if belief == Belief.ORDERED:
                        alike += 1.0 - apart
                    elif apart == 0.0:
                        alike += 1.0
            credit[seat, place] = credit[seat, place] * fade + alike / count


@compiled
def see_through(
    seat: int,
    speaker: int,
    width: int,
    levels: Integers,
    values: Floats,
    credit: Floats,
    weight: Floats,
) -> None:
    """Add the true values of a speaker, its best and worst 1 apart, to what a seat believes.

    Parameters are those of :func:`learn`, ``values`` the worth of each level to each side, float64
    (seats, places). Credit adds up over speakers; weight is the most of it in the issue.
    """
    span = 0.0
    for issue in range(levels.shape[0]):
        low = np.inf
        high = -np.inf
        for place in range(issue * width, issue * width + levels[issue]):
            low = min(low, values[speaker, place])
            high = max(high, values[speaker, place])
        span += high - low
        weight[seat, issue] = low  # until the span is known
    for issue in range(levels.shape[0]):
        low = weight[seat, issue]
        most = 0.0
        for place in range(issue * width, issue * width + levels[issue]):
            if span > 0.0:
                credit[seat, place] += (values[speaker, place] - low) / span
            most = max(most, credit[seat, place])
        weight[seat, issue] = most


@compiled_in_place
def find_switches(
    seat: int,
    width: int,
    levels: Integers,
    loss: Floats,
    order: Integers,
    credit: Floats,
    weight: Floats,
    plan: Integers,
    chain: Integers,
    cost: Floats,
    steep: Floats,
    keys: Integers,
    ranked: Integers,
) -> None:
    """Find the efficient switches of a side in each issue.

    The believed value of a level is weight[i] credit[l] / max credit in the issue. The upper hull
    of the points (loss, value) is found by a monotone chain over the levels by rising loss; the
    switches of all issues are ranked by what the other gains for what I lose.

    Parameters
    ----------
    seat : int
        Row of the side.
    width : int
        Places of an issue.
    levels : int64 (issues,)
        Number of levels of each issue.
    loss : float64 (seats, places)
        What each level costs the side against its best, as utility.
    order : uint32 (seats, places)
        Places of each issue by rising loss.
    credit, weight : float64
        The belief, see :func:`learn`.
    plan : int64 (seats, issues, 2)
        The place before any switch; and how many places off the chain would please the other more
        than that one; written.
    chain : uint32 (seats, places)
        From the first place of the issue on: the places to switch to, in turn; written.
    cost, steep : float64 (seats, places)
        Loss, and believed gain per loss, of each of these switches; written.
    keys : int64 (places,)
        Work space; with ``BLOCK`` more places the ranking is faster.
    ranked : int64 (seats, places + 1)
        Switches of all issues, steepest first, then the earlier place first; ended by 0. The low
        bits of a key hold the place (counted down), the others those of the steepness, since
        positive floats are ordered like their bits; written.
    """
    total = 0
    row = np.uint64(seat)  # unsigned: saves a test for negative places at each look-up
    one = np.uint64(1)
    for issue in range(levels.shape[0]):
        base = np.uint64(issue * width)
        first = np.uint64(order[row, base])
        value = credit[row, first]  # at the end of the chain, as `spent`
        spent = loss[row, first]
        end = base
        better = 0
        for rung in range(base + one, base + np.uint64(levels[issue])):
            place = order[row, rung]
            good = credit[row, place]
            if good <= value:
                continue  # worse for both than the end of the chain
            better += 1
            lost = loss[row, place]
            slope = 0.0
            step = 0.0
            while True:
                step = lost - spent
                if step > 0.0:
                    slope = (good - value) / step
                    if end == base or slope < steep[row, end - one]:
                        break
                elif end == base:
                    break
                end -= one
                below = np.uint64(chain[row, end - one]) if end > base else first
                value = credit[row, below]
                spent = loss[row, below]
            if step > 0.0:
                chain[row, end] = place
                cost[row, end] = step
                steep[row, end] = slope
                end += one
            else:
                first = np.uint64(place)  # costs no more than the first, and is liked better
                better -= 1
            value = good
            spent = lost
        scale = weight[row, issue] / value if value > 0.0 else 0.0
        for link in range(base, end):
            steep[row, link] *= scale
            bits = np.float64(steep[row, link]).view(np.int64)
            keys[total] = (bits & ~PLACE_BITS) | (PLACE_BITS - np.int64(link))
            total += 1
        plan[row, issue, 0] = first
        plan[row, issue, 1] = better - np.int64(end - base)
    # Sorted by counting, for each, the larger ones: no branch to foresee, in whole blocks.
    filled = min(keys.shape[0], (total + BLOCK - 1) // BLOCK * BLOCK)
    for link in range(total, filled):
        keys[link] = 0  # larger than none
    for link in range(total):
        key = keys[link]
        rank = 0
        for other in range(filled):
            rank += keys[other] > key
        ranked[seat, rank] = key
    ranked[seat, total] = 0
