"""Joint value: what two deals of one host are worth to it together, beyond the sum of both.

Each is stated of two levels, as an interaction is, but the one stands in the deal with one partner
and the other in the deal with another: two lines of the same kind that compete for one market, a
foundry here and a designer there that need each other. It is counted once for each two deals and
each way round in which one has the first level and the other the second; so it does not matter
which was struck first, and two deals that both have one and the same level count it once.

Worth adds up over pairs of deals, and in each over issues. Deals that stand therefore change no
more than what single levels of a later talk are worth to the host, and its search for offers there
stays exact. What a deal adds to those before it is what the host holds against its reservation
value.
"""

from collections.abc import Sequence

from model.negotiation.issues import Interaction, Issue


def joint_values(
    issues: Sequence[Issue], joint: Sequence[Interaction], standing: Sequence[Sequence[int]]
) -> tuple[tuple[float, ...], ...]:
    """Return what deals that stand add to the worth of each level of each issue in a later one.

    Parameters
    ----------
    issues : sequence of Issue
        Of all deals.
    joint : sequence of Interaction
        Of the host.
    standing : sequence of sequence of int
        Deals, level of each issue.

    Examples
    --------
    >>> line = Issue("line", ("none", "both"))
    >>> twice = Interaction(("line", "line"), ("both", "both"), -5.0)
    >>> joint_values((line,), (twice,), [(1,), (0,), (1,)])
    ((0.0, -10.0),)
    """
    place = {issue.name: at for at, issue in enumerate(issues)}
    found = [[0.0] * len(issue.levels) for issue in issues]
    for each in joint:
        at = [place[name] for name in each.issues]
        first, second = (
            (i, issues[i].levels.index(name)) for i, name in zip(at, each.levels, strict=True)
        )
        for here, there in dict.fromkeys(((first, second), (second, first))):
            count = sum(levels[there[0]] == there[1] for levels in standing)
            found[here[0]][here[1]] += count * each.worth
    return tuple(map(tuple, found))


def joint_worth(
    issues: Sequence[Issue], joint: Sequence[Interaction], deals: Sequence[Sequence[int]]
) -> float:
    """Return what deals are worth to the host beyond the sum of what each is worth by itself.

    Parameters
    ----------
    issues, joint
        As in :func:`joint_values`.
    deals : sequence of sequence of int
        Level of each issue of each; their order does not matter.

    Examples
    --------
    >>> parts = Issue("parts", ("foundry", "design"))
    >>> chain = Interaction(("parts", "parts"), ("foundry", "design"), 3.0)
    >>> joint_worth((parts,), (chain,), [(1,), (0,), (1,)])
    6.0
    """
    total = 0.0
    for at, levels in enumerate(deals):
        rows = joint_values(issues, joint, deals[:at])
        total += sum(row[level] for row, level in zip(rows, levels, strict=True))
    return total
