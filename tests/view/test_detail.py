"""What is shown of a node that was picked in the graph: every kind of node says something."""

import asyncio

import ipyvue
import pytest
import solara

from experiments.runner import simulate
from view.charts.network import network
from view.choice import Choice, baseline
from view.pages.detail import Detail
from view.pages.page import Given


@pytest.fixture(scope="module")
def given() -> Given:
    base = baseline("classroom")
    run = simulate(base.scenario, 1)
    choice = Choice(scenario="classroom", language="en")
    return Given(choice, lambda _: None, base, base.scenario, run, run, False)


def test_every_node_of_the_graph_that_can_be_clicked_says_something(given: Given) -> None:
    async def visit() -> None:  # what falls is asked of a workshop by a task of the event loop
        for node in network(given.run, given.quarter)["nodes"]:
            told = Given(**{**vars(given), "choice": Choice(picked=node["id"], language="en")})
            _, rendered = solara.render(Detail(told), handle_error=False)
            assert rendered.find(ipyvue.Html, tag="h3").widgets, node["id"]
            rendered.close()

    asyncio.run(visit())


def test_a_firm_says_who_owns_it_and_what_it_supplies(given: Given) -> None:
    nodes = network(given.run, given.quarter)["nodes"]
    firm = next(node["id"] for node in nodes if node["kind"] == "firm")
    told = Given(**{**vars(given), "choice": Choice(picked=firm, language="en")})
    _, rendered = solara.render(Detail(told), handle_error=False)
    words = [w.children[0] for w in rendered.find(ipyvue.Html, tag="p").widgets]
    assert any(word.startswith("Owned by ") and "%" in word for word in words)
    table = next(w for w in rendered.find(ipyvue.VueTemplate).widgets if hasattr(w, "rows_json"))
    assert table.rows_json.data
    rendered.close()
