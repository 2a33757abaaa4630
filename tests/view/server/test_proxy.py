"""Behind a real nginx, on a sub-path and with a token, as the README beside the server says."""

import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.view.browser import PHONE, ROOT, Served, served, until, visitor

TOKEN = "a-token-for-many-starts"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


@pytest.fixture(scope="module")
def hidden(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server on a sub-path that wants a token."""
    folder = tmp_path_factory.mktemp("hidden")
    options = ("--root-path", "/convenio", "--token")
    with served(folder, *options, CONVENIO_TOKEN=TOKEN) as started:
        yield started


def proxied(location: str, folder: Path) -> str:
    """Return the configuration of an nginx of our own; `PORT` stands for its port."""
    return f"""
        daemon off; pid {folder}/pid; error_log {folder}/error.log;
        events {{}}
        http {{
            access_log off; absolute_redirect off;
            client_body_temp_path {folder}; proxy_temp_path {folder};
            fastcgi_temp_path {folder}; uwsgi_temp_path {folder}; scgi_temp_path {folder};
            server {{ listen 127.0.0.1:PORT; {location} }}
        }}"""


@pytest.fixture(scope="module", params=["left", "stripped"])
def proxy(
    hidden: Served, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of an nginx before it, which leaves the sub-path or strips it."""
    if NGINX is None:
        pytest.skip("no nginx: Debian's package nginx-light")
    text = (ROOT / "view" / "server" / "README.md").read_text()
    blocks = re.findall(r"```nginx\n(.*?)```", text, re.DOTALL)
    assert len(blocks) == 1
    slash = "/" if request.param == "stripped" else ""
    server = urlsplit(hidden.address).netloc
    location = blocks[0].replace("http://127.0.0.1:8765", f"http://{server}{slash}")
    assert server in location
    folder = tmp_path_factory.mktemp("nginx")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    file = folder / "nginx.conf"
    file.write_text(proxied(location, folder).replace("PORT", str(port)))
    process = subprocess.Popen([NGINX, "-c", file, "-e", folder / "error.log", "-p", folder])
    try:
        until(lambda: answers(port), 10.0)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)


def answers(port: int) -> bool:
    """Whether somebody listens."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_the_view_works_through_the_proxy(proxy: str, browser: Browser) -> None:
    with visitor(browser, PHONE) as context:
        page = context.new_page()
        page.goto(f"{proxy}/convenio/?seed=7&token={TOKEN}")
        page.get_by_role("button", name="clicked").tap()
        expect(page.get_by_role("button", name="clicked 1")).to_be_visible()
        expect(page.get_by_text("query [seed=7]")).to_be_visible()
        assert page.url == f"{proxy}/convenio/?seed=7"
        cookies = {cookie["name"].partition("-")[0]: cookie for cookie in context.cookies()}
        assert {cookie["path"] for cookie in cookies.values()} == {"/convenio/"}
        assert cookies["convenio"]["sameSite"] == "Strict"
        assert cookies["convenio"]["httpOnly"]


def test_the_path_without_its_slash_leads_there_too(proxy: str, browser: Browser) -> None:
    with visitor(browser) as context:
        page = context.new_page()
        page.goto(f"{proxy}/convenio/?token={TOKEN}")
        expect(page.get_by_role("button", name="clicked 0")).to_be_visible()
        page.goto(f"{proxy}/convenio")
        expect(page.get_by_role("button", name="clicked 0")).to_be_visible()
        assert page.url == f"{proxy}/convenio/"


def test_without_the_token_a_page_says_what_to_do(hidden: Served, browser: Browser) -> None:
    page = browser.new_page()
    for path in ("/", "/?token=wrong", "/static/main.js"):
        answer = page.goto(hidden.address + path)
        assert answer is not None
        assert answer.status == 403
    expect(page.get_by_text("open the link that was printed")).to_be_visible()
    page.close()


def test_a_link_on_another_site_needs_one_more_click(hidden: Served, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(hidden.link)
    expect(page.get_by_role("button", name="clicked 0")).to_be_visible()
    page.goto("about:blank")
    page.set_content(f'<a href="{hidden.address}/?seed=7">look</a>')
    page.get_by_text("look").click()  # browsers hold the strict cookie back
    page.get_by_role("link", name="Enter").click()
    expect(page.get_by_text("query [seed=7]")).to_be_visible()
    page.goto("about:blank")
    context.close()


def test_the_printed_link_works_without_a_proxy(hidden: Served, browser: Browser) -> None:
    with visitor(browser) as context:
        page = context.new_page()
        page.goto(hidden.link)
        expect(page.get_by_role("button", name="clicked 0")).to_be_visible()
        assert page.url == f"{hidden.address}/"
        page.reload()
        expect(page.get_by_role("button", name="clicked 0")).to_be_visible()
    assert "Traceback" not in hidden.log.read_text()
    assert hidden.calls.read_text() == ""
