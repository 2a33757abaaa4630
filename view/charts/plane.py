"""The plane of gains of one talk: offers, frontier, solutions; drawn by the visitor's machine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from model.scenario.tree import Scenario
from view.charts.network import looks_of
from view.charts.sealed import drawn_by
from view.charts.series import plain
from view.names import name_of
from view.planes import Plane
from view.words import words


@drawn_by("plane.vue", "plane", "words")
def GainPlane(plane: Mapping[str, Any], words: Mapping[str, str]) -> None:
    """Draw the plane.

    Parameters
    ----------
    plane : mapping
        From :func:`plane_data`.
    words : mapping
        Its title, for those who hear it, and the locale of its numbers.
    """


def plane_data(scenario: Scenario, shown: Plane, language: str) -> dict[str, Any]:
    """Return the plane of a talk as plain data.

    Parameters
    ----------
    scenario : Scenario
        Of the run.
    shown : Plane
        From :func:`view.planes.plane`.
    language : str
        The visitor's.

    Returns
    -------
    dict
        ``frontier``: points; ``offers`` of host and partner: ``name, look, points, titles``;
        ``marks``: ``name, kind, at``; names of the axes.
    """
    say, partner = words(language), name_of(scenario, shown.told.partner, language)
    names = {"host": name_of(scenario, "host", language), "partner": partner}
    looks = {"host": "host", "partner": looks_of(scenario)[shown.told.partner]}
    offers = []
    for place, side in enumerate(("host", "partner")):
        mine = [each for each in shown.offers if each[1] == place]
        offers.append(
            {
                "name": say(f"app.table.offers_{side}", **{side: names[side]}),
                "look": looks[side],
                "points": [plain(each[2:]) for each in mine],
                "titles": [f"{say('app.table.round')} {each[0]}" for each in mine],
            }
        )
    return {
        "frontier": [plain(point) for point in shown.frontier],
        "frontier_name": say("app.table.frontier"),
        "offers": offers,
        "marks": [
            {"name": say(f"app.table.{kind}"), "kind": kind, "at": plain(at), "shift": shift}
            for kind, at, shift in (
                ("nash", shown.nash, -8), ("ks", shown.ks, 16), ("deal", shown.deal, 4),
            )
            if at is not None
        ],
        "host_axis": say("app.table.host_axis", host=names["host"]),
        "partner_axis": say("app.table.partner_axis", partner=partner),
    }  # fmt: skip
