"""The dependency graph boiled down to who supplies which technology, in shares of its need.

Imports and production are shares of the need; a firm stands for the state that controls it. An
input without which a technology stops is folded into a link from its supplier: the share of the
technology's output that would be lost with the supplier gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import networkx as nx

from experiments.runner import Result
from model.atlas import by_key

HOST = "state:host"
#: Columns of the sheet of technologies that shares are worked out from.
READ = ("technology", "met", "met_domestic", "own_run")


class Link(NamedTuple):
    """A supply of a technology.

    Attributes
    ----------
    state, technology : str
        Ids, without the prefix of the node.
    kind : str
        ``imports``, ``runs`` (through ``firm``) or ``inputs``.
    share : float
        Of the need; of the output for ``inputs``.
    firm : str
        Id of the firm that runs the plant; empty otherwise.
    """

    state: str
    technology: str
    kind: str
    share: float
    firm: str = ""


class Ownership(NamedTuple):
    """Part of a firm that a state owns, and whether it controls it."""

    state: str
    firm: str
    share: float
    controls: bool


def ownerships(graph: nx.MultiDiGraph[str]) -> list[Ownership]:
    """Return who owns which firm, in the order of the graph."""
    return [
        Ownership(_id(source), _id(target), float(data["share"]), bool(data["controller"]))
        for source, target, data in graph.edges(data=True)
        if data["kind"] == "controls"
    ]


def links(
    result: Result,
    quarter: int | None = None,
    graph: nx.MultiDiGraph[str] | None = None,
    owners: Sequence[Ownership] | None = None,
) -> list[Link]:
    """Return who supplied which technology at the end of a quarter, largest shares first.

    The supplies of a technology sum to the share of its need that is met: production first, imports
    for the rest. What foreign firms run beyond what the host could run itself is split between them
    by the size of their plants.

    Parameters
    ----------
    result : Result
        A run.
    quarter : int, optional
        Counted from 0; the last by default.
    graph : networkx.MultiDiGraph, optional
        That of the quarter, where it is at hand.
    owners : sequence of Ownership, optional
        Those of its firms, where they are at hand.
    """
    graph = result.graph(quarter) if graph is None else graph
    at = result.series["quarter"].iloc[-1] if quarter is None else quarter
    sheet = result.technologies
    here = (sheet["quarter"] == at).to_numpy()
    # Four columns of many: a table of the quarter's rows takes longer than all that follows.
    columns = [sheet[name].to_numpy()[here].tolist() for name in READ]
    owners = ownerships(graph) if owners is None else owners
    controller = {each.firm: each.state for each in owners if each.controls}
    found: list[Link] = []
    for technology, met, made, run in zip(*columns, strict=True):
        imports: dict[str, float] = {}
        plants: dict[str, float] = {}
        for source, _, data in graph.in_edges(f"technology:{technology}", data=True):
            if data["kind"] == "imports":
                imports[_id(source)] = float(data["share"])
            elif data["kind"] == "runs" and source != HOST:
                size = float(data["units"]) * float(data["in_use"])
                plants[_id(source)] = plants.get(_id(source), 0.0) + size
            elif data["kind"] == "requires" and source.startswith("input:"):
                found += _without(graph, source, technology, float(data["weight"]))
        bought = sum(imports.values())
        home = min(made, met) if met >= 1.0 else max(0.0, met - bought)
        own = home * min(1.0, run / made) if made > 0.0 else 0.0
        found.append(Link("host", technology, "runs", own if plants else home))
        sizes = sum(plants.values())
        for firm, size in plants.items():
            share = (home - own) * size / sizes if sizes > 0.0 else 0.0
            found.append(Link(controller.get(firm, "host"), technology, "runs", share, firm))
        for state, share in imports.items():
            found.append(Link(state, technology, "imports", share * max(0.0, met - home) / bought))
    return sorted(
        (each for each in found if each.share > 0.0), key=lambda each: (-each.share, each)
    )


def _without(
    graph: nx.MultiDiGraph[str], source: str, technology: str, weight: float
) -> list[Link]:
    """Return what each supplier of an input could stop of a technology's output."""
    return [
        Link(_id(supplier), technology, "inputs", weight * float(data["share"]))
        for supplier, _, data in graph.in_edges(source, data=True)
        if data["kind"] == "supplies"
    ]


def classes_in_order(result: Result) -> dict[str, list[str]]:
    """Return the technologies of each class, both in the order of their keys."""
    scenario = result.scenario
    table: dict[str, list[str]] = {name: [] for name in by_key(scenario.classes)}
    for name in by_key(scenario.technologies):
        table[scenario.technologies[name].kind].append(name)
    return {name: members for name, members in table.items() if members}


def _id(node: str) -> str:
    return node.split(":", 1)[1]
