"""What somebody meets who has never seen the view: names that hold, and choices that stay."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.view.browser import Served

CLASS = "scenario=classroom"
#: How much of a text is seen: its own opacity and that of all it stands in.
SEEN = """e => {
    let seen = 1;
    for (let at = e; at; at = at.parentElement) seen *= getComputedStyle(at).opacity;
    return seen;
}"""


def test_a_talk_is_played_again_from_the_same_side(lab: Served, desktop: Page) -> None:
    first = desktop.get_by_text(re.compile(r"Round 1 of \d+"))
    desktop.goto(f"{lab.address}/?{CLASS}&page=seat&pick=power-borland-2025Q3;partner:")
    expect(first).to_be_visible()
    desktop.get_by_role("button", name="Walk away").click()
    desktop.get_by_role("button", name="Play it again").click()
    expect(first).to_be_visible()
    expect(desktop.get_by_label("your side")).to_have_value("partner")


def test_another_study_leaves_the_seeds_as_they_are(lab: Served, desktop: Page) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}&page=uncertainty")
    desktop.get_by_label("question").select_option("partner_cap")
    desktop.wait_for_url(re.compile("partner_cap"))
    desktop.get_by_role("button", name="Simulate 200 seeds").click()
    done = desktop.get_by_text("This is the baseline")
    expect(done).to_be_visible()
    expect(desktop.get_by_label("question")).to_have_value("partner_cap")
    desktop.get_by_label("question").select_option("tough_bargaining")
    desktop.wait_for_url(re.compile("tough_bargaining"))
    expect(desktop.get_by_label("question")).to_have_value("tough_bargaining")
    expect(done).to_be_visible()
    expect(desktop.get_by_text("Upright lines: means")).to_be_visible()
    ticks = desktop.locator("figure", has_text="over 200 seeds").locator("g > .cv-tick")
    step = ticks.nth(1).text_content() or ""
    assert re.fullmatch("[125]0*", step), f"axes are read in round numbers, not in {step}s"


@pytest.mark.parametrize("page", ["forks", "assumptions"])
def test_what_is_the_baseline_is_called_so(lab: Served, desktop: Page, page: str) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}&page={page}")
    expect(desktop.locator(".cv-tag-name").first).to_have_text("baseline")
    desktop.goto(f"{lab.address}/?{CLASS}&page={page}&set=policy.transfer_floor:0.6")
    expect(desktop.get_by_text("your policy").first).to_be_visible()


def test_no_line_is_spoken_of_where_none_is_drawn(lab: Served, desktop: Page) -> None:
    told = desktop.get_by_text("A click on the line")
    desktop.goto(f"{lab.address}/?{CLASS}&page=why")
    expect(told).to_be_visible()
    desktop.locator("select").nth(1).select_option("borland")
    expect(desktop.locator("#results td").first).to_be_visible()
    expect(told).to_have_count(0)
    expect(desktop.locator(".cv-two > .cv-card")).to_have_count(1)


def test_names_that_step_back_can_still_be_read(lab: Served, desktop: Page) -> None:
    desktop.emulate_media(reduced_motion="reduce")
    desktop.goto(f"{lab.address}/?{CLASS}&pick=state:borland")
    back = desktop.locator(".cv-node.off text")
    expect(back.first).to_be_visible()
    assert {each.evaluate(SEEN) for each in back.all()} == {1}


def test_every_page_has_a_title_of_its_own(lab: Served, desktop: Page) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}&page=why&lang=es")
    expect(desktop).to_have_title("¿Por qué? · Convenio")
    desktop.get_by_role("link", name="Guía").click()
    expect(desktop).to_have_title("Guía · Convenio")


def test_an_agreement_leads_to_the_talk_that_made_it(lab: Served, desktop: Page) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}&page=why&pick=autonomy;;start;2034;agreement")
    rows = desktop.locator("#results tbody tr")
    expect(rows.first).to_be_visible()
    expect(rows.filter(has_text="no agreement").get_by_role("button")).to_have_count(0)
    agreement = rows.get_by_role("button").first
    what, _, year = agreement.inner_text().partition(" (")[0].rpartition(" ")
    agreement.click()
    shown = desktop.locator(".cv-side tr.on")
    expect(shown).to_contain_text(year)
    for name in what.split(" – "):
        expect(shown).to_contain_text(name)


def test_where_nobody_talks_no_seat_is_waited_for(lab: Served, desktop: Page) -> None:
    desktop.goto(f"{lab.address}/?scenario=inaction&page=seat")
    expect(desktop.get_by_text("no seat to take")).to_be_visible()
    expect(desktop.locator("select")).to_have_count(0)


def test_numbers_and_names_at_the_lines_are_whole(lab: Served, desktop: Page) -> None:
    kept = "with=decide%3D2029Q1:policy.concession%253D4.0"
    for query in ("at=9&show=fund_usd_m,hhi_controller,jobs", f"page=forks&lang=es&{kept}"):
        desktop.goto(f"{lab.address}/?{CLASS}&{query}")
        tags = desktop.locator(".cv-tag")
        expect(tags.nth(1)).to_be_visible()
        over = tags.evaluate_all(
            "all => all.filter(e => e.getBoundingClientRect().right >"
            " e.closest('svg').getBoundingClientRect().right).map(e => e.textContent)"
        )
        assert over == []


def test_all_rounds_are_printed(lab: Served, desktop: Page) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}&page=table")
    rounds = desktop.locator(".cv-rounds .cv-scroll")
    expect(rounds).to_be_visible()
    desktop.emulate_media(media="print")
    assert rounds.evaluate("e => e.scrollHeight - e.clientHeight") <= 1
    desktop.goto(f"{lab.address}/?{CLASS}")
    expect(desktop.locator(".cv-says")).to_be_visible()
    blank = "all => all.filter(e => e.offsetHeight && !e.innerText.trim()).length"
    assert desktop.locator(".cv-card").evaluate_all(blank) == 0, "no empty box is printed"


def test_a_seed_that_is_wiped_out_stays_what_it_was(lab: Served, desktop: Page) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}&seed=7")
    seed = desktop.get_by_role("spinbutton")
    seed.fill("")
    seed.press("Tab")
    expect(seed).to_have_value("7")
