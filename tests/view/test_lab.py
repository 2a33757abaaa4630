"""The view's pages as a component of a notebook, without server and address."""

import asyncio
import time
from collections.abc import Iterator
from typing import Any

import ipyvue
import pytest
import solara

from experiments.runner import simulate
from model.scenario.load import load
from view.app import Lab
from view.words import percent
from view.workshop import ensembles, singles


@pytest.fixture
def shops() -> Iterator[None]:
    yield
    for shop in (singles(), ensembles()):
        shop.close()


def says(rendered: Any) -> str:
    """Return the sentence at the top, empty while there is none."""
    heads = rendered.find(ipyvue.Html, class_="cv-says").widgets
    return " ".join(child for head in heads for child in head.children if isinstance(child, str))


async def wait(rendered: Any, text: str) -> None:
    """Wait until the sentence holds a text; a notebook's event loop runs meanwhile."""
    end = time.monotonic() + 60
    while text not in says(rendered):
        assert time.monotonic() < end, says(rendered)
        await asyncio.sleep(0.1)


def autonomy(*overrides: str) -> str:
    run = simulate(load("classroom", overrides), 1)
    return percent(run.series["autonomy"].iloc[-1])


def test_a_lever_in_a_notebook_moves_the_picture(shops: None) -> None:
    async def cell() -> None:
        _, rendered = solara.render(Lab("classroom"), handle_error=False)
        await wait(rendered, autonomy())
        templates = rendered.find(ipyvue.VueTemplate).widgets
        # Arrow keys on a lever are its own, not JupyterLab's; tried there with a real keyboard.
        assert any("lm-suppress-shortcuts" in str(each.template) for each in templates)
        levers = next(each for each in templates if hasattr(each, "groups_json"))
        levers.vue_move({"path": "policy.max_partner_share", "value": 0.1})
        await wait(rendered, "baseline")
        assert autonomy("policy.max_partner_share=0.1") in says(rendered)
        rendered.close()

    asyncio.run(cell())
