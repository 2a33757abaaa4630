"""How fast the view is, in a real browser: ``python -m tests.view.bench_view``.

Prints: server ready; first usable page; from a lever move to the new picture (median of many, each
a run that nobody has asked for), step by step by the keyboard, drawn with the mouse and by clicks
on the track, where the run may have been begun ahead, and by jumps that nobody can foresee, such as
Back or a link; the same until its band of 20 seeds stands, once by steps with a look at each
picture between them, and once by clicks; memory of the server per visitor. Fails where one of many
visitors at once sees another's numbers.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from experiments.runner import simulate
from model.scenario.load import load
from tests.view.browser import CHROMIUM, Served, served, until
from view.bands import STANDS
from view.words import percent

#: Each step of it moves some line; one of the cap often moves none, and no new picture would come.
LEVER = "[id='lever-policy.transfer_floor']"
#: Seconds for which somebody looks at a picture before the next step.
LOOK = 3.0
#: Places of the slider for jumps, each once, and beyond those that steps come to.
PLACES = iter([30 + 23 * turn % 71 for turn in range(71)])


def memory_mb(process: int) -> float:
    """Return the proportional memory of a process without its workers."""
    rows = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(float(row.split()[1]) for row in rows if row.startswith("Pss:")) / 1024


def busy_s(process: int) -> float:
    """Return the time that a process itself, without its workers, has kept a core busy, seconds."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def step(slider: Locator) -> None:
    """Move a lever by one step."""
    slider.press("ArrowRight")


def jump(slider: Locator) -> None:
    """Let a lever be somewhere else, as no hand can."""
    slider.evaluate(
        "(it, place) => { it.value = place; it.dispatchEvent(new Event('change')); }",
        str(next(PLACES)),
    )


def click(slider: Locator) -> None:
    """Click somewhere on the track of a lever, as quickly as people do."""
    box, page = slider.bounding_box(), slider.page
    assert box is not None
    place = next(PLACES) / 100
    page.mouse.move(box["x"] + 8 + (box["width"] - 16) * place, box["y"] + box["height"] / 2)
    page.wait_for_timeout(150)
    page.mouse.down()
    page.wait_for_timeout(80)
    page.mouse.up()


def drag(slider: Locator) -> None:
    """Draw a lever somewhere with the mouse, hold it there for a quarter of a second, let go."""
    box, page = slider.bounding_box(), slider.page
    assert box is not None
    place = next(PLACES) / 100
    height = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, height)
    page.mouse.down()
    for share in range(1, 6):
        page.mouse.move(box["x"] + box["width"] * (0.5 + (place - 0.5) * share / 5), height)
        page.wait_for_timeout(50)
    page.wait_for_timeout(250)
    page.mouse.up()


def moved(page: Page, move: Callable[[Locator], None], band: bool = False) -> float:
    """Move a lever, and return the milliseconds until its picture stands, or its band does too."""
    slider = page.locator(LEVER)
    slider.focus()
    # Looked at from within the page, so that no traffic of ours is counted.
    page.evaluate(
        """band => {
            const drawn = () =>
                [...document.querySelectorAll('path.cv-line')].map(p => p.getAttribute('d')).join();
            // What holds all pictures is told last which run they show; lines may move before.
            const run = () => document.getElementById('results').dataset.run;
            const there = () =>  // the old band stands beside the old run until both go
                !band || document.getElementById('results').textContent.includes('Bands: 20 seeds');
            const before = drawn(), was = run();
            let start = null;  // when the page hears of the move: ours to it takes time, too
            for (const heard of ['keydown', 'change'])
                window.addEventListener(heard, () => start ??= performance.now(), {capture: true});
            window.took = null;
            const look = () => {
                const changed = drawn() !== before && run() !== was;
                if (changed && !document.querySelector('.waiting') && there())
                    window.took = performance.now() - start;
                else requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
        }""",
        band,
    )
    move(slider)
    page.wait_for_function("window.took !== null", timeout=30_000)
    return float(page.evaluate("window.took"))


def lever_moves(server: Served, browser: Browser, times: int) -> None:
    """Print first usable, and the times of lever moves."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    begun = time.perf_counter()
    page.goto(server.link)
    page.wait_for_selector("path.cv-line")
    print(f"first usable          {time.perf_counter() - begun:6.2f} s")
    page.get_by_text("Bands: 20 seeds").wait_for()
    page.locator(LEVER).press("Home")
    page.wait_for_timeout(3000)
    for name, move in {"step": step, "drag": drag, "click": click, "jump": jump}.items():
        took = []
        for _ in range(times):
            took.append(moved(page, move))
            page.wait_for_timeout(150)
        print(f"lever to picture, {name:6}{statistics.median(took):6.0f} ms median of {times}"
              f" ({min(took):.0f} to {max(took):.0f})")  # fmt: skip
    page.locator(LEVER).press("Home")
    for name, move in {f"step after {LOOK:.0f} s": step, "click": click}.items():
        page.wait_for_timeout(2 * 1000 * LOOK)
        took = []
        for _ in range(times // 2):
            took.append(moved(page, move, band=True))
            page.wait_for_timeout(1000 * LOOK)
        # Nothing was near before the first of the steps.
        print(f"lever to band, {name:15}{statistics.median(took):6.0f} ms median of {len(took)}"
              f" ({min(took):.0f} to {max(took):.0f}), if made then {STANDS} s later")  # fmt: skip
    page.goto("about:blank")
    page.close()


def visitors(server: Served, browser: Browser, count: int, rounds: int) -> None:
    """Print the memory of the server with and after rounds of visitors."""
    before = memory_mb(server.process.pid)
    for turn in range(rounds):
        pages = []
        for seed in range(count):
            page = browser.new_page()
            page.goto(f"{server.address}/?seed={seed}")
            page.wait_for_selector("path.cv-line")
            pages.append(page)
        here = memory_mb(server.process.pid)
        for page in pages:
            page.goto("about:blank")
            page.close()
        until(lambda: server.state()["visitors"] == 0)
        left = memory_mb(server.process.pid)
        print(f"round {turn + 1}, {count} visitors   {before:6.0f} MB before, {here:.0f} with them "
              f"({(here - before) / count:.1f} a visitor), {left:.0f} after")  # fmt: skip
        before = left


def crowd(server: Served, browser: Browser, count: int) -> None:
    """Let many visitors in at once, and fail where one sees another's numbers."""
    until(lambda: server.state()["visitors"] == 0)  # whoever moved levers has left
    contexts = {seed: browser.new_context() for seed in range(101, 101 + count)}
    pages = {seed: context.new_page() for seed, context in contexts.items()}
    begun, busy = time.perf_counter(), busy_s(server.process.pid)
    for seed, page in pages.items():
        page.goto(f"{server.address}/?scenario=classroom&seed={seed}", wait_until="commit")
    scenario, seen = load("classroom"), set()
    for seed, page in pages.items():
        own = simulate(scenario, seed).series["autonomy"].iloc[-1]
        expect(page.locator(".cv-says")).to_contain_text(percent(own), timeout=120_000)
        seen.add(percent(own))
    took, busy = time.perf_counter() - begun, busy_s(server.process.pid) - busy
    assert server.state()["visitors"] == count
    for context in contexts.values():
        context.close()
    until(lambda: server.state()["visitors"] == 0)
    print(f"{count} visitors at once  {took:6.2f} s until all see their own numbers,"
          f" {len(seen)} different ones; all gone after;"
          f" the server itself was busy for {busy / count:.2f} s a visitor")  # fmt: skip


def main() -> None:
    """Measure, and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--moves", type=int, default=20)
    asked.add_argument("--visitors", type=int, default=10)
    asked.add_argument("--crowd", type=int, default=20)
    asked.add_argument("--rounds", type=int, default=5)
    told = asked.parse_args()
    begun = time.perf_counter()
    # A browser that is closed under load may take its goodbye along: it is missed after 20 s then.
    how = {"app": "view.app", "SOLARA_KERNEL_CULL_TIMEOUT": "20s"}
    with tempfile.TemporaryDirectory() as folder, served(Path(folder), **how) as server:
        print(f"server answers        {time.perf_counter() - begun:6.2f} s")
        until(lambda: server.state()["status"] == 200)
        print(f"server ready          {time.perf_counter() - begun:6.2f} s")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            lever_moves(server, browser, told.moves)
            crowd(server, browser, told.crowd)
            visitors(server, browser, told.visitors, told.rounds)
            browser.close()


if __name__ == "__main__":
    main()
