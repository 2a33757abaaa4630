"""The page Take a seat in a real browser: moves, undo, the hidden side, and what follows."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from experiments.runner import simulate
from model.scenario.load import load
from tests.view.browser import Served
from view.words import percent

CLASS = "scenario=classroom"


def sat_down(lab: Served, page: Page) -> None:
    """Open the page and wait for the first turn."""
    page.goto(f"{lab.address}/?{CLASS}&page=seat")
    expect(page.get_by_text(re.compile(r"Round 1 of \d+"))).to_be_visible()


def test_a_move_is_made_and_taken_back(lab: Served, desktop: Page) -> None:
    sat_down(lab, desktop)
    desktop.get_by_role("button", name="one that gives up").click()
    desktop.get_by_role("button", name="Offer", exact=True).click()
    desktop.wait_for_url(re.compile("pick="))
    expect(desktop.get_by_text(re.compile(r"Round 2 of \d+"))).to_be_visible()
    expect(desktop.get_by_role("cell", name="they", exact=True).first).to_be_visible()
    desktop.get_by_role("button", name="Undo").click()
    expect(desktop.get_by_text(re.compile(r"Round 1 of \d+"))).to_be_visible()


def test_only_own_numbers_are_seen_until_the_talk_is_over(lab: Served, desktop: Page) -> None:
    sat_down(lab, desktop)
    expect(desktop.get_by_text("The hidden side")).to_have_count(0)
    desktop.get_by_role("button", name="Walk away").click()
    expect(desktop.get_by_text("The hidden side")).to_be_visible()
    expect(desktop.get_by_role("heading", name="Without you")).to_be_visible()


def test_the_world_lives_with_the_talk(lab: Served, desktop: Page) -> None:
    sat_down(lab, desktop)
    desktop.get_by_role("button", name="Walk away").click()
    desktop.get_by_role("button", name="Let the world live with it").click()
    desktop.wait_for_url(re.compile("page=forks"))
    (decision,) = parse_qs(urlsplit(desktop.url).query)["decide"]
    assert ":seat:" in decision
    run = simulate(load("classroom"), 1, None, [decision])
    desktop.get_by_role("link", name="Explore").click()
    expect(desktop.locator(".cv-says")).to_contain_text(percent(run.series["autonomy"].iloc[-1]))


def test_moves_that_cannot_be_made_are_told(lab: Served, desktop: Page) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}&page=seat&pick=nonsense;walrus:1.2")
    expect(desktop.get_by_text(re.compile(r"Round 1 of \d+"))).to_be_visible()
    talk = desktop.get_by_label("talk").input_value()
    desktop.goto(f"{lab.address}/?{CLASS}&page=seat&pick={talk}%3Bhost:9.9.9")
    expect(desktop.get_by_role("alert")).to_contain_text("expected")
    desktop.get_by_role("button", name="Play it again").click()
    expect(desktop.get_by_text(re.compile(r"Round 1 of \d+"))).to_be_visible()
