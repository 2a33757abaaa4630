"""The parameters of a scenario as tables in Markdown, from declarations and provenance alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import get_args

from model.scenario.declare import Declaration
from model.scenario.load import Loaded
from model.scenario.provenance import Mark
from model.scenario.quantities import Quantity, quantities

COLUMNS = ("parameter", "value", "range", "unit", "bounds", "role", "mark", "source", "meaning")
ABSENT = "–"
MOST_SOURCES = 2  # sources that are named in a row before they are only counted


def parameters(loaded: Loaded) -> str:
    """Return one table for each branch of the tree, with one row for each declared number.

    A `*` stands for the ids of entities: their row gives the least and the greatest value, how
    many there are, and the span of their ranges. The range is where a doubtful value may lie; the
    bounds are what the declaration allows at all.

    Examples
    --------
    >>> from model.scenario.load import load_with_provenance
    >>> print(parameters(load_with_provenance("classroom"))[:10])
    #### clock
    """
    branches: dict[str, dict[str, list[Quantity]]] = {}
    for each in quantities(loaded.scenario):
        branch = each.declared.path.partition(".")[0]
        branches.setdefault(branch, {}).setdefault(each.declared.path, []).append(each)
    tables = [
        f"#### {branch}\n\n" + "\n".join(_lines(branch, rows, loaded))
        for branch, rows in branches.items()
    ]
    return "\n\n".join([*tables, "#### mechanisms\n\n" + "\n".join(_switches(loaded))])


def _switches(loaded: Loaded) -> Iterator[str]:
    """Switches of the mechanisms, by whether they are on."""
    switches = loaded.scenario.mechanisms.model_dump()
    for wanted, title in ((True, "On"), (False, "Off")):
        named = [f"`{name}`" for name, on in switches.items() if on is wanted]
        if named:
            yield f"{title}: {', '.join(named)}."


def _lines(branch: str, rows: dict[str, list[Quantity]], loaded: Loaded) -> Iterator[str]:
    yield f"| {' | '.join(COLUMNS)} |"
    yield f"|{'---|' * len(COLUMNS)}"
    for pattern, group in rows.items():
        declared = group[0].declared
        name = pattern.removeprefix(f"{branch}.").removesuffix("[]")
        known = [loaded.provenance[q.path] for q in group if q.path in loaded.provenance]
        marks = Counter(each.mark for each in known)
        cells = (
            f"`{name}`",
            value_text(group),
            _range([each.range for each in known if each.range is not None], declared),
            declared.unit,
            _bounds(declared),
            declared.role,
            _marks(marks, len(group) - len(known)),
            _sources(list(dict.fromkeys(each.source for each in known))),
            declared.meaning,
        )
        yield f"| {' | '.join(each.replace('|', chr(92) + '|') for each in cells)} |"


def _range(ranges: Sequence[tuple[float, float]], declared: Declaration) -> str:
    show = _shown_as(declared.unit)
    if not ranges:
        return ABSENT
    return f"{show(min(low for low, _ in ranges))} to {show(max(high for _, high in ranges))}"


def _bounds(declared: Declaration) -> str:
    show = _shown_as(declared.unit)
    return f"{show(declared.low)} to {show(declared.high)}"


def _shown_as(unit: str) -> Callable[[float], str]:
    """How numbers of a unit are written: a year without a comma."""
    return (lambda year: f"{year:.0f}") if unit == "year" else number_text


def value_text(group: Sequence[Quantity]) -> str:
    """Return the value of one number, or the least and greatest of several and their count.

    Examples
    --------
    >>> from model.scenario.mechanisms import Clock
    >>> value_text([next(quantities(Clock(start_year=2025, quarters=64), "clock."))])
    '2025'
    """
    declared = group[0].declared
    show = _shown_as(declared.unit)
    values: list[float] = []
    for each in group:
        values += each.value if isinstance(each.value, tuple) else [each.value]
    if isinstance(group[0].value, tuple):
        return ", ".join(map(show, values))
    spread = " to ".join(dict.fromkeys((show(min(values)), show(max(values)))))
    return f"{spread} ({len(values)})" if "*" in declared.path else spread


def number_text(value: float) -> str:
    """Return a number as a reader wants it: digits up to ten million, then a power of ten.

    Examples
    --------
    >>> [number_text(value) for value in (0.0, 0.157, 64.0, 267600.0, 1e9, 2.5e-7)]
    ['0', '0.157', '64', '267,600', '1e9', '2.5e-7']
    """
    if value and not 1e-4 <= abs(value) < 1e7:
        mantissa, _, power = f"{value:.5e}".partition("e")
        return f"{mantissa.rstrip('0').rstrip('.')}e{int(power)}"
    return f"{value:,.6f}".rstrip("0").rstrip(".")


def _marks(marks: Counter[Mark], unsourced: int) -> str:
    if len(marks) == 1 and not unsourced:
        return next(iter(marks))
    parts = [f"{marks[mark]} {mark}" for mark in get_args(Mark) if marks[mark]]
    return ", ".join(parts + [f"{unsourced} none"] * bool(unsourced and parts)) or ABSENT


def _sources(sources: list[str]) -> str:
    if len(sources) > MOST_SOURCES:
        return f"{len(sources)} sources, in the file"
    return "; ".join(sources) or ABSENT
