"""The front that a stored search found, read from its small table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from view.choice import Choice, Value
from view.stored import Stored

#: As :mod:`experiments.analysis.front` writes it; SciPy need not be loaded for a name.
AS_IS = "as it is"
#: Columns of an objective after its name: mean and interval under fresh seeds.
ENDS = ("fresh", "low", "high")


class Reach(NamedTuple):
    """What an objective came to under seeds that the search never saw: mean, 95 % interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Policy:
    """One policy of a front, or that of the scenario.

    Attributes
    ----------
    row : int
        Its name: its row in the plan of the study.
    as_is : bool
        Whether it is the scenario's own.
    levers : mapping
        Values by name of the lever in the study.
    reached : mapping of str to Reach
        By objective.
    holds : bool
        Whether no other policy found is better in all objectives under those seeds.
    surely : bool
        Whether its intervals lie on the better side of the scenario's own in all objectives.
    """

    row: int
    as_is: bool
    levers: Mapping[str, Value]
    reached: Mapping[str, Reach]
    holds: bool
    surely: bool


def front_of(found: Stored) -> list[Policy]:
    """Return the scenario's own policy, those surely better, the others; by the first objective.

    Empty where the study searches for none.

    Examples
    --------
    >>> from view.stored import stored
    >>> policies = front_of(stored("policy_front"))
    >>> len(policies), policies[0].as_is, sum(each.surely for each in policies)
    (44, True, 16)
    >>> front_of(stored("partner_cap"))
    []
    """
    if "front" not in found.tables:
        return []
    study = found.study
    rows = found.tables["front"].to_dict("records")
    reached = [
        {n: Reach(*(float(row[f"{n}_{end}"]) for end in ENDS)) for n in study.objectives}
        for row in rows
    ]
    own = next((r for r, row in zip(reached, rows, strict=True) if row["policy"] == AS_IS), None)
    policies = [
        Policy(
            row=int(row["row"]),
            as_is=row["policy"] == AS_IS,
            levers={name: row[name] for name in study.levers},
            reached=each,
            holds=bool(row["holds"]),
            surely=own is not None and all(
                better(each[name], own[name], wanted.better)
                for name, wanted in study.objectives.items()
            ),
        )
        for row, each in zip(rows, reached, strict=True)
    ]  # fmt: skip
    first, wanted = next(iter(study.objectives.items()))
    sign = 1.0 if wanted.better == "smaller" else -1.0
    return sorted(
        policies,
        key=lambda each: (not each.as_is, not each.surely, sign * each.reached[first].mean),
    )


def better(one: Reach, other: Reach, wanted: str) -> bool:
    """Whether an interval lies wholly on the better side of another.

    Examples
    --------
    >>> better(Reach(2.0, 1.5, 2.5), Reach(1.0, 0.5, 1.4), "larger")
    True
    >>> better(Reach(2.0, 1.5, 2.5), Reach(1.0, 0.5, 1.6), "larger")
    False
    """
    return one.low > other.high if wanted == "larger" else one.high < other.low


def taken(choice: Choice, found: Stored, policy: Policy) -> Choice:
    """Return the choice with a policy of the front in the scenario of its study."""
    start = Choice(scenario=found.study.scenarios[0], seed=choice.seed, language=choice.language)
    if policy.as_is:
        return start
    for name, value in policy.levers.items():
        start = start.with_value(found.study.levers[name].path, value)
    return start


def extremes(policies: Sequence[Policy], objective: str) -> tuple[float, float]:
    """Return the least and the largest mean of an objective over the policies found."""
    means = [each.reached[objective].mean for each in policies if not each.as_is]
    return min(means), max(means)
