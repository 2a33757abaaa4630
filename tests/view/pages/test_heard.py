"""What charts say to those who hear them: a sentence each, once the picture stands."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.view.browser import Served
from tests.view.pages.test_explore import CLASS, slide

#: Charts of a page, and what each has beside it.
CHARTS = ".cv svg[role=img], .cv .cv-net"


@pytest.mark.parametrize("query", ["page=table", "page=uncertainty&pick=study+policy_front"])
def test_every_chart_has_its_sentence(lab: Served, desktop: Page, query: str) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}&{query}")
    expect(desktop.locator(".cv-heard").first).to_have_text(re.compile(r"\d"))
    said = desktop.locator(".cv-heard").all_inner_texts()
    assert len(said) == desktop.locator(CHARTS).count() > 0
    assert all(re.search(r"\w.*\d", each) for each in said), said
    assert len(set(said)) == len(said), "each of its own picture"


def test_a_chart_is_heard_once_it_stands_and_is_seen(lab: Served, desktop: Page) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}")
    heard = desktop.locator(".cv-chart .cv-heard")
    expect(heard.first).to_contain_text("→")
    before = heard.all_inner_texts()
    assert len(before) == desktop.locator(".cv-chart > svg").count()
    expect(desktop.locator(".cv-net")).to_have_attribute("aria-label", re.compile(r"\d"))
    expect(desktop.locator("div:not(.cv-chart) > .cv-heard")).to_contain_text("source of")
    desktop.evaluate(
        "() => { window.said = []; const all = document.querySelectorAll('.cv-chart .cv-heard');"
        " new MutationObserver(() => window.said.push(all[0].innerText))"
        ".observe(all[0], { characterData: true, childList: true, subtree: true }); }"
    )
    slide(desktop, "policy.transfer_floor", "ArrowRight", times=4)
    expect(heard.first).not_to_have_text(before[0])
    expect(heard.last).not_to_have_text(before[-1])
    assert len(desktop.evaluate("window.said")) == 1, "not each step"
    expect(heard.first).to_have_attribute("aria-live", "polite")
    expect(heard.last).to_have_attribute("aria-live", "off")  # far below the lever
    expect(desktop.locator("[id='lever-policy.transfer_floor']")).to_be_focused()
