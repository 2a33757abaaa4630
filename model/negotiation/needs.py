"""What the tactics at a table need to have kept for them: most talks need none of it."""

from model.compiled import compiled
from model.negotiation.codes import BELIEF, OFFER, PARAMETER, TACTIC, Belief, Floats, Offer, Tactic
from model.negotiation.targets import looks_back


@compiled
def needs_of(style: Floats) -> tuple[bool, bool, bool, bool, bool, bool]:
    """Tell what any side needs, by how all of them bargain.

    Parameters
    ----------
    style : float64 (seats, STYLE_COLUMNS)
        How each side bargains; rows by :meth:`model.negotiation.codes.Style.row`.

    Returns
    -------
    reads_pace : bool
        Hypotheses of a Bayesian model (:mod:`model.negotiation.bayesian`).
    counts_news : bool
        The different offers heard.
    remembers : bool
        The utility of each offer heard.
    lists : bool
        A list of all outcomes, to step down (:func:`model.negotiation.losses.ladder_of_losses`).
    goes_cheap : bool
        Heads and tails, to offer what is worth least (:mod:`model.negotiation.cheapest`).
    searches : bool
        Room to search for the best trade-off (:mod:`model.negotiation.exact`).

    Examples
    --------
    >>> import numpy as np
    >>> from model.negotiation.codes import Style
    >>> needs_of(np.array([Style().row(), Style(tactic=Tactic.MICRO, parameter=0.0).row()]))
    (False, True, False, True, False, False)
    """
    reads_pace, counts_news, remembers = False, False, False
    lists, goes_cheap, searches = False, False, False
    for seat in range(style.shape[0]):
        tactic = int(style[seat, TACTIC])
        micro = tactic == Tactic.MICRO
        reads_pace = reads_pace or int(style[seat, BELIEF]) == Belief.BAYESIAN
        counts_news = counts_news or micro
        remembers = remembers or looks_back(tactic)
        lists = lists or (micro and style[seat, PARAMETER] == 0.0)
        goes_cheap = goes_cheap or int(style[seat, OFFER]) == Offer.CHEAPEST
        searches = searches or int(style[seat, OFFER]) == Offer.EXACT_TRADE_OFF
    return reads_pace, counts_news, remembers, lists, goes_cheap, searches
