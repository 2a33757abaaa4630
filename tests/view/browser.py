"""Fixtures: the view served as users start it, and real browsers that visit it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.view import fence

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"
STANDIN = "tests.view.standin"
#: Seconds within which a machine under load must have started the server.
PATIENCE = 180.0
#: Exit codes: after Ctrl-C, and after the signal with which these tests end a server.
ENDS = (0, 143)
DESKTOP, PHONE = (1440, 900), (390, 844)


@dataclass
class Served:
    """A server under way.

    Attributes
    ----------
    process : subprocess.Popen
        That of ``run.py view``.
    link : str
        What it printed, to be opened.
    log, calls : pathlib.Path
        What it wrote on stderr; calls to the outside that it or its children tried.
    """

    process: subprocess.Popen[str]
    link: str
    log: Path
    calls: Path

    @property
    def address(self) -> str:
        """Scheme, host, port and root path, without a slash at the end."""
        return self.link.partition("?")[0].rstrip("/")

    def state(self) -> dict[str, int]:
        """Return what the server says of itself to health checks, and the HTTP status."""
        try:
            with urlopen(f"{self.address}/readyz", timeout=10) as answer:
                return {"status": answer.status, **json.loads(answer.read())}
        except HTTPError as error:
            return {"status": error.code, **json.loads(error.read())}

    def end(self) -> int:
        """Press Ctrl-C, and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=20)


def until(true: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait until something is true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.05)


def command(app: str = STANDIN, *options: str) -> list[str]:
    """Return the words that start a server on a free port."""
    return [sys.executable, "run.py", "view", "--port", "0", "--app", app, *options]


@contextmanager
def served(folder: Path, *options: str, app: str = STANDIN, **environment: str) -> Iterator[Served]:
    """Start ``run.py view`` on a free port behind a fence, and end it afterwards."""
    folder.mkdir(exist_ok=True)
    shutil.copy(fence.__file__, folder / "sitecustomize.py")
    log, calls = folder / "log.txt", folder / "calls.txt"
    calls.touch()
    path = os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])
    variables = {"PYTHONPATH": path, fence.VARIABLE: str(calls), **environment}
    with log.open("w") as errors:
        process = subprocess.Popen(
            command(app, *options),
            cwd=ROOT,
            env=os.environ | variables,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    assert process.stdout is not None
    try:
        words = process.stdout.readline().split()
        assert len(words) > 1, f"the server did not start:\n{log.read_text()}"
        server = Served(process, words[1], log, calls)
        until(lambda: "visitors" in server.state())
        yield server
    finally:
        process.terminate()
        code = process.wait(timeout=20)
        process.stdout.close()
    assert code in ENDS, f"the server ended with {code}:\n{log.read_text()}"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The stand-in of the view, served."""
    # A browser that is closed under load may take its goodbye along: it is missed sooner here.
    missed = {"SOLARA_KERNEL_CULL_TIMEOUT": "60s"}
    with served(tmp_path_factory.mktemp("server"), **missed) as started:
        yield started


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium; not for longer, since Playwright holds asyncio of its thread."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no {CHROMIUM}: Debian's package chromium")
    expect.set_options(timeout=1000 * PATIENCE / 4)
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"] if root else []
        )
        yield chromium
        chromium.close()


@contextmanager
def visitor(browser: Browser, size: tuple[int, int] = DESKTOP) -> Iterator[BrowserContext]:
    """Open a browser of its own, without a memory; at the end nothing may have gone wrong.

    That is: no request left this machine, no script failed, and the browser kept nothing back for
    reasons of policy.
    """
    width, height = size
    touch = width < 600
    context = browser.new_context(
        viewport={"width": width, "height": height}, has_touch=touch, is_mobile=touch
    )
    outside: list[str] = []
    wrong: list[str] = []

    def note(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob", "about") and not fence.is_here(parts.hostname):
            outside.append(url)

    def watch(page: Page) -> None:
        page.on("websocket", lambda socket: note(socket.url))
        page.on("pageerror", lambda error: wrong.append(str(error)))

    context.on("request", lambda request: note(request.url))
    context.on("page", watch)
    context.on(
        "console",
        lambda said: wrong.append(f"{said.text} {said.location}") if said.type == "error" else None,
    )
    try:
        yield context
        for page in context.pages:
            page.goto("about:blank")  # so that it takes its leave
    finally:
        context.close()
    assert not outside, f"requests left this machine: {outside}"
    assert not wrong, f"errors in the browser: {wrong}"


@pytest.fixture
def desktop(browser: Browser) -> Iterator[Page]:
    """A page on a desktop's screen."""
    with visitor(browser, DESKTOP) as context:
        yield context.new_page()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page on a phone's screen."""
    with visitor(browser, PHONE) as context:
        yield context.new_page()
