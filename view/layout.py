"""Where things stand in the picture of the dependency graph: three columns, no luck involved.

Upstream inputs on the left, technologies in the middle (by class), partners on the right. Inside a
column things are ordered so that lines cross little: partners and inputs by the mean height of what
they are tied to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import networkx as nx

LEFT, MIDDLE, RIGHT = 0.0, 1.0, 2.0


def spread(names: Sequence[str], low: float = 0.0, high: float = 1.0) -> dict[str, float]:
    """Return heights that spread names evenly from top to bottom.

    Examples
    --------
    >>> spread(["a", "b", "c"])
    {'a': 1.0, 'b': 0.5, 'c': 0.0}
    """
    if len(names) == 1:
        return {names[0]: (low + high) / 2}
    step = (high - low) / max(1, len(names) - 1)
    return {name: high - step * place for place, name in enumerate(names)}


def by_barycentre(
    names: Sequence[str], ties: Mapping[str, Sequence[str]], heights: Mapping[str, float]
) -> list[str]:
    """Return names ordered by the mean height of what they are tied to, highest first.

    Examples
    --------
    >>> by_barycentre(["a", "b"], {"a": ["low"], "b": ["high"]}, {"low": 0.0, "high": 1.0})
    ['b', 'a']
    """

    def height(name: str) -> float:
        tied = [heights[other] for other in ties.get(name, ()) if other in heights]
        return sum(tied) / len(tied) if tied else 0.0

    return sorted(names, key=lambda name: (-height(name), name))


def columns(graph: nx.MultiDiGraph[str]) -> dict[str, tuple[float, float]]:
    """Return the place of every input, technology and partner of a dependency graph.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        As given by :meth:`model.dependence.DependencyGraph.at`.

    Returns
    -------
    dict
        Node to (x, y); firms and third states have no place of their own.
    """
    kinds = nx.get_node_attributes(graph, "kind")
    technologies = sorted(
        (n for n, kind in kinds.items() if kind == "technology"),
        key=lambda n: (graph.nodes[n]["group"], n),
    )
    middle = spread(technologies)
    inputs = [n for n, kind in kinds.items() if kind == "input"]
    partners = [n for n in kinds if graph.nodes[n].get("role") == "partner"]
    users: dict[str, list[str]] = {n: [] for n in inputs}
    built: dict[str, list[str]] = {n: [] for n in partners}
    for source, technology, facts in graph.edges(data=True):
        if facts["kind"] == "requires" and source in users:
            users[source].append(technology)
        elif facts["kind"] == "runs" and source.startswith("firm:"):
            built[f"state:{graph.nodes[source]['home']}"].append(technology)
    left = spread(by_barycentre(inputs, users, middle), 0.04, 0.96)
    right = spread(by_barycentre(partners, built, middle), 0.15, 0.85)
    places = {n: (LEFT, y) for n, y in left.items()}
    places |= {n: (MIDDLE, y) for n, y in middle.items()}
    places |= {n: (RIGHT, y) for n, y in right.items()}
    return places
