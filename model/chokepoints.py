"""Chokepoints of the dependency graph: who sits on every path (M6).

These read the graph as if any path would do (OR). They find and draw the narrow places; what an
exit costs is for :mod:`model.metrics.exit_game`, which knows that a plant needs all of its inputs.

Source: Farrell & Newman (2019), Weaponized interdependence.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple, TypeVar

import networkx as nx

Node = TypeVar("Node", bound=Hashable)

#: Stands for all sources at once while the graph is searched.
_ANYWHERE = ("anywhere",)


class Chokepoints(NamedTuple):
    """Narrow places between sources and a target.

    Attributes
    ----------
    dominators : tuple
        Nodes on every path, nearest to the target first; each alone can cut it off. The first is
        the immediate dominator; the last is the source itself where there is only one.
    cut : frozenset
        A smallest set of nodes between sources and target whose loss cuts it off; empty when a
        source supplies the target directly, so that no such set exists.
    """

    dominators: tuple[object, ...]
    cut: frozenset[object]


def chokepoints(graph: nx.DiGraph[Node], sources: set[Node], target: Node) -> Chokepoints:
    """Return the nodes through which all supply of a target has to pass.

    Parameters
    ----------
    graph : networkx.DiGraph
        Edges from what is needed to who needs it; a multigraph will do.
    sources : set of nodes
        Where supply begins.
    target : node
        Where it is needed.

    Returns
    -------
    Chokepoints
        Dominators and a smallest cut; both empty where no source reaches the target.

    Raises
    ------
    ValueError
        If a source or the target is not in the graph, or the target is a source.

    Examples
    --------
    >>> supply = nx.DiGraph([("ore", "tools"), ("tools", "Korea"), ("ore", "Japan"),
    ...                      ("Japan", "Korea"), ("Korea", "fab")])
    >>> chokepoints(supply, {"ore"}, "fab")
    Chokepoints(dominators=('Korea', 'ore'), cut=frozenset({'Korea'}))
    """
    missing = sorted(str(node) for node in sources | {target} if node not in graph)
    if missing:
        raise ValueError(f"not in the graph: {', '.join(missing)}")
    if target in sources:
        raise ValueError(f"{target!r} is a source itself")
    search: nx.DiGraph[object] = nx.DiGraph()
    search.add_nodes_from(graph.nodes)
    search.add_edges_from((u, v) for u, v, *_ in graph.edges)
    search.add_edges_from((_ANYWHERE, source) for source in sources)
    if not nx.has_path(search, _ANYWHERE, target):
        return Chokepoints((), frozenset())

    above = nx.immediate_dominators(search, _ANYWHERE)
    dominators: list[object] = []
    node: object = above[target]
    while node != _ANYWHERE:
        dominators.append(node)
        node = above[node]

    # One source may be the narrow place only as a supplier: the cut lies between, so it is merged.
    between = nx.DiGraph(search)
    for source in sources:
        between.add_edges_from((_ANYWHERE, user) for user in list(between.successors(source)))
        between.remove_node(source)
    if between.has_edge(_ANYWHERE, target):
        return Chokepoints(tuple(dominators), frozenset())
    return Chokepoints(
        tuple(dominators), frozenset(nx.minimum_node_cut(between, _ANYWHERE, target))
    )


def dominated(graph: nx.DiGraph[Node], sources: set[Node], node: Node) -> frozenset[Node]:
    """Return all that falls when a node goes: what no source reaches without it.

    Parameters
    ----------
    graph : networkx.DiGraph
        Edges from what is needed to who needs it.
    sources : set of nodes
        Where supply begins.
    node : node
        The one that goes.

    Returns
    -------
    frozenset of nodes
        Nodes reached from the sources before, but not after; without the node itself.

    Raises
    ------
    ValueError
        If the node or a source is not in the graph.

    Examples
    --------
    >>> supply = nx.DiGraph([("ore", "tools"), ("tools", "fab"), ("ore", "fab")])
    >>> dominated(supply, {"ore"}, "tools"), sorted(dominated(supply, {"ore"}, "ore"))
    (frozenset(), ['fab', 'tools'])
    """
    missing = sorted(str(name) for name in sources | {node} if name not in graph)
    if missing:
        raise ValueError(f"not in the graph: {', '.join(missing)}")

    def reached(gone: frozenset[Node]) -> set[Node]:
        found = set(sources) - gone
        edge = list(found)
        while edge:
            for user in graph.successors(edge.pop()):
                if user not in found and user not in gone:
                    found.add(user)
                    edge.append(user)
        return found

    return frozenset(reached(frozenset()) - reached(frozenset([node])) - {node})
