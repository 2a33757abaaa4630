"""The view on a sub-path: links, levers, undo and reload stay under it."""

import re
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.view.browser import served, until, visitor


def test_everything_stays_under_the_path(tmp_path: Path, browser: Browser) -> None:
    with served(tmp_path / "lab", "--root-path", "/convenio", app="view.app") as lab:
        until(lambda: lab.state()["status"] == 200)
        with visitor(browser) as context:
            page = context.new_page()
            page.goto(f"{lab.address}/?scenario=classroom")
            says = page.locator(".cv-says")
            expect(says).to_be_visible()
            page.locator("[id='lever-policy.transfer_floor']").press("End")
            page.wait_for_url(re.compile(r"/convenio/?\?.*set=policy.transfer_floor"))
            expect(says).to_contain_text("baseline")
            told = says.inner_text()
            page.reload()
            expect(says).to_have_text(told)
            page.get_by_role("link", name="Guide").click()
            page.wait_for_url(re.compile(r"/convenio/?\?.*page=guide"))
            expect(page.locator("pre").first).to_contain_text("--set policy.transfer_floor")
            page.get_by_role("button", name="Undo").click()
            expect(says).to_have_text(told)
