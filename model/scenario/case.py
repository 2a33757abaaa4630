"""A recorded case: a scenario of the past, and what was measured then.

A case file is a scenario file with two tables more. `[case]` says what is asked and what rests on
the same record; `[points.NAME]` states one recorded number, which measure of a run it is held
against, and when. `extends` works as in any scenario file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from model.loans import Outcome
from model.metrics.declared import names as indicators
from model.metrics.indicator import Sheet
from model.scenario.assemble import Complaint, assemble
from model.scenario.checks import CHECKS, number
from model.scenario.declare import Declared, quantity
from model.scenario.files import CASES
from model.scenario.overrides import nearest_path
from model.scenario.paths import leaves, table, value_at
from model.scenario.problems import ABSENT, Problem, ScenarioError, nearest
from model.scenario.provenance import Provenance
from model.scenario.references import HOST
from model.scenario.spells import Spell, spell
from model.scenario.tree import Scenario

LOANS = "loans"
#: How the loans of a run that came into distress ended, shares of them.
OUTCOMES = tuple(each.name.lower().replace("_", "-") for each in Outcome)


class Question(Declared):
    """What a case asks of the model, and what must be known to judge the answer."""

    asks: str
    note: str
    rests_on: tuple[str, ...] = ()  # parameters whose value or range comes from the same record


class Point(Declared):
    """One recorded number and the measure of a run that is held against it."""

    measure: str
    of: str
    when: int | str
    read: Literal["last", "mean", "change", "share"] = "last"
    recorded: float = quantity("of the measure", -1e12, 1e12, "fact", "recorded value")
    told: bool = False  # the scenario is told this number: shown, not judged


class CaseFile(Scenario):
    """What a case file holds: a whole scenario, the question, the recorded points."""

    case: Question
    points: dict[str, Point]


@dataclass(frozen=True)
class Case:
    """A recorded case, checked throughout.

    Attributes
    ----------
    scenario : Scenario
        The world of the case.
    question : Question
        What is asked.
    points : mapping of str to Point
        The record.
    provenance : mapping of str to Provenance
        Source, mark and range of the numbers, by dotted path; those of `points` too.
    files : tuple of Path
        What it was read from.
    """

    scenario: Scenario
    question: Question
    points: Mapping[str, Point]
    provenance: Mapping[str, Provenance]
    files: tuple[Path, ...]

    def spell(self, point: str) -> Spell:
        """Return the quarters of the run that a point is about."""
        clock = self.scenario.clock
        found = spell(self.points[point].when, clock.start_year, clock.quarters)
        assert found is not None  # checked when it was loaded
        return found


def case_names() -> tuple[str, ...]:
    """Names of the cases that ship with the model; a base for others has no points.

    Examples
    --------
    >>> "korea_reactor_equipment" in case_names()
    True
    """
    files = sorted(CASES.glob("*.toml"))
    return tuple(each.stem for each in files if "[points." in each.read_text(encoding="utf-8"))


def load_case(name_or_path: str | Path, overrides: Sequence[str] = ()) -> Case:
    """Return a recorded case of a shipped name or a file.

    Parameters
    ----------
    name_or_path : str or Path
        A shipped case such as "korea_reactor_equipment", or the path of a file.
    overrides : sequence of str
        KEY=VALUE with a dotted key; the last word.

    Raises
    ------
    ScenarioError
        With everything that is wrong: file, key, value, what was expected.

    Examples
    --------
    >>> case = load_case("korea_reactor_equipment")
    >>> case.points["built_1979_86"].recorded, case.spell("built_1979_86").quarters
    (0.294, 32)
    """
    asked = str(name_or_path)
    if asked in case_names():
        path = Path(os.path.relpath(CASES / f"{asked}.toml"))
    elif (path := Path(asked)).suffix == "" and not path.exists():
        wanted = f"a recorded case ({', '.join(case_names())}) or a file that exists"
        hint = nearest(asked, case_names())
        raise ScenarioError([Problem(asked[:200], "", ABSENT, wanted, hint)])
    made = assemble(CaseFile, path, overrides, (*CHECKS, subjects, dates, some_points, grounds))
    tree = made.tree
    plain = Scenario.model_validate(tree.model_dump(exclude={"case", "points"}))
    return Case(plain, tree.case, tree.points, made.provenance, made.files)


def sheets(values: Mapping[str, Any]) -> dict[str, Sheet | Literal["loans"]]:
    """Return what a point can be about, and where its measures are recorded.

    Examples
    --------
    >>> sheets({"partners": {"france": {}}, "technologies": {"reactors": {}}})["france"]
    'partner'
    """
    found: dict[str, Sheet | Literal["loans"]] = {LOANS: "loans", HOST: "host"}
    found |= dict.fromkeys(table(values, "partners"), "partner")
    found |= dict.fromkeys(table(values, "technologies"), "technology")
    return found


def subjects(values: Mapping[str, Any]) -> Iterator[Complaint]:
    """Each point is about something in the scenario, and about what is recorded of it."""
    known = sheets(values)
    for one in table(values, "points"):
        place = f"points.{one}"
        of, measure, read = (value_at(values, f"{place}.{k}") for k in ("of", "measure", "read"))
        if not (isinstance(of, str) and isinstance(measure, str)):
            continue
        if of not in known:
            wanted = "host, loans, or the id of a partner or a technology"
            yield Complaint(f"{place}.of", of, wanted, nearest(of, known))
            continue
        sheet = known[of]
        there = OUTCOMES if sheet == "loans" else indicators(sheet)
        if measure not in there:
            of_what = "an end of distress" if sheet == "loans" else f"an indicator of the {sheet}"
            wanted = f"the name of {of_what}" + (f" ({', '.join(there)})" if of == LOANS else "")
            yield Complaint(f"{place}.measure", measure, wanted, nearest(measure, there))
        if (sheet == "loans") != (read == "share"):
            wanted = "share" if sheet == "loans" else "last, mean or change; share is for loans"
            yield Complaint(f"{place}.read", read or "last", wanted)


def dates(values: Mapping[str, Any]) -> Iterator[Complaint]:
    """Each point lies within the years of the run."""
    start, quarters = (number(value_at(values, f"clock.{k}")) for k in ("start_year", "quarters"))
    if start is None or quarters is None:
        return
    end = int(start) + (int(quarters) - 1) // 4
    for one in table(values, "points"):
        when = value_at(values, f"points.{one}.when")
        if isinstance(when, bool) or not isinstance(when, int | str):
            continue
        if spell(when, int(start), int(quarters)) is None:
            wanted = (
                f"a year, a quarter such as {int(start)}Q2 or a spell such as "
                f"{int(start)}-{end} within the run, {int(start)} to {end}"
            )
            yield Complaint(f"points.{one}.when", when, wanted)


def some_points(values: Mapping[str, Any]) -> Iterator[Complaint]:
    """At least one recorded point: a case without one has nothing to say."""
    if "points" in values and not table(values, "points"):
        yield Complaint("points", values["points"], "at least one recorded point, [points.NAME]")


def grounds(values: Mapping[str, Any]) -> Iterator[Complaint]:
    """Parameters that rest on the record of the case are numbers of the scenario."""
    named = value_at(values, "case.rests_on")
    for path in named if isinstance(named, tuple) else ():
        if not isinstance(path, str):
            continue
        found = value_at(values, path)
        if isinstance(found, bool) or not isinstance(found, int | float):
            known = [each for each, _ in leaves(values)]
            wanted = "the dotted path of a number of the scenario"
            yield Complaint("case.rests_on", path, wanted, nearest_path(path, known))
