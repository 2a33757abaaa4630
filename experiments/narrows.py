"""Narrow places of a run at one quarter: who alone holds what, who sits on paths, who goes in turn.

For display. What an exit costs is for :mod:`model.departure`, which knows that a plant needs all of
its inputs; the graph is read here as if any path would do, and says where paths are few.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from model.chokepoints import chokepoints
from model.metrics.resilience import Supply, percolation
from model.state import State

#: What a node of the graph is, by the word before its colon.
STATE, FIRM, GOODS = "state:", "firm:", ("technology:", "input:")


@dataclass(frozen=True)
class Narrows:
    """Narrow places.

    Attributes
    ----------
    alone : dict of str to tuple of str
        By technology or input that hangs on somebody alone: the nodes on every path to it, the
        nearest first.
    cut : dict of str to tuple of str
        By technology or input that hangs on nobody alone, but reaches no state directly: a smallest
        set of firms and goods whose loss leaves no path.
    between : dict of str to float
        By state: share of the shortest paths from states to technologies that pass through firms
        which it controls.
    in_turn : tuple of (str, float)
        Foreign states as they leave one after the other, the worst first, each with the needs that
        are still met then, mean over the horizon.
    """

    alone: Mapping[str, tuple[str, ...]]
    cut: Mapping[str, tuple[str, ...]]
    between: Mapping[str, float]
    in_turn: tuple[tuple[str, float], ...]


def narrows(state: State, graph: nx.MultiDiGraph[str]) -> Narrows:
    """Return the narrow places of a world at the end of a quarter.

    Parameters
    ----------
    state : State
        The world.
    graph : networkx.MultiDiGraph
        Its dependency graph.

    Examples
    --------
    >>> from agents.population import settle
    >>> from model.scenario.load import load
    >>> world = settle(load("classroom"), seed=1)
    >>> world.run()
    >>> found = narrows(world.state, world.graph())
    >>> [met for _, met in found.in_turn] == sorted((met for _, met in found.in_turn), reverse=True)
    True
    """
    alone, cut = held_by_few(graph)
    return Narrows(alone, cut, between(graph), in_turn(state))


def held_by_few(
    graph: nx.MultiDiGraph[str],
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Return by good what stands on every path to it; and, where nothing does, a smallest cut.

    Examples
    --------
    >>> graph = nx.MultiDiGraph([("state:us", "firm:a"), ("state:us", "firm:b")])
    >>> graph.add_edges_from([("state:eu", "firm:a"), ("state:eu", "firm:b")])
    [0, 0]
    >>> graph.add_edges_from([("firm:a", "technology:x"), ("firm:b", "technology:x")])
    [0, 0]
    >>> graph.add_edge("firm:a", "technology:y")
    0
    >>> held_by_few(graph)
    ({'technology:y': ('firm:a',)}, {'technology:x': ('firm:a', 'firm:b')})
    """
    states = {node for node in graph if node.startswith(STATE)}
    alone: dict[str, tuple[str, ...]] = {}
    cut: dict[str, tuple[str, ...]] = {}
    for node in graph:
        if not node.startswith(GOODS):
            continue
        found = chokepoints(graph, states, node)
        if found.dominators:
            alone[node] = tuple(map(str, found.dominators))
        elif found.cut:
            cut[node] = tuple(sorted(map(str, found.cut)))
    return alone, cut


def between(graph: nx.MultiDiGraph[str]) -> dict[str, float]:
    """Return by state the share of shortest supply paths through firms that it controls.

    Examples
    --------
    >>> graph = nx.MultiDiGraph([("firm:a", "technology:x"), ("state:us", "firm:a")])
    >>> graph.add_edge("state:korea", "firm:a", kind="controls", controller=1)
    0
    >>> between(graph)
    {'korea': 1.0}
    """
    plain = nx.DiGraph(graph)
    states = [node for node in plain if node.startswith(STATE)]
    goods = [node for node in plain if node.startswith("technology:")]
    pairs = sum(len(nx.descendants(plain, state).intersection(goods)) for state in states)
    score = nx.betweenness_centrality_subset(plain, states, goods, normalized=False)
    shares: dict[str, float] = {}
    for owner, firm, facts in graph.edges(data=True):
        if facts.get("controller") and firm.startswith(FIRM):
            name = owner.removeprefix(STATE)
            shares[name] = shares.get(name, 0.0) + score[firm] / max(1, pairs)
    return dict(sorted(shares.items(), key=lambda each: -each[1]))


def in_turn(state: State) -> tuple[tuple[str, float], ...]:
    """Return foreign states in the order of worst exits, with the needs met after each."""
    atlas = state.atlas
    curve = percolation(
        Supply(
            imports=state.imports,
            produced=state.produced,
            input_share=state.input_share,
            bill=atlas.bill,
            rate=state.resourcing,
            weight=atlas.weight,
            taus=state.taus,
        )
    )
    return tuple(
        (atlas.states[place], float(met))
        for place, met in zip(curve.order, curve.met[1:], strict=True)
    )
