"""What a side believes that the other likes, read from the offers it hears.

A frequency model after HardHeaded (van Krimpen, Looije, Hajizadeh 2013): a level that is offered
often is liked, and an issue on which the other does not move between two offers weighs more. Two
deviations, both documented here because they decide results:

- an offer repeated unchanged teaches nothing (a stubborn side would else drown its early offers;
  the point is made by Tunali, Aydogan, Sanchez-Anguix 2017);
- under ``Belief.ORDERED`` an offered level speaks for its neighbours in proportion to closeness,
  since the levels of a term are an ordered scale. ``Belief.FREQUENCY`` counts names only.

From the belief follow the *efficient switches*: for each issue the levels on the upper hull of
(what it costs me, what it is believed to give the other), in the order in which I would give way.
"""

from model.compiled import compiled
from model.negotiation.codes import Belief, Floats, Integers

# What an issue gains in weight when the other held firm on it between two offers (HardHeaded: 0.2).
FIRMNESS = 0.2


@compiled
def learn(
    seat: int,
    belief: int,
    levels: Integers,
    previous: Integers,
    offer: Integers,
    first: bool,
    credit: Floats,
    weight: Floats,
) -> None:
    """Add one new offer of the other side to what the seat's side believes.

    Parameters
    ----------
    seat : int
        Row of the side that listens; the speaker's row is ``seat ^ 1``.
    belief : int
        A :class:`~model.negotiation.codes.Belief`.
    levels : int64 (issues,)
        Number of levels of each issue.
    previous, offer : int64 (seats, issues)
        The speaker's last offer and its new one, level of each issue.
    first : bool
        Whether there is no last offer.
    credit, weight : float64 (seats, issues, most levels), (seats, issues)
        The belief, changed in place.
    """
    speaker = seat ^ 1
    for issue in range(levels.shape[0]):
        level = offer[speaker, issue]
        count = levels[issue]
        if not first and previous[speaker, issue] == level:
            weight[seat, issue] += FIRMNESS
        if belief == Belief.ORDERED and count > 1:
            step = 1.0 / (count - 1)
            for other in range(count):
                credit[seat, issue, other] += 1.0 - abs(other - level) * step
        else:
            credit[seat, issue, level] += 1.0


@compiled
def rebuild_switches(
    seat: int,
    levels: Integers,
    loss: Floats,
    order: Integers,
    credit: Floats,
    weight: Floats,
    gain: Floats,
    hull: Integers,
    steep: Floats,
    length: Integers,
) -> None:
    """Rebuild the efficient switches of a side from its belief.

    gain[i, l] = weight[i] credit[i, l] / max over l of credit[i, l]; per issue, the upper hull of the
    points (loss, gain) by a monotone chain over the levels in the order of their loss.

    Parameters
    ----------
    seat : int
        Row of the side.
    levels : int64 (issues,)
        Number of levels of each issue.
    loss : float64 (seats, issues, most levels)
        What each level costs the side against its best, as utility.
    order : int64 (seats, issues, most levels)
        Levels by rising loss.
    credit, weight : float64
        The belief, see :func:`learn`.
    gain : float64 (seats, issues, most levels)
        Believed utility to the other, not normalised; written.
    hull : int64 (seats, issues, most levels)
        Levels on the hull, cheapest first; written.
    steep : float64 (seats, issues, most levels)
        Gain per loss of the switch to each of them; written.
    length : int64 (seats, issues)
        How many levels are on the hull; written.
    """
    for issue in range(levels.shape[0]):
        count = levels[issue]
        most = credit[seat, issue, 0]
        for level in range(1, count):
            if credit[seat, issue, level] > most:
                most = credit[seat, issue, level]
        scale = weight[seat, issue] / most if most > 0.0 else 0.0
        for level in range(count):
            gain[seat, issue, level] = credit[seat, issue, level] * scale
        top = 0
        hull[seat, issue, 0] = order[seat, issue, 0]
        for place in range(1, count):
            level = order[seat, issue, place]
            cost = loss[seat, issue, level]
            good = gain[seat, issue, level]
            below = hull[seat, issue, top]
            if good <= gain[seat, issue, below]:
                continue
            slope = 0.0
            while top >= 0:
                below = hull[seat, issue, top]
                rise = cost - loss[seat, issue, below]
                if rise > 0.0:
                    slope = (good - gain[seat, issue, below]) / rise
                    if top == 0 or slope < steep[seat, issue, top]:
                        break
                top -= 1
            top += 1
            hull[seat, issue, top] = level
            steep[seat, issue, top] = slope
        length[seat, issue] = top + 1
