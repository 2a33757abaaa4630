"""The pictures of the view in the README, taken anew: ``python -m tests.view.pictures``."""

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.view.browser import CHROMIUM, ROOT, served, until

IMAGES = ROOT / "view" / "images"
SIZE = {"width": 1280, "height": 860}
#: Pages of the animated picture, as the address says them, in order.
FRAMES = (
    "at=0",
    "at=23",
    "",
    "set=policy.transfer_floor:0.75",
    "set=policy.transfer_floor:0.75&page=table",
    "set=policy.transfer_floor:0.75&page=why",
    "decide=2029Q1:policy.rivals_invited=1&page=forks&at=16",
)
#: Milliseconds that each stands; colours, since these pages have few.
PACE, COLOURS = 2600, 64


def taken(page: Page, link: str) -> Image.Image:
    """Return a page as it looks once all has come."""
    page.goto(link)
    page.wait_for_selector("#results:not(.waiting)")
    page.wait_for_timeout(8000)  # bands, reasons
    return Image.open(io.BytesIO(page.screenshot()))


def main() -> None:
    """Take the pictures."""
    with tempfile.TemporaryDirectory() as folder, served(Path(folder), app="view.app") as server:
        until(lambda: server.state()["status"] == 200)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", "--disable-lcd-text"]
            )
            page = browser.new_page(viewport=SIZE)
            shots = [taken(page, f"{server.address}/?{query}") for query in FRAMES]
            browser.close()
    few = [shot.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE) for shot in shots]
    few[0].save(
        IMAGES / "view.gif",
        save_all=True,
        append_images=few[1:],
        duration=PACE,
        loop=0,
        optimize=True,
    )
    print(f"{IMAGES / 'view.gif'}: {(IMAGES / 'view.gif').stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
