"""The other pages in a real browser, on both sizes, in both languages; and their accessibility."""

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from experiments.runner import simulate
from experiments.storage import read_run
from model.scenario.load import load
from tests.view.browser import DESKTOP, PHONE, Served, visitor
from view.choice import PAGES
from view.fronts import front_of
from view.stored import stored
from view.words import percent

CLASS = "scenario=classroom"


def test_assumptions_split_the_difference(lab: Served, desktop: Page) -> None:
    moved = "set=policy.transfer_floor:0.6&set=absorption.people_weight:0.2"
    desktop.goto(f"{lab.address}/?{CLASS}&page=assumptions&{moved}")
    rows = desktop.locator("#results tbody tr")
    expect(rows.first).to_be_visible()
    first = rows.first.locator("td b").all_inner_texts()
    you, world, both = (float(text.split()[0]) for text in first)
    assert abs(you + world - both) < 0.02
    expect(desktop.get_by_text("baseline, your assumptions").first).to_be_visible()


def test_a_mechanism_can_be_switched_off(lab: Served, desktop: Page) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}&page=assumptions")
    desktop.get_by_text("Mechanisms", exact=True).click()
    desktop.locator("[id='lever-mechanisms.forgetting']").select_option("false")
    desktop.wait_for_url(re.compile("set=mechanisms.forgetting:false"))
    expect(desktop.locator("#results caption")).to_be_visible()


def test_a_talk_is_shown_offer_by_offer(lab: Served, desktop: Page) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}&page=table")
    expect(desktop.get_by_text("How good was it?")).to_be_visible()
    assert desktop.locator(".cv-frontier").get_attribute("d")
    desktop.get_by_role("button", name="all talks").click()
    desktop.wait_for_url(re.compile("pick=all"))
    rows = desktop.locator(".cv-side tbody tr")
    last = rows.last.inner_text()
    rows.last.click()
    expect(desktop.locator(".cv-side tr.on")).to_have_text(last.replace("\t", ""))
    desktop.reload()  # the link is the whole state: failed talks are still listed
    expect(desktop.locator(".cv-side tbody tr").last).to_have_text(last.replace("\t", ""))
    expect(desktop.locator(".cv-side tr.on")).to_have_count(1)
    expect(desktop.get_by_text("Round by round").first).to_be_visible()


def test_reasons_sum_to_the_change(lab: Served, desktop: Page) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}&page=why&pick=autonomy;;start;2034;cause")
    expect(desktop.get_by_text(re.compile("From start to 2034Q4"))).to_be_visible()
    change = desktop.get_by_text(re.compile("From start to 2034Q4")).inner_text()
    asked = float(re.findall(r"([+-][\d.]+) points", change)[-1])
    parts = desktop.locator("#results td b").all_inner_texts()
    assert sum(float(part.split()[0]) for part in parts) == pytest.approx(asked, abs=0.05)


def test_many_seeds_are_simulated_and_can_be_stopped(lab: Served, desktop: Page) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}&page=uncertainty&set=policy.transfer_floor:0.6")
    desktop.get_by_role("button", name="Simulate 200 seeds").click()
    expect(desktop.get_by_text(re.compile(r"[1-9]\d* of 400 seeds"))).to_be_visible()
    title = re.compile(r"Autonomy in 2034 over \d+ seeds")
    expect(desktop.get_by_role("heading", name=title)).to_be_visible()
    expect(desktop).to_have_url(re.compile("pick=classroom"))  # who gets the link sees the same
    histogram = desktop.locator("figure", has_text=re.compile(r"over \d+ seeds"))
    histogram.locator("summary").press("Enter")
    expect(histogram.get_by_role("rowheader").first).to_contain_text("%")
    expect(histogram.locator(".cv-heard")).to_have_text(re.compile(r"over \d+ seeds\. .*\d\s%"))
    desktop.get_by_role("button", name="Stop").click()
    expect(desktop.get_by_role("button", name="Simulate 200 seeds")).to_be_visible()


def test_a_stored_study_is_chosen_and_linked(lab: Served, desktop: Page) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}&page=uncertainty")
    desktop.get_by_label("question").select_option("partner_cap")
    desktop.wait_for_url(re.compile(r"pick=study\+partner_cap"))
    desktop.get_by_label("outcome").select_option("autonomy_2040")
    first = stored("partner_cap").estimates("autonomy_2040")[0]
    row = desktop.get_by_role("row", name=re.compile(f"^1 {first.mean:.3f} "))
    expect(row).to_contain_text("the first")
    desktop.reload()
    expect(row).to_be_visible()


def test_a_policy_of_a_stored_front_is_tried(lab: Served, desktop: Page) -> None:
    desktop.emulate_media(reduced_motion="reduce")
    desktop.goto(f"{lab.address}/?{CLASS}&page=uncertainty&lang=es")
    desktop.get_by_label("pregunta").select_option("policy_front")
    drawn = desktop.locator(".cv-spot")
    expect(drawn.first).to_be_visible()
    policies = front_of(stored("policy_front"))
    assert drawn.count() == 3 * len(policies), "a picture a pair of objectives"
    assert_nothing_serious(desktop)
    desktop.get_by_role("button", name=f"política {policies[1].row}").click()
    cap = policies[1].levers["cap"]
    desktop.wait_for_url(re.compile(f"set=policy.max_partner_share:{cap}"))
    assert "scenario=" not in desktop.url, "that of the study, the plan"


def test_what_is_taken_away_is_what_the_command_writes(
    lab: Served, desktop: Page, tmp_path: Path
) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}&seed=5&page=guide&set=policy.transfer_floor:0.6")
    run = simulate(load("classroom", ["policy.transfer_floor=0.6"]), 5)
    with desktop.expect_download() as coming:
        desktop.get_by_role("button", name="CSV").click()
    rows = list(csv.DictReader(io.StringIO(coming.value.path().read_text())))
    assert [float(row["autonomy"]) for row in rows] == run.series["autonomy"].tolist()
    with desktop.expect_download() as coming:
        desktop.get_by_role("button", name="Scenario (TOML)").click()
    (tmp_path / "mine.toml").write_bytes(coming.value.path().read_bytes())
    assert load(tmp_path / "mine.toml").policy == run.scenario.policy
    with desktop.expect_download(timeout=90_000) as coming:
        desktop.get_by_role("button", name="ZIP").click()
    with zipfile.ZipFile(coming.value.path()) as pack:
        pack.extractall(tmp_path)
    stored = read_run(tmp_path / run.name)
    assert stored.series["autonomy"].tolist() == run.series["autonomy"].tolist()
    assert (tmp_path / run.name / "report.html").stat().st_size > 10_000


def test_a_scenario_file_is_taken_or_refused(lab: Served, desktop: Page) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}&page=guide")
    field = desktop.get_by_label("Choose a scenario file (TOML)")
    wrong = b'extends = "classroom"\npolicy.fund_savin = 0.2\n"<img src=x onerror=alert(1)>" = 1'
    field.set_input_files({"name": "<b>x</b>.toml", "mimeType": "text/plain", "buffer": wrong})
    told = desktop.get_by_role("alert")
    expect(told).to_contain_text("<b>x</b>.toml: policy.fund_savin")
    expect(told.locator("img, b")).to_have_count(0)
    assert "set=" not in desktop.url
    good = b'extends = "classroom"\npolicy.transfer_floor = 0.6'
    field.set_input_files({"name": "mine.toml", "mimeType": "text/plain", "buffer": good})
    desktop.wait_for_url(re.compile("set=policy.transfer_floor:0.6"))
    expect(told).to_have_count(0)
    run = simulate(load("classroom", ["policy.transfer_floor=0.6"]), 1)
    expect(desktop.locator(".cv-says")).to_contain_text(percent(run.series["autonomy"].iloc[-1]))


def test_a_story_is_taken(lab: Served, desktop: Page) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}&page=guide")
    card = desktop.locator(".cv-card", has=desktop.get_by_role("heading", name="No programme"))
    card.get_by_role("button").click()
    desktop.wait_for_url(re.compile("scenario=inaction"))
    expect(desktop.locator(".cv-says")).to_be_visible()


@pytest.mark.parametrize(("size", "language"), [(DESKTOP, "en"), (PHONE, "es")])
def test_every_page_fits(
    lab: Served, browser: Browser, size: tuple[int, int], language: str
) -> None:
    with visitor(browser, size) as context:
        page = context.new_page()
        for name in PAGES:
            pick = "&pick=study+policy_front" if name == "uncertainty" else ""  # the widest table
            page.goto(f"{lab.address}/?{CLASS}&page={name}&lang={language}{pick}")
            expect(page.locator("#results")).to_be_visible()
            if name in ("table", "uncertainty"):
                expect(page.locator("table").first).to_be_visible()
            expect(page.locator("html")).to_have_attribute("lang", language)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= size[0], (name, language)
            over = page.locator(".cv-card .cv-scroll, .cv-card p").evaluate_all(
                "all => all.filter(e => e.getBoundingClientRect().right >"
                " e.closest('.cv-card').getBoundingClientRect().right).map(e => e.innerText)"
            )
            assert over == [], "nothing runs over the edge of its card"
            whole = ".cv-scroll, .cv-head nav" + (", .cv-code" if size == PHONE else "")
            sideways = page.locator(whole).evaluate_all(
                "all => all.filter(e => e.scrollWidth > e.clientWidth).map(e => e.innerText)"
            )
            assert sideways == [], (name, language)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_serious_stands_in_the_way_of_anybody(
    lab: Served, desktop: Page, name: str
) -> None:
    desktop.emulate_media(reduced_motion="reduce")  # nothing fades in: no need to wait for it
    desktop.goto(
        f"{lab.address}/?{CLASS}&page={name}&set=policy.transfer_floor:0.6&pick=state:borland"
    )
    expect(desktop.locator("#results:not(.waiting)")).to_be_visible()  # what waits is greyed
    assert_nothing_serious(desktop)


def assert_nothing_serious(page: Page) -> None:
    """Assert that axe finds nothing serious on a page."""
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
    serious = [
        (each["id"], [node["html"][:200] for node in each["nodes"][:3]])
        for each in found.response["violations"]
        if each["impact"] in ("serious", "critical")
    ]
    assert not serious


def test_deciding_otherwise_forks_the_run_and_can_be_taken_back(lab: Served, desktop: Page) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}&page=forks&at=8")
    expect(desktop.get_by_text("Only the baseline so far")).to_be_visible()
    desktop.get_by_label("about").select_option("policy.concession")
    desktop.locator("[id='lever-policy.concession']").press("End")
    desktop.wait_for_url(re.compile("decide=2027Q1:policy.concession"))
    expect(desktop.get_by_text("Why did the baseline and")).to_be_visible()
    expect(desktop.get_by_role("rowheader", name="needs met").first).to_be_visible()
    desktop.get_by_role("button", name="Keep this run").click()
    desktop.wait_for_url(re.compile("with=decide"))
    expect(desktop.get_by_text("first kept").first).to_be_visible()
    desktop.get_by_role("button", name="Let go").click()
    expect(desktop.get_by_text("Only the baseline so far")).to_be_visible()


def test_a_decided_run_is_that_of_the_command(lab: Served, desktop: Page) -> None:
    decision = "2027Q1:policy.concession=4.0"
    desktop.goto(f"{lab.address}/?{CLASS}&seed=2&decide={decision}")
    run = simulate(load("classroom"), 2, None, [decision])
    expect(desktop.locator(".cv-says")).to_contain_text(percent(run.series["autonomy"].iloc[-1]))
    desktop.goto(f"{lab.address}/?{CLASS}&decide=2099Q1:exit:nobody&decide=walrus")
    expect(desktop.locator(".cv-note li")).to_have_count(2)
