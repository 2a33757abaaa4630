"""Real browsers visit: what they see, that it stays here, that each is alone and takes leave."""

import re
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, expect

from tests.view.browser import Served, until, visitor


def test_the_page_works_on_a_desktop(server: Served, desktop: Page) -> None:
    desktop.goto(f"{server.address}/?seed=7&page=why")
    button = desktop.get_by_role("button", name="clicked")
    expect(button).to_have_text("clicked 0")
    button.click()
    button.click()
    expect(button).to_have_text("clicked 2")
    expect(desktop.get_by_text("query [seed=7&page=why]")).to_be_visible()
    expect(desktop).to_have_title("Stand-in")
    expect(desktop.get_by_text("rehearsed 1")).to_be_visible()
    # What draws widgets is fetched early, and not once more when it is asked for.
    early = desktop.evaluate(
        """() => performance.getEntriesByType("resource")
            .filter(each => each.name.includes("/nodeps.js"))
            .map(each => each.initiatorType)"""
    )
    assert early == ["link", "link"]


def test_the_page_works_on_a_phone_and_may_be_enlarged(server: Served, phone: Page) -> None:
    phone.goto(server.link)
    button = phone.get_by_role("button", name="clicked")
    button.tap()
    expect(button).to_have_text("clicked 1")
    assert "scalable" not in str(phone.locator("meta[name=viewport]").get_attribute("content"))


def test_no_address_of_the_outside_stands_in_the_page(server: Served) -> None:
    with urlopen(server.link) as answer:
        page = answer.read().decode()
    code = re.sub(r"/\*.*?\*/|^\s*//.*$|<!--.*?-->", "", page, flags=re.DOTALL | re.MULTILINE)
    assert "/_solara/cdn/" in code
    assert not re.findall(r"(?:https?:)?//[a-z][\w.-]*\.[a-z]+", code)


def test_a_script_that_slips_into_the_page_does_not_run(server: Served, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(server.link)
    expect(page.get_by_role("button", name="clicked")).to_be_visible()
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.slipped = true";
            document.body.append(script);
            const picture = document.createElement("img");
            picture.setAttribute("onerror", "window.slipped = true");
            picture.src = "data:,";
            document.body.append(picture);
        }"""
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.slipped") is None
    page.goto("about:blank")
    page.close()


def test_two_visitors_share_nothing(server: Served, browser: Browser) -> None:
    with visitor(browser) as one, visitor(browser) as other:
        first, second = one.new_page(), other.new_page()
        first.goto(server.link)
        second.goto(server.link)
        first.get_by_role("button", name="clicked").click()
        expect(first.get_by_role("button", name="clicked 1")).to_be_visible()
        expect(second.get_by_role("button", name="clicked 0")).to_be_visible()
        names = [context.cookies()[0]["value"] for context in (one, other)]
        assert names[0] != names[1]
        assert all(context.cookies()[0]["httpOnly"] for context in (one, other))


def test_a_visitor_who_leaves_takes_the_kernel_along(server: Served, browser: Browser) -> None:
    # Visitors of tests before may linger: a goodbye can be lost with a browser that is closed.
    until(lambda: server.state()["visitors"] == 0)
    with visitor(browser) as context:
        page = context.new_page()
        page.goto(server.link)
        expect(page.get_by_role("button", name="clicked")).to_be_visible()
        assert server.state()["visitors"] == 1
        page.goto("about:blank")
        # Said goodbye, and not missed after a minute.
        until(lambda: server.state()["visitors"] == 0, 40.0)


def test_the_language_of_the_page_is_told_to_screen_readers(server: Served, desktop: Page) -> None:
    desktop.goto(f"{server.address}/?lang=es")
    assert desktop.locator("html").get_attribute("lang") == "es"


def test_the_server_and_its_workers_called_nobody(server: Served) -> None:
    until(lambda: server.state()["ready"])
    assert server.calls.read_text() == ""
    assert "Traceback" not in server.log.read_text()
