"""Whoever goes by keys alone is never sent back to the top of the page."""

import pytest
from playwright.sync_api import Page, expect

from tests.view.browser import Served

CLASS = "scenario=classroom"


def test_an_export_keeps_the_focus(lab: Served, desktop: Page) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}&page=guide")
    button = desktop.get_by_role("button", name="CSV")
    button.focus()
    with desktop.expect_download():
        desktop.keyboard.press("Enter")
    expect(button).not_to_have_attribute("aria-disabled", "true")
    expect(button).to_be_focused()


def test_the_focus_goes_with_a_talk_to_its_end(lab: Served, desktop: Page) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}&page=seat&set=bargaining.rounds:2")
    button = desktop.get_by_role("button", name="Offer", exact=True)
    button.focus()
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("heading", name="Round 2 of 2")).to_be_visible()
    expect(button).to_be_focused()
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("heading", name="The talk is over")).to_be_focused()


@pytest.mark.parametrize(
    ("query", "pressed", "then"),
    [
        ("page=forks&at=8&decide=2027Q1:policy.concession=4.0", "Take back", "What you decided"),
        ("", "Show narrow places", "Narrow places"),
        ("page=seat", "Walk away", "The talk is over"),
    ],
)
def test_the_focus_goes_on_where_a_button_was(
    lab: Served, desktop: Page, query: str, pressed: str, then: str
) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}&{query}")
    button = desktop.get_by_role("button", name=pressed)
    button.focus()
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("heading", name=then)).to_be_focused()
