"""The page Explore in a real browser: numbers, levers, time, links, undo, exits."""

import re
from collections.abc import Callable, Mapping
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from experiments.runner import simulate
from model.scenario.load import load
from tests.view.browser import Served, visitor
from view.words import percent

CLASS = "scenario=classroom"


def told(page: Page) -> str:
    """Return the sentence at the top, once it is there."""
    says = page.locator(".cv-says")
    expect(says).to_be_visible()
    return says.inner_text()


def expected(overrides: Mapping[str, object] | None = None, seed: int = 1) -> str:
    """Return the autonomy that the page must say, from a run of our own."""
    given = [f"{key}={value}" for key, value in (overrides or {}).items()]
    run = simulate(load("classroom", given), seed)
    return percent(run.series["autonomy"].iloc[-1])


def slide(page: Page, path: str, key: str, times: int = 1) -> None:
    """Move a lever with the keyboard, as everybody can."""
    slider = page.locator(f"[id='lever-{path}']")
    slider.focus()
    for _ in range(times):
        slider.press(key)


def test_numbers_are_those_of_a_run(lab: Served, desktop: Page) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}&seed=3")
    assert expected(seed=3) in told(desktop)
    expect(desktop).to_have_title(re.compile("Convenio"))


def test_a_lever_moves_link_and_picture_and_undo_takes_it_back(lab: Served, desktop: Page) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}")
    before = told(desktop)
    slide(desktop, "policy.max_partner_share", "Home")
    desktop.wait_for_url(re.compile("set=policy.max_partner_share:"))
    value = desktop.url.partition("max_partner_share:")[2].partition("&")[0]
    after = expected({"policy.max_partner_share": value})
    says = desktop.locator(".cv-says")
    expect(says).to_contain_text("baseline")
    assert told(desktop).partition("%")[0].endswith(after.removesuffix("%"))
    desktop.get_by_role("button", name="Undo").click()
    expect(says).to_have_text(before)
    assert "set=" not in desktop.url
    desktop.get_by_role("button", name="Redo").click()
    expect(says).to_contain_text("baseline")


@pytest.mark.parametrize(
    ("page", "path"),
    [("explore", "policy.transfer_floor"), ("assumptions", "absorption.people_weight")],
)
def test_the_keyboard_stays_on_the_lever_that_it_moves(
    lab: Served, desktop: Page, page: str, path: str
) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}&page={page}")
    desktop.locator("path.cv-line").first.wait_for()
    slider = desktop.locator(f"[id='lever-{path}']")
    slider.focus()
    for _ in range(2):  # with the first one more stands on the page, and less
        before = desktop.url
        desktop.keyboard.press("ArrowRight")
        expect(desktop).not_to_have_url(before)
        expect(desktop.locator("#results:not(.waiting)")).to_be_visible()
        expect(slider).to_be_focused()


def test_levers_tell_where_a_move_is_near(lab: Served, desktop: Page) -> None:
    with desktop.expect_websocket() as opened:
        desktop.goto(f"{lab.address}/?{CLASS}")
    told(desktop)

    def near(path: str) -> Callable[[object], bool]:
        return lambda frame: "event_near" in str(frame) and path in str(frame)

    cap, floor = "policy.max_partner_share", "policy.transfer_floor"
    with opened.value.expect_event("framesent", near(cap)):  # held, and not let go
        desktop.locator(f"[id='lever-{cap}']").evaluate(
            "it => { it.value = 40; it.dispatchEvent(new Event('input')); }"
        )
    with opened.value.expect_event("framesent", near(cap)):  # a position that is pointed at
        desktop.get_by_role("button", name="an eighth").hover()
    assert "set=" not in desktop.url
    with opened.value.expect_event("framesent", near(floor)):  # a step: another may follow
        slide(desktop, floor, "ArrowRight")
    desktop.wait_for_url(re.compile(f"set={floor}:"))


def test_where_the_pointer_rests_is_where_a_click_moves_a_lever(lab: Served, desktop: Page) -> None:
    with desktop.expect_websocket() as opened:
        desktop.goto(f"{lab.address}/?{CLASS}")
    told(desktop)
    slider = desktop.locator("[id='lever-policy.transfer_floor']")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box is not None
    place = box["x"] + 0.7 * box["width"], box["y"] + box["height"] / 2
    with opened.value.expect_event("framesent", lambda frame: "event_near" in str(frame)) as near:
        desktop.mouse.move(*place)
    said = re.search(r'"value":\s*([\d.]+)', str(near.value))
    assert said is not None
    desktop.mouse.click(*place)
    desktop.wait_for_url(re.compile(f"set=policy.transfer_floor:{re.escape(said[1])}$"))


def test_a_link_opens_the_same_picture_elsewhere(lab: Served, browser: Browser) -> None:
    link = f"{lab.address}/?{CLASS}&seed=2&at=11&set=policy.transfer_floor:0.6&show=trust"
    with visitor(browser) as one, visitor(browser, (390, 844)) as other:
        pages = [one.new_page(), other.new_page()]
        for page in pages:
            page.goto(link)
        assert told(pages[0]) == told(pages[1])
        for page in pages:
            expect(page.locator(".cv-clock output")).to_have_text("2027Q4")
            expect(page.get_by_role("heading", name="Trust")).to_be_visible()
            expect(page.locator(".cv-lever.moved")).to_have_count(1)


def test_time_goes_both_ways_and_plays(lab: Served, desktop: Page) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}&at=37")
    clock = desktop.locator(".cv-clock output")
    expect(clock).to_have_text("2034Q2")
    desktop.locator(".cv-clock input").press("ArrowLeft")
    expect(clock).to_have_text("2034Q1")
    desktop.get_by_role("button", name="Play").click()
    expect(clock).to_have_text("2034Q4")
    expect(desktop.get_by_role("button", name="Play")).to_be_visible()
    desktop.wait_for_url(re.compile("at=39"))
    desktop.get_by_role("button", name="Undo").click()  # playing is one step, not one a quarter
    expect(clock).to_have_text("2034Q1")


def test_a_state_is_picked_and_its_exit_tells_what_falls(lab: Served, desktop: Page) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}")
    desktop.locator(".cv-node", has_text="Borland").first.click()
    desktop.wait_for_url(re.compile("pick=state:borland"))
    desktop.get_by_role("button", name=re.compile("What if .* left")).click()
    expect(desktop.get_by_text(re.compile("left at the end of 2034Q4: needs met"))).to_be_visible()


def test_bands_come_and_claims_get_chances(lab: Served, desktop: Page) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}")
    expect(desktop.get_by_text("Bands: 20 seeds")).to_be_visible()
    assert desktop.locator("path.cv-band").count() > 0
    expect(desktop.get_by_role("cell", name=re.compile(r"\d+\s% \(\d+ – \d+\s%\)"))).to_have_count(
        1
    )


def test_the_sentence_says_what_is_left_when_all_have_left(lab: Served, desktop: Page) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}")
    last = simulate(load("classroom"), 1).series.iloc[-1]
    met, alone = (percent(last[name]) for name in ("capability", "autonomy_alone"))
    expect(desktop.locator(".cv-more")).to_contain_text(f"{met} of the needs are met")
    expect(desktop.locator(".cv-more")).to_contain_text(f"{alone} if all foreign states left")


def test_the_whole_page_is_printed(lab: Served, desktop: Page) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}")
    expect(desktop.get_by_role("heading", name="Narrow places")).to_be_visible()
    box, whole = desktop.evaluate(
        "[document.querySelector('.cv').scrollHeight, document.documentElement.scrollHeight]"
    )
    assert whole >= box > 900


@pytest.mark.parametrize(  # the plan in Spanish has the longest names
    ("query", "width", "look"),
    [(CLASS, 1024, "narrow"), ("lang=es", 1024, "narrow"), ("lang=es", 390, "phone")],
)
def test_who_meets_the_need_is_seen_without_scrolling_sideways(
    query: str, width: int, look: str, lab: Served, desktop: Page
) -> None:
    desktop.set_viewport_size({"width": width, "height": 768})
    desktop.goto(f"{lab.address}/?{query}")
    expect(desktop.locator(f".cv-net.{look}")).to_be_visible()
    box = desktop.locator(".cv-scroll", has=desktop.locator(".cv-net"))
    assert box.evaluate("e => e.scrollWidth <= e.clientWidth")
    sizes = desktop.locator(".cv-net text").evaluate_all(
        "all => all.map(e => parseFloat(getComputedStyle(e).fontSize) * e.getScreenCTM().a)"
    )
    assert min(sizes) > 7.5, "letters do not shrink with the picture"


def test_the_link_can_be_copied_without_tls_too(lab: Served, desktop: Page) -> None:
    desktop.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', {value: undefined});"
        "document.execCommand = () => { window.kept = document.activeElement.value; return true; };"
    )
    desktop.goto(f"{lab.address}/?{CLASS}&seed=4")
    desktop.get_by_role("button", name="Copy link").click()
    expect(desktop.get_by_role("button", name="Copied")).to_be_visible()
    assert desktop.evaluate("window.kept") == desktop.url


def test_hostile_links_open_a_page_and_say_so(lab: Served, desktop: Page) -> None:
    desktop.goto(
        f"{lab.address}/?{CLASS}&seed=<script>alert(1)</script>&set=policy.fund_saving:9&pick=<b>x"
    )
    note = desktop.locator(".cv-note")
    expect(note).to_contain_text("<script>alert(1)</script>")
    expect(note).to_contain_text("policy.fund_saving")
    assert expected() in told(desktop)


def test_the_other_language_is_one_click_away_and_stays(lab: Served, desktop: Page) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}")
    desktop.get_by_role("button", name="Español").click()
    expect(desktop.locator(".cv-says")).to_contain_text("sobreviviría")
    expect(desktop.locator("html")).to_have_attribute("lang", "es")
    desktop.reload()
    expect(desktop.get_by_role("link", name="Explorar")).to_be_visible()


def test_the_language_of_the_browser_is_the_first(lab: Served, browser: Browser) -> None:
    context = browser.new_context(locale="es-PE")
    page = context.new_page()
    page.goto(f"{lab.address}/?{CLASS}")
    expect(page.get_by_role("link", name="Explorar")).to_be_visible()
    page.goto("about:blank")
    context.close()


def test_the_graph_is_a_table_too(lab: Served, desktop: Page) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}")
    graph = desktop.locator("figure, div").filter(has=desktop.locator("> .cv-scroll > .cv-net"))
    graph.locator("summary").press("Enter")
    rows = graph.get_by_role("row")
    spoken = desktop.locator(".cv-net [aria-label*='%']").evaluate_all(
        "all => all.map(e => e.getAttribute('aria-label'))"
    )
    expect(rows).to_have_count(len(load("classroom").technologies) + 1)
    for row, said in zip(rows.all()[1:], spoken, strict=True):
        assert row.inner_text().replace(" ◆", "").replace("\t", ", ") == said


def test_axes_say_where_their_ticks_stand(lab: Served, desktop: Page) -> None:
    small = "show=absorptive,transfer_effectiveness"  # below a tenth with turnkey plants
    desktop.goto(f"{lab.address}/?scenario=turnkey&{small}")
    axes = desktop.locator(".cv-grid .cv-chart > svg")
    expect(axes).to_have_count(2)
    for axis in axes.all():
        labels = axis.locator("g > .cv-tick").all_text_contents()
        values = [float(re.sub("[^0-9.]", "", each)) for each in labels]
        steps = {round(high - low, 6) for low, high in pairwise(values)}
        assert len(values) > 2, labels
        assert len(steps) == 1, f"ticks at equal steps say so: {labels}"
        assert steps != {0.0}, labels


def test_a_run_of_fewer_years_is_held_against_the_baseline_over_the_same(
    lab: Served, desktop: Page
) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}&set=clock.quarters:16&set=policy.transfer_floor:0.6")
    fewer = {"clock.quarters": 16}
    assert expected(fewer | {"policy.transfer_floor": 0.6}) in told(desktop)
    assert told(desktop).rstrip(".").endswith(expected(fewer))
    chart = desktop.locator(".cv-chart > svg").first
    edge = chart.locator(".cv-cursor").get_attribute("x1")
    ends = chart.locator(".cv-line").evaluate_all(
        "all => all.map(e => e.getBBox().x + e.getBBox().width)"
    )
    assert max(ends) == pytest.approx(float(edge or 0), abs=0.1), "no line runs over its edge"


def test_a_chart_leads_to_the_reasons_of_the_year_of_the_cursor(lab: Served, desktop: Page) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}&at=22")
    desktop.get_by_role("button", name="Why? How much would survive").click()
    expect(desktop.get_by_text(re.compile("From 2029Q4 to 2030Q4"))).to_be_visible()


def test_narrow_places_are_shown_on_request(lab: Served, desktop: Page) -> None:
    desktop.goto(f"{lab.address}/?{CLASS}")
    desktop.get_by_role("button", name="Show narrow places").click()
    expect(desktop.get_by_text("the worst first").last).to_be_visible()
    expect(desktop.get_by_role("rowheader", name="Borland").first).to_be_visible()
