"""Talks of one host in turn, coupled by most-favoured clauses and by joint value.

Threads at one table compete for one deal: the first to be struck ends the others, so there are
never two for a clause to compare. Talks *in turn* each may end in a deal, and all deals stand.

A talk may hold a most-favoured clause on some issues: on these its partner is never left worse off,
by its own values, than with a level that the host has granted to a rival.

- A deal that stands when a favoured talk is played binds it from the first move: a level that is
  worth less to the partner than one granted before counts as the best of those granted, to both
  sides and in the deal.
- A favoured deal struck earlier is raised when a later deal grants a level that its partner likes
  better. What that costs the host is taken off the worth of that level in the later talk, so the
  host counts it in all that it offers and accepts there. (Where the host would gain from a raise,
  nothing is added: the clause is the partner's right, not the host's reason to give way.)

What two deals are worth to the host together beyond their sum (:mod:`model.negotiation.joint`) is
added to the worth of levels in the later talk. An issue of which it is stated may be in no clause:
what a raise changes there would depend on two issues of the later deal at once.

Worth adds up over issues, so these rules change no more than the table of a talk, and a talk that
no clause touches is played exactly as alone. With a clause the host's cost of giving way to the
second partner rises, and it bargains harder there: Cooper and Fries (1991), The most-favored-nation
pricing policy and negotiated prices, International Journal of Industrial Organization 9, 209-223.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from model.negotiation.domain import Bargain
from model.negotiation.joint import joint_values


@dataclass(frozen=True)
class Standing:
    """A deal of the host that stands.

    Parameters
    ----------
    talk : Bargain
        Where it was struck; its values judge every raise.
    levels : tuple of int
        Level of each issue.
    favoured : tuple of str
        Issues on which the partner has a most-favoured clause.
    """

    talk: Bargain
    levels: tuple[int, ...]
    favoured: tuple[str, ...] = ()

    @property
    def worth(self) -> tuple[float, float]:
        """Worth to host and partner, in the unit of their values."""
        host, partner = self.talk.worths(self.levels)
        return host, partner

    def raised(self, granted: Sequence[int]) -> "Standing":
        """Return the deal after a rival was granted these levels."""
        theirs = self.talk.partner.values
        levels = tuple(
            new if issue.name in self.favoured and values[new] > values[old] else old
            for issue, values, old, new in zip(
                self.talk.issues, theirs, self.levels, granted, strict=True
            )
        )
        return replace(self, levels=levels)

    def cost(self, issue: int, level: int) -> float:
        """Return what the host loses on this deal by granting a rival a level of an issue, >= 0."""
        ours, theirs = self.talk.host.values[issue], self.talk.partner.values[issue]
        old = self.levels[issue]
        bound = self.talk.issues[issue].name in self.favoured
        return max(0.0, ours[old] - ours[level]) if bound and theirs[level] > theirs[old] else 0.0


def check_clauses(talks: Sequence[Bargain], clauses: Sequence[Sequence[str]]) -> None:
    """Raise ValueError where clauses do not fit the talks.

    Parameters
    ----------
    talks : sequence of Bargain
        Over the same issues.
    clauses : sequence of sequence of str
        Of each talk, the issues of its most-favoured clause; empty for none.
    """
    if not talks:
        raise ValueError("no bargain to play")
    if len(clauses) != len(talks):
        raise ValueError(f"{len(clauses)} most-favoured clauses for {len(talks)} talks")
    if any(talk.issues != talks[0].issues for talk in talks):
        raise ValueError("talks in turn must be over the same issues")
    names = [issue.name for issue in talks[0].issues]
    named = [name for clause in clauses for name in clause]
    for name in named:
        if name not in names:
            raise ValueError(f"most-favoured clause on {name!r}: expected one of {names}")
    parties = [party for talk in talks for party in talk.sides]
    paired = {name for party in parties for pair in party.interactions for name in pair.issues}
    for name in named:
        if name in paired:
            raise ValueError(
                f"most-favoured clause on {name!r}: expected an issue without interactions"
            )
    if any(talk.host.joint != talks[0].host.joint for talk in talks):
        raise ValueError("talks in turn must state the same joint value of their host")
    if any(talk.partner.joint for talk in talks):
        raise ValueError("joint value is that of a host over its deals, not of a partner")
    over = {name for pair in talks[0].host.joint for name in pair.issues}
    for name in named:
        if name in over:
            raise ValueError(
                f"most-favoured clause on {name!r}: expected an issue without joint value"
            )
    if named and any(party.home for party in parties):
        raise ValueError("most-favoured clauses are for parties without bodies at home")


def bound_levels(
    talk: Bargain, favoured: Sequence[str], standing: Sequence[Standing]
) -> tuple[tuple[int, ...], ...]:
    """Return, for each level of each issue, the level that the talk's own clause makes of it."""
    found = []
    for at, (issue, theirs) in enumerate(zip(talk.issues, talk.partner.values, strict=True)):
        granted = [deal.levels[at] for deal in standing] if issue.name in favoured else []
        most = max(granted, key=lambda level: theirs[level], default=None)
        found.append(
            tuple(
                level if most is None or theirs[level] >= theirs[most] else most
                for level in range(len(issue.levels))
            )
        )
    return tuple(found)


def under_clauses(
    talk: Bargain, favoured: Sequence[str] = (), standing: Sequence[Standing] = ()
) -> Bargain:
    """Return the talk with the values that standing deals make, by clauses and joint value.

    Parameters
    ----------
    talk : Bargain
        As it would be without clauses.
    favoured : sequence of str
        Issues of the talk's own clause.
    standing : sequence of Standing
        Deals that the host has.

    Examples
    --------
    A host that has granted half with a clause now thinks twice before it grants all:

    >>> from model.negotiation.domain import Issue, Party
    >>> share = Issue("share", ("none", "half", "all"))
    >>> talk = Bargain((share,), Party(((2.0, 1.0, 0.0),)), Party(((0.0, 1.0, 2.0),)))
    >>> under_clauses(talk, (), [Standing(talk, (1,), ("share",))]).host.values
    ((2.0, 1.0, -1.0),)
    >>> under_clauses(talk, ("share",), [Standing(talk, (1,))]).partner.values
    ((1.0, 1.0, 2.0),)

    And one to which halves granted twice are worth less than twice a half:

    >>> from model.negotiation.domain import Interaction
    >>> twice = Interaction(("share", "share"), ("half", "half"), -0.5)
    >>> talk = replace(talk, host=replace(talk.host, joint=(twice,)))
    >>> under_clauses(talk, (), [Standing(talk, (1,))]).host.values
    ((2.0, 0.5, 0.0),)
    """
    bound = bound_levels(talk, favoured, standing)
    ours, theirs = talk.host.values, talk.partner.values
    joint = joint_values(talk.issues, talk.host.joint, [deal.levels for deal in standing])
    host = tuple(
        tuple(
            ours[at][to] + joint[at][to] - sum(deal.cost(at, to) for deal in standing)
            for to in levels
        )
        for at, levels in enumerate(bound)
    )
    partner = tuple(tuple(theirs[at][to] for to in levels) for at, levels in enumerate(bound))
    if (host, partner) == (ours, theirs) and not talk.host.joint:
        return talk
    return replace(
        talk,
        host=replace(talk.host, values=host, joint=()),  # counted, as far as deals stand
        partner=replace(talk.partner, values=partner),
    )
