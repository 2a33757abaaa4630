"""What must hold across a scenario: references that exist, shares that add up, no cycles.

Each check reads the plain values before they have become a tree, so that it speaks even where
something else is wrong too; what is missing or of a wrong type is passed over here, since the
declarations have complained about it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeGuard

from model.metrics.declared import names as indicators
from model.metrics.indicator import Sheet
from model.scenario.assemble import Check, Complaint
from model.scenario.paths import places, table, value_at
from model.scenario.problems import nearest
from model.scenario.references import HOST, cycles, keys, names, references

Values = Mapping[str, Any]

ROUNDING = 1e-6  # of sums of shares; the world is promised sums of 1

AT_MOST_ONE = (  # places of which the shares may not exceed the whole
    ("technologies.*.imports",),
    ("technologies.*.sites",),
    ("host.regions",),
    ("partners.*.third_owners", "partners.*.state_ownership"),
    (
        "council.office_share",
        "council.culture_share",
        "council.positioning_share",
        "council.training_share",
    ),
)
EXACTLY_ONE = (
    ("inputs.*.suppliers",),
    ("finance.write_off", "finance.deferral", "finance.refinance", "finance.seizure"),
)


def number(value: object) -> float | None:
    """Return a finite number as float, None for anything else.

    Examples
    --------
    >>> number(3), number(True), number(float("nan")), number(10**999)
    (3.0, None, None, None)
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if -1e300 <= value <= 1e300 else None


def shares(values: Values) -> Iterator[Complaint]:
    """Shares of one whole: never more than the whole, and all of it where nothing else is left."""
    for groups, exact in ((AT_MOST_ONE, False), (EXACTLY_ONE, True)):
        for first, *others in groups:
            for place in places(values, first):
                own = place.split(".")[1]
                found = [place, *(each.replace("*", own) for each in others)]
                total = _total(values, found)
                if total is None or (total <= 1 + ROUNDING and not exact):
                    continue
                if not abs(total - 1) <= ROUNDING:
                    what = " + ".join(found) if len(found) > 1 else "the shares"
                    wanted = f"{what} to add up to {'' if exact else 'at most '}1"
                    yield Complaint(place, round(total, 6), wanted)
    technologies = table(values, "technologies")
    weights = [number(value_at(values, f"technologies.{t}.criticality")) for t in technologies]
    if weights and all(weight == 0 for weight in weights):
        wanted = "at least one technology with a criticality above 0"
        yield Complaint("technologies", 0, wanted)


def _total(values: Values, paths: Sequence[str]) -> float | None:
    """Sum of all numbers at some paths; None where one is missing, wrong or out of bounds."""
    total = 0.0
    for path in paths:
        found = value_at(values, path)
        parts = list(found.values()) if isinstance(found, Mapping) else [found]
        for part in map(number, parts):
            if part is None or not 0 <= part <= 1:
                return None
            total += part
    return total


def issues(values: Values) -> Iterator[Complaint]:
    """Bounds of what is bargained over: in order, and shares within 0 to 1."""
    for part in table(values, "terms"):
        for issue in table(values, f"terms.{part}"):
            place = f"terms.{part}.{issue}"
            low, high = (number(value_at(values, f"{place}.{end}")) for end in ("low", "high"))
            if low is None or high is None:
                continue
            if not low < high:
                yield Complaint(f"{place}.high", high, f"more than the lowest level, {low:g}")
            elif high > 1 and not issue.endswith("_years"):
                yield Complaint(f"{place}.high", high, "a share, at most 1")


def milestones(values: Values) -> Iterator[Complaint]:
    """Each milestone is about the host, a partner or a technology, and about what is recorded."""
    subjects: dict[str, Sheet] = {HOST: "host"}
    subjects |= dict.fromkeys(table(values, "partners"), "partner")
    subjects |= dict.fromkeys(table(values, "technologies"), "technology")
    for one in table(values, "milestones"):
        of, measure = (value_at(values, f"milestones.{one}.{key}") for key in ("of", "measure"))
        if not (isinstance(of, str) and isinstance(measure, str)):
            continue
        if of not in subjects:
            wanted = "host, or the id of a partner or a technology"
            yield Complaint(f"milestones.{one}.of", of, wanted, nearest(of, subjects))
        elif measure not in indicators(subjects[of]):
            wanted = f"the name of an indicator of the {subjects[of]}"
            hint = nearest(measure, indicators(subjects[of]))
            yield Complaint(f"milestones.{one}.measure", measure, wanted, hint)


def dates(values: Values) -> Iterator[Complaint]:
    """Years in order and within what can happen."""
    years = value_at(values, "host.election_years")
    if _whole(years) and list(years) != sorted(set(years)):
        yield Complaint("host.election_years", years, "years in rising order, each once")
    start = number(value_at(values, "clock.start_year"))
    for one in table(values, "milestones"):
        place = f"milestones.{one}.by_year"
        by_year = number(value_at(values, place))
        if start is not None and by_year is not None and by_year < start:
            wanted = f"a year of the run or later, from {start:.0f}"
            yield Complaint(place, value_at(values, place), wanted)


def _whole(years: object) -> TypeGuard[tuple[int, ...]]:
    return isinstance(years, tuple) and all(isinstance(year, int) for year in years)


CHECKS: Sequence[Check] = (names, keys, references, shares, cycles, issues, milestones, dates)
