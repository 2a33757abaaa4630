"""The documentation as a site: built without a warning, closed to the outside, all links hold."""

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from importlib.util import find_spec
from urllib.parse import unquote, urlsplit

import pytest

from tests.pages import ROOT

NEEDED = ("sphinx", "myst_parser", "autoapi", "furo")
MISSING = [name for name in NEEDED if not find_spec(name)]
pytestmark = pytest.mark.skipif(
    bool(MISSING), reason=f"the extra `docs` is not installed here: no {', '.join(MISSING)}"
)
# The reference takes minutes, for which the whole suite has none to spare: pages alone are built
# always. What they would then lack is what the options say.
COMPLETE = pytest.mark.skipif(
    "CONVENIO_SITE" not in os.environ, reason="takes minutes: set CONVENIO_SITE=1 for it"
)
PAGES_ALONE = (
    *("-D", "extensions=myst_parser,sphinx.ext.napoleon", "--builder", "dummy"),
    *("-D", "suppress_warnings=toc.not_readable,toc.excluded"),
)
# What a browser fetches by itself, as against what somebody may click on.
FETCHED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}


class Links(HTMLParser):
    """The addresses in a page: those that are fetched, those that may be followed, its anchors."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.fetched, self.followed, self.anchors = [], [], {""}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.anchors.add(given.get("id"))
        if FETCHED.get(tag) in given:
            self.fetched.append(given[FETCHED[tag]])
        if tag == "a" and given.get("href"):
            self.followed.append(given["href"])


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The folder of the site, built as `make docs` builds it."""
    return built(tmp_path_factory.mktemp("site"))


def built(folder, *options):
    """Build as `make docs` does, but for the options, and return the folder."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    (line,) = re.findall(r"\$\(OURS\) (-m sphinx .*) \. site \$\(ARGS\)", makefile)
    done = subprocess.run(
        [sys.executable, *line.split(), *options, ".", folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def pages(site):
    return {path: Links(path.read_text("utf-8")) for path in site.rglob("*.html")}


def test_each_page_is_in_the_menu_and_its_links_hold(tmp_path):
    built(tmp_path, *PAGES_ALONE)


@COMPLETE
def test_nothing_is_fetched_from_outside(site, pages):
    fetched = [each for links in pages.values() for each in links.fetched]
    assert fetched
    assert [each for each in fetched if urlsplit(each).netloc] == []
    for sheet in site.rglob("*.css"):
        assert not re.search(r"(url\(|@import)\s*[\"']?(https?:)?//", sheet.read_text("utf-8"))


@COMPLETE
def test_no_link_is_broken(site, pages):
    broken = []
    for page, links in pages.items():
        for each in (*links.fetched, *links.followed):
            parts = urlsplit(each)
            if parts.scheme or parts.netloc:
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            known = pages[target].anchors if target in pages else None
            if not target.is_file() or (known and unquote(parts.fragment) not in known):
                broken.append((page.relative_to(site).as_posix(), each))
    assert broken == []


@COMPLETE
def test_lessons_and_reference_are_there(site, pages):
    lessons = pages[site / "notebooks" / "README.html"].followed
    there = {path.name for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert there <= {each.rpartition("/")[2] for each in lessons}
    (runner,) = site.rglob("experiments/runner/index.html")
    assert "Running worlds" in runner.read_text("utf-8")
    assert (site / "index.html").is_file()
