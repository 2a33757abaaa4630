"""The dependency graph of a quarter as plain data, drawn by the visitor's machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from unicodedata import normalize

from experiments.fates import in_key_order
from experiments.runner import Result
from model.scenario.tree import Scenario
from view.charts.sealed import drawn_by
from view.layout import layout
from view.links import Link, links, ownerships
from view.names import name_of

#: Links below this share of a need are left out, as in the printed figure.
CUT = 0.02


@drawn_by("network.vue", "graph", "words")
def Network(
    graph: Mapping[str, Any],
    picked: str,
    words: Mapping[str, str],
    event_pick: Callable[[str], None] | None = None,
) -> None:
    """Draw who supplies what; who is picked keeps its links in the light.

    Parameters
    ----------
    graph : mapping
        From :func:`network`.
    picked : str
        Id of a node, such as ``state:china``; empty for none.
    words : mapping
        Texts that the picture itself writes.
    event_pick : callable, optional
        Called with the id of a node that was clicked, empty for none.
    """


def looks_of(scenario: Scenario) -> dict[str, str]:
    """Return the name of the colour of each state: host, p0 … p7, upstream.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> looks_of(load("classroom"))
    {'host': 'host', 'borland': 'p0', 'cassia': 'p1', 'upland': 'upstream'}
    """
    table = {"host": "host"}
    table |= {name: f"p{place % 8}" for place, name in enumerate(in_key_order(scenario))}
    return table | dict.fromkeys(scenario.upstream, "upstream")


def network(result: Result, quarter: int, language: str = "") -> dict[str, Any]:
    """Return nodes, links and the bars of technologies at the end of a quarter.

    Parameters
    ----------
    result : Result
        A run.
    quarter : int
        Counted from 0; -1 is the last.
    language : str
        Of the names; by default that which is spoken.

    Returns
    -------
    dict
        ``rows``; ``nodes`` (``id, kind, name, x, y, look``, of firms a ``brief`` name too; x in 0
        to 1, y in rows); ``links`` (``source, target, kind, share, look``); ``bars``: by technology
        its ``parts`` (state, look, share of the need) and the need ``met``; ``classes``: headings.
    """
    at = int(result.series["quarter"].iloc[quarter])
    scenario = result.scenario
    graph = result.graph(at)
    owners = ownerships(graph)
    found = links(result, at, graph, owners)
    drawn = [each for each in found if each.share >= CUT]
    places = layout(result, drawn, owners)
    looks = looks_of(scenario)
    controller = {each.firm: each.state for each in owners if each.controls}
    nodes = [
        {"id": f"state:{s}", "kind": "upstream" if s in scenario.upstream else "partner",
         "name": name_of(scenario, s, language), "x": x, "y": y, "look": looks[s]}
        for s, (x, y) in places.states.items()
    ]  # fmt: skip
    named = {f: name_of(scenario, f, language) for f in places.firms}
    nodes += [
        {"id": f"firm:{f}", "kind": "firm", "name": named[f], "brief": brief(named[f]),
         "x": x, "y": y, "look": looks[controller.get(f, "host")]}
        for f, (x, y) in places.firms.items()
    ]  # fmt: skip
    nodes += [
        {"id": f"technology:{t}", "kind": "technology", "name": name_of(scenario, t, language),
         "x": x, "y": y, "look": "host",
         "critical": scenario.technologies[t].criticality >= scenario.policy.critical_from}
        for t, (x, y) in places.technologies.items()
    ]  # fmt: skip
    return {
        "rows": places.rows,
        "label": str(result.series["label"].iloc[at]),
        "nodes": nodes,
        "links": [_drawn(each, looks) for each in drawn if each.state != "host" or each.firm]
        + _owned(drawn, owners, looks),
        "bars": _bars(found, scenario, looks, language),
        "classes": [
            {"name": name_of(scenario, key, language), "y": y} for key, y in places.classes.items()
        ],
    }


def brief(name: str) -> str:
    """Return the name of a firm with its state by initials where that has more than one word.

    Examples
    --------
    >>> brief("Korea 3"), brief("Emiratos Árabes Unidos 12")
    ('Korea 3', 'EAU 12')
    """
    *state, number = name.split(" ")
    if len(state) < 2:
        return name
    initials = normalize("NFD", "".join(word[0] for word in state))
    return f"{''.join(each for each in initials if each.isalpha())} {number}"


def _drawn(link: Link, looks: Mapping[str, str]) -> dict[str, Any]:
    source = f"firm:{link.firm}" if link.firm else f"state:{link.state}"
    return {
        "source": source,
        "target": f"technology:{link.technology}",
        "kind": link.kind,
        "share": round(link.share, 4),
        "look": looks[link.state],
        "state": f"state:{link.state}",
    }


def _owned(drawn: list[Link], owners: Any, looks: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return a link from each foreign state to the firms at work that it controls."""
    working = {each.firm for each in drawn if each.firm}
    return [
        {"source": f"state:{each.state}", "target": f"firm:{each.firm}", "kind": "controls",
         "share": 0.08, "look": looks[each.state], "state": f"state:{each.state}"}
        for each in owners
        if each.controls and each.firm in working and each.state != "host"
    ]  # fmt: skip


def _bars(
    found: list[Link], scenario: Scenario, looks: Mapping[str, str], language: str
) -> dict[str, dict[str, Any]]:
    """Return by technology who meets the need, by state in control, the host first."""
    order = ["host", *in_key_order(scenario), *scenario.upstream]
    names = {state: name_of(scenario, state, language) for state in order}
    table = {name: dict.fromkeys(order, 0.0) for name in scenario.technologies}
    for each in found:
        if each.kind != "inputs":
            table[each.technology][each.state] += each.share
    return {
        f"technology:{technology}": {
            "met": round(sum(shares.values()), 4),
            "parts": [
                {"state": names[state], "look": looks[state], "share": round(share, 4)}
                for state, share in shares.items()
                if share >= 0.001
            ],
        }
        for technology, shares in table.items()
    }
