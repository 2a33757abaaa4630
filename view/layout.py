"""Where nodes of the dependency graph stand: layers from those who supply to what is supplied.

Places depend on the scenario and on who is at work, never on chance, and a technology keeps its
place from quarter to quarter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from experiments.fates import in_key_order
from experiments.runner import Result
from model.atlas import by_key
from view.links import Link, Ownership, classes_in_order

#: Left edge of each layer, as a share of the width.
UPSTREAM_X, PARTNER_X, FIRM_X, TECHNOLOGY_X = 0.0, 0.30, 0.56, 1.0
#: Space before each class of technologies, in rows.
CLASS_GAP = 1.0
#: Rows that a firm with its name above takes.
FIRM_GAP = 1.5


@dataclass(frozen=True)
class Layout:
    """Places of nodes; ``y`` counts rows downwards from 0.

    Attributes
    ----------
    states, firms, technologies : dict of str to (float, float)
        Place by id.
    classes : dict of str to float
        Row of the heading of each class.
    rows : float
        Height of the picture in rows.
    """

    states: dict[str, tuple[float, float]]
    firms: dict[str, tuple[float, float]]
    technologies: dict[str, tuple[float, float]]
    classes: dict[str, float]
    rows: float


def layout(result: Result, links: Sequence[Link], owners: Sequence[Ownership]) -> Layout:
    """Return the places of states, of the firms at work, and of technologies by class.

    Parameters
    ----------
    result : Result
        A run.
    links : sequence of Link
        What will be drawn; a firm without a link has no place.
    owners : sequence of Ownership
        By which firms are put beside their state.

    Examples
    --------
    >>> from experiments.runner import simulate
    >>> from model.scenario.load import load
    >>> places = layout(simulate(load("classroom"), 1), [], [])
    >>> sorted(places.states), places.firms, places.rows
    (['borland', 'cassia', 'upland'], {}, 12.0)
    """
    scenario = result.scenario
    technologies: dict[str, tuple[float, float]] = {}
    headings: dict[str, float] = {}
    row = 0.0
    for kind, members in classes_in_order(result).items():
        headings[kind] = row
        row += CLASS_GAP
        for name in members:
            technologies[name] = (TECHNOLOGY_X, row)
            row += 1.0
    # A small world has more firms than technologies: rows are drawn apart, whoever is at work.
    room = max(1.0, FIRM_GAP * scenario.firms.per_partner * len(scenario.partners) / row)
    technologies = {name: (x, room * y) for name, (x, y) in technologies.items()}
    headings = {kind: room * y for kind, y in headings.items()}
    row *= room
    upstream = by_key(scenario.upstream)
    partners = in_key_order(scenario)
    states = {n: (UPSTREAM_X, y) for n, y in zip(upstream, _even(len(upstream), row), strict=True)}
    states |= {n: (PARTNER_X, y) for n, y in zip(partners, _even(len(partners), row), strict=True)}
    firms = _firms(links, owners, {name: y for name, (_, y) in states.items()}, technologies)
    places = {n: (FIRM_X, y) for n, y in zip(firms, _even(len(firms), row), strict=True)}
    return Layout(states, places, technologies, headings, row)


def _even(count: int, rows: float) -> list[float]:
    """Return rows spread over the whole height, with half a step of margin."""
    return [(number + 0.5) * rows / count - 0.5 for number in range(count)]


def _firms(
    links: Sequence[Link],
    owners: Sequence[Ownership],
    height: dict[str, float],
    technologies: dict[str, tuple[float, float]],
) -> list[str]:
    """Return the firms at work from top to bottom: beside their state, then by what they supply."""
    home: dict[str, float] = {}
    for each in owners:
        if each.controls:
            home[each.firm] = height.get(each.state, -1.0)
    pull: dict[str, list[tuple[float, float]]] = {}
    for link in links:
        if link.firm:
            y = technologies[link.technology][1]
            pull.setdefault(link.firm, []).append((y * link.share, link.share))

    def order(firm: str) -> tuple[float, float, str]:
        weights = pull[firm]
        middle = sum(y for y, _ in weights) / sum(share for _, share in weights)
        return home.get(firm, -1.0), middle, firm

    return sorted(pull, key=order)
