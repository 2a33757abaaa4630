"""When a side accepts the standing offer of the other."""

from model.compiled import compiled
from model.negotiation.codes import Acceptance


@compiled
def least_acceptable(
    rule: int, constant: float, target: float, following: float, floor: float, last_turn: bool
) -> float:
    """Return the utility from which a side accepts, by its rule.

    Parameters
    ----------
    rule : int
        An :class:`~model.negotiation.codes.Acceptance`.
    constant, target, following, floor : float
        Utility named by the style, target of the round, own utility of the offer that would follow,
        live reservation value.
    last_turn : bool
        Whether the side will not act again.

    Examples
    --------
    >>> least_acceptable(int(Acceptance.COMBINED), 0.0, 0.5, 0.6, 0.2, True)
    0.2
    """
    if rule == Acceptance.TARGET:
        return target
    if rule == Acceptance.CONSTANT:
        return constant
    if rule == Acceptance.COMBINED and last_turn:
        return floor
    return max(target, following)
