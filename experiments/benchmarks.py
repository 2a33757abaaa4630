"""Recorded paths of countries, to hold a run against: research, complexity, making things at home.

Localisation is read from the recorded cases (:mod:`model.scenario.case`), research and the share of
high technology in exports, the nearest record of complexity, from ``model/data/recorded/``. An
index of complexity itself is on no record here.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from model.scenario.case import load_case
from model.scenario.files import DATA

RESEARCH, EXPORTS = DATA / "recorded" / "research.toml", DATA / "recorded" / "exports.toml"
#: Cases whose points are shares of what a host made itself.
LEARNED = ("korea_reactor_equipment", "korea_reactor_design", "china_wind")


@dataclass(frozen=True)
class Recorded:
    """What was recorded of a country.

    Attributes
    ----------
    name : str
        Of the country, and of what it learned.
    kind : str
        Id of the class of technology; empty for research.
    points : tuple of (float, float)
        Year, share; a mean over years stands in their middle.
    start : float
        Year in which the record begins.
    source : str
        Where it is from.
    """

    name: str
    kind: str
    points: tuple[tuple[float, float], ...]
    start: float
    source: str


@cache
def research_levels() -> tuple[Recorded, ...]:
    """Return R&D spending of countries, share of GDP, the highest last level first.

    Examples
    --------
    >>> [(each.name, each.points[-1]) for each in research_levels()][0]
    ('Korea', (2022.0, 0.0521))
    """
    found = []
    for entry in tomllib.loads(RESEARCH.read_text(encoding="utf-8")).values():
        points = tuple(sorted((float(year), share) for year, share in entry["points"].items()))
        found.append(Recorded(entry["name"], "", points, points[0][0], entry["source"]))
    return tuple(sorted(found, key=lambda each: -each.points[-1][1]))


class Level(NamedTuple):
    """A level that was recorded of a country, share, and where it is from."""

    name: str
    share: float
    source: str


@cache
def export_levels() -> tuple[Level, ...]:
    """Return the share of high technology in manufactured exports, the highest first.

    Examples
    --------
    >>> [(each.name, each.share) for each in export_levels()][0]
    ('Singapore', 0.594)
    """
    table = tomllib.loads(EXPORTS.read_text(encoding="utf-8")).values()
    found = [Level(each["name"], each["level"], each["source"]) for each in table]
    return tuple(sorted(found, key=lambda each: -each.share))


@cache
def learning_paths() -> tuple[Recorded, ...]:
    """Return shares of what countries made at home, by class of technology.

    Examples
    --------
    >>> first = learning_paths()[0]
    >>> first.kind, first.points
    ('complex', ((1978.125, 0.0), (1983.0, 0.294), (2000.0, 0.79)))
    """
    found = []
    for name in LEARNED:
        case = load_case(name)
        start, points, sources = float(case.scenario.clock.start_year), [], []
        for key, point in case.points.items():
            spell = case.spell(key)
            points.append((start + (spell.first + spell.quarters / 2) / 4, point.recorded))
            sources.append(case.provenance[f"points.{key}.recorded"].source)
        technology = case.scenario.technologies[next(iter(case.points.values())).of]
        title = case.scenario.title.partition(",")[0]
        found.append(
            Recorded(title, technology.kind, tuple(sorted(points)), start, "; ".join(sources))
        )
    return tuple(found)
