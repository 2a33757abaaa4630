"""Talks of one host, one after the other; what couples them is in :mod:`favoured`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from model.negotiation.bargain import Outcome, bargain
from model.negotiation.codes import HOST, Floats
from model.negotiation.domain import Bargain
from model.negotiation.favoured import Standing, bound_levels, check_clauses, under_clauses
from model.negotiation.joint import joint_worth
from model.negotiation.meeting import Meeting


@dataclass(frozen=True)
class Turn:
    """How one of several talks in turn ended.

    Parameters
    ----------
    outcome : Outcome
        As it was struck; levels and worth as the clauses had them then, the worth to the host with
        its joint value with earlier deals and less what these cost it.
    standing : Standing or None
        The deal after all talks; None without one.
    """

    outcome: Outcome
    standing: Standing | None

    @property
    def raised(self) -> tuple[str, ...]:
        """Issues on which a later deal raised this one."""
        if self.standing is None:
            return ()
        return tuple(
            issue.name
            for issue, was, now in zip(
                self.standing.talk.issues, self.outcome.levels, self.standing.levels, strict=True
            )
            if was != now
        )


def talks_in_turn(
    talks: Sequence[Bargain],
    clauses: Sequence[Sequence[str]],
    rounds: int = 40,
    first: int = HOST,
    noise: Floats | None = None,
    trace: bool = False,
    standing: Sequence[Standing] = (),
    risk: float = 0.0,
) -> tuple[Turn, ...]:
    """Play talks of one host one after the other; every deal stands.

    Parameters
    ----------
    talks : sequence of Bargain
        In the order in which they are held, over the same issues; ``joint`` of the host, the same
        in all, is played.
    clauses : sequence of sequence of str
        Of each talk, the issues of its most-favoured clause; empty for none.
    rounds, first, trace
        As in :func:`model.negotiation.bargain.bargain`, for each talk; traces hold what was said,
        before a clause raised it, with its worth under the clauses and with joint value.
    noise : float64 (talks, rounds, 2), optional
        Uniform numbers in [0, 1), one a turn; needed for a risk or a random tactic.
    standing : sequence of Standing, optional
        Deals that the host has before the first talk.
    risk : float
        Probability of a breakdown before any one turn; it ends the talk, and the next begins.

    Returns
    -------
    tuple of Turn
        One for each talk.

    Raises
    ------
    ValueError
        Where the talks differ in their issues or in joint value, a partner states one, or a clause
        names an issue that is not there, that interacts with another or has joint value, or a
        party has bodies at home.

    Examples
    --------
    >>> from model.negotiation.codes import Style
    >>> from model.negotiation.domain import Issue, Party
    >>> share = Issue("share", tuple(str(percent) for percent in range(0, 101, 10)))
    >>> up = tuple(percent / 100 for percent in range(0, 101, 10))
    >>> soft, hard = (Party((up,), 0.2, Style(parameter=c)) for c in (1.0, 6.0))
    >>> talks = [Bargain((share,), Party((up[::-1],), 0.2), partner) for partner in (soft, hard)]
    >>> for clause in ((), ("share",)):
    ...     turns = talks_in_turn(talks, (clause, ()))
    ...     [turn.standing and turn.standing.talk.named(turn.standing.levels) for turn in turns]
    [{'share': '50'}, {'share': '70'}]
    [{'share': '60'}, {'share': '60'}]
    """
    check_clauses(talks, clauses)
    if noise is not None and noise.shape != (len(talks), rounds, 2):
        raise ValueError(f"noise has shape {noise.shape}: expected {(len(talks), rounds, 2)}")
    deals = list(standing)
    outcomes: list[Outcome] = []
    places: list[int | None] = []
    for at, (talk, clause) in enumerate(zip(talks, clauses, strict=True)):
        posed = under_clauses(talk, clause, deals)
        grid = None if noise is None else noise[at]
        outcome = bargain(posed, rounds, first, risk, grid, trace)
        if outcome.levels:
            bound = bound_levels(talk, clause, deals)
            levels = tuple(to[level] for to, level in zip(bound, outcome.levels, strict=True))
            outcome = replace(outcome, levels=levels, deal=talk.named(levels))
            deals = [deal.raised(levels) for deal in deals]
            deals.append(Standing(talk, levels, tuple(clause)))
        outcomes.append(outcome)
        places.append(len(deals) - 1 if outcome.levels else None)
    return tuple(
        Turn(outcome, None if place is None else deals[place])
        for outcome, place in zip(outcomes, places, strict=True)
    )


def host_total(turns: Sequence[Turn]) -> tuple[float, float]:
    """Return what all deals that stand are worth to their host, and the joint value in it.

    Parameters
    ----------
    turns : sequence of Turn
        From :func:`talks_in_turn`; deals that stood before are not counted.

    Examples
    --------
    >>> from model.negotiation.domain import Interaction, Issue, Party
    >>> share = Issue("share", ("none", "half", "all"))
    >>> twice = Interaction(("share", "share"), ("half", "half"), -0.5)
    >>> host = Party(((2.0, 1.0, 0.0),), joint=(twice,))
    >>> talk = Bargain((share,), host, Party(((0.0, 1.0, 2.0),)))
    >>> host_total(talks_in_turn([talk, talk], [(), ()]))
    (1.5, -0.5)
    """
    deals = [turn.standing for turn in turns if turn.standing]
    if not deals:
        return 0.0, 0.0
    talk = deals[0].talk
    joint = joint_worth(talk.issues, talk.host.joint, [deal.levels for deal in deals])
    return sum(deal.worth[0] for deal in deals) + joint, joint


def meet_in_turn(
    meeting: Meeting,
    rounds: int = 40,
    noise: Floats | None = None,
    trace: bool = False,
    risk: float = 0.0,
) -> tuple[Turn, ...]:
    """Play the talks of a meeting's first party with the others, in their order.

    Parameters
    ----------
    meeting : Meeting
        Each partner's clause is its ``most_favoured``.
    rounds, noise, trace, risk
        As in :func:`talks_in_turn`.

    Examples
    --------
    >>> from model.negotiation.domain import Issue, Party
    >>> share = Issue("share", tuple(str(percent) for percent in range(0, 101, 10)))
    >>> up = tuple(percent / 100 for percent in range(0, 101, 10))
    >>> partner = Party((up,), most_favoured=("share",))
    >>> meeting = Meeting((share,), (Party((up[::-1],)), partner, partner), in_turn=True)
    >>> [turn.outcome.deal for turn in meet_in_turn(meeting)]
    [{'share': '50'}, {'share': '70'}]
    """
    host, *partners = meeting.parties
    return talks_in_turn(
        [Bargain(meeting.issues, host, partner) for partner in partners],
        [partner.most_favoured for partner in partners],
        rounds,
        noise=noise,
        trace=trace,
        risk=risk,
    )
