"""Many visitors at once: each sees the own world, and one who leaves takes everything along."""

from contextlib import ExitStack

from playwright.sync_api import Browser, expect

from experiments.runner import simulate
from model.scenario.load import load
from tests.view.browser import Served, until, visitor
from view.words import percent

#: Twenty at once are tried by `python -m tests.view.bench_view`; here as many as a test can afford.
SEEDS = range(101, 105)


def says(seed: int, *overrides: str) -> str:
    """Return what the headline must hold for a run of the classroom."""
    run = simulate(load("classroom", overrides), seed)
    return percent(run.series["autonomy"].iloc[-1]) + " of Arenia's"


def test_visitors_at_once_see_each_the_own_numbers(lab: Served, browser: Browser) -> None:
    expected = {seed: says(seed) for seed in SEEDS}
    assert len(set(expected.values())) == len(SEEDS)  # or mixing them up would not show
    # Pages of tests before may linger, until the server finds them gone: so only "at most" is sure.
    before = lab.state()["visitors"]
    with ExitStack() as stack:
        pages = {seed: stack.enter_context(visitor(browser)).new_page() for seed in SEEDS}
        for seed, page in pages.items():
            # None waits for the one before: all are loading at once.
            link = f"{lab.address}/?scenario=classroom&seed={seed}"
            page.goto(link, wait_until="commit")
        for seed, page in pages.items():
            expect(page.locator(".cv-says")).to_contain_text(expected[seed], timeout=60_000)
        assert len(SEEDS) <= lab.state()["visitors"] <= before + len(SEEDS)
        mover, *others = pages.items()
        mover[1].locator("[id='lever-policy.transfer_floor']").press("End")
        moved = says(mover[0], "policy.transfer_floor=1.0")
        expect(mover[1].locator(".cv-says")).to_contain_text(moved)
        for seed, page in others:
            expect(page.locator(".cv-says")).to_contain_text(expected[seed])
            assert "set=" not in page.url
        # One leaves in the middle of playing; the loop is in the page and goes with it.
        mover[1].get_by_role("button", name="Play").click()
    until(lambda: lab.state()["visitors"] <= before)
    assert "Traceback" not in lab.log.read_text()
