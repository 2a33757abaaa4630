"""The dependency graph: who supplies what to whom, under which agreement, controlled by whom.

The graph is the record of structure. It changes by events only (an agreement is signed, comes into
use, is reopened or ends; a firm opens or closes; a state withholds an input), each event is kept,
and the graph of any quarter is had by applying the events up to it to the graph of the first day.

Nodes are ``state:…``, ``firm:…``, ``technology:…`` and ``input:…`` with attributes ``kind`` and
``name``. Edges point from what is needed to who needs it, with attribute ``kind``:

===========  ===============================  ===============================================
kind         from, to                         attributes
===========  ===============================  ===============================================
controls     state, firm                      ``share`` of ownership, ``controller`` 0 or 1
imports      state, technology                ``share`` of need that it can meet
supplies     state, input                     ``share`` of the supply, ``withheld``
requires     technology or input, technology  ``weight``: output lost without it
runs         firm, technology                 ``agreement``, ``units``, ``in_use``, ``status``
envelope     state, host                      ``agreement``, ``status``
===========  ===============================  ===============================================
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import networkx as nx

from model.atlas import Atlas
from model.firms import Firms
from model.scenario.tree import Scenario

Action = Literal["add node", "drop node", "add edge", "set edge", "drop edge"]


class Change(NamedTuple):
    """One change of structure; ``key`` tells parallel edges apart."""

    quarter: int
    action: Action
    source: str
    target: str
    key: str
    facts: dict[str, Any]


def apply(graph: nx.MultiDiGraph[str], change: Change) -> None:
    """Apply one change to a graph."""
    if change.action == "add node":
        graph.add_node(change.source, **change.facts)
    elif change.action == "drop node":
        graph.remove_node(change.source)
    elif change.action == "add edge":
        graph.add_edge(change.source, change.target, key=change.key, **change.facts)
    elif change.action == "set edge":
        graph.edges[change.source, change.target, change.key].update(change.facts)
    else:
        graph.remove_edge(change.source, change.target, key=change.key)


def firm_node(firms: Firms, atlas: Atlas, row: int) -> str:
    """Return the node of a firm: its home and its row."""
    return f"firm:{atlas.states[int(firms.rows['home'][row])]}-{row}"


class DependencyGraph:
    """The graph of today and the list of changes that led to it.

    Parameters
    ----------
    scenario : Scenario
        The world.
    atlas : Atlas
        Its ids.
    firms : Firms
        Firms at the start.
    """

    def __init__(self, scenario: Scenario, atlas: Atlas, firms: Firms) -> None:
        self.scenario, self.atlas, self.firms = scenario, atlas, firms
        self.changes: list[Change] = []
        self._start_firms = len(firms.rows)
        self._today: nx.MultiDiGraph[str] | None = None

    def change(
        self,
        quarter: int,
        action: Action,
        source: str,
        target: str = "",
        key: str = "",
        **facts: Any,
    ) -> None:
        """Record a change of structure."""
        self.changes.append(Change(quarter, action, source, target, key, facts))
        self._today = None

    def first_day(self) -> nx.MultiDiGraph[str]:
        """Return the graph before any agreement."""
        scenario, atlas = self.scenario, self.atlas
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(scenario=scenario.name)
        graph.add_node("state:host", kind="state", name=scenario.host.name, role="host")
        for name in atlas.partners:
            graph.add_node(
                f"state:{name}", kind="state", name=scenario.partners[name].name, role="partner"
            )
        for name, upstream in scenario.upstream.items():
            graph.add_node(f"state:{name}", kind="state", name=upstream.name, role="upstream")
        for name in atlas.technologies:
            data = scenario.technologies[name]
            graph.add_node(f"technology:{name}", kind="technology", name=data.name, group=data.kind)
        for name in atlas.inputs:
            graph.add_node(f"input:{name}", kind="input", name=scenario.inputs[name].name)
            for state, share in scenario.inputs[name].suppliers.items():
                graph.add_edge(
                    f"state:{state}",
                    f"input:{name}",
                    key="supplies",
                    kind="supplies",
                    share=float(share),
                    withheld=0.0,
                )
        for name in atlas.technologies:
            data = scenario.technologies[name]
            for state, share in data.imports.items():
                graph.add_edge(
                    f"state:{state}",
                    f"technology:{name}",
                    key="imports",
                    kind="imports",
                    share=float(share),
                )
            for needed, weight in data.requires.items():
                kind = "technology" if needed in scenario.technologies else "input"
                graph.add_edge(
                    f"{kind}:{needed}",
                    f"technology:{name}",
                    key="requires",
                    kind="requires",
                    weight=float(weight),
                )
        for row in range(self._start_firms):
            for change in firm_changes(self.firms, atlas, row, quarter=0):
                apply(graph, change)
        return graph

    def at(self, quarter: int | None = None) -> nx.MultiDiGraph[str]:
        """Return the graph at the end of a quarter, a copy that the caller owns.

        Parameters
        ----------
        quarter : int, optional
            Counted from 0; the latest where not given.

        Raises
        ------
        ValueError
            If the quarter is negative.
        """
        if quarter is not None and quarter < 0:
            raise ValueError(f"quarter {quarter}: quarters are counted from 0")
        graph = self.first_day()
        for change in self.changes:
            if quarter is None or change.quarter <= quarter:
                apply(graph, change)
        return graph

    @property
    def today(self) -> nx.MultiDiGraph[str]:
        """The graph now; made when asked for, kept until the next change."""
        if self._today is None:
            self._today = self.at()
        return self._today


def firm_changes(firms: Firms, atlas: Atlas, row: int, quarter: int) -> list[Change]:
    """Return the changes by which a firm enters the graph."""
    node = firm_node(firms, atlas, row)
    home = atlas.states[int(firms.rows["home"][row])]
    owners, controller = firms.owners[row].tolist(), int(firms.rows["controller"][row])
    changes = [
        Change(quarter, "add node", node, "", "", {"kind": "firm", "name": node[5:], "home": home})
    ]
    for state, share in enumerate(owners):
        if share > 0.0:
            facts = {
                "kind": "controls",
                "share": share,
                "controller": int(controller == state),
            }
            changes.append(
                Change(quarter, "add edge", f"state:{atlas.states[state]}", node, "controls", facts)
            )
    return changes
