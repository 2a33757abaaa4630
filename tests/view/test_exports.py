"""What a visitor can take away, without a browser."""

import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from matplotlib.text import Text

from experiments.runner import simulate
from model.scenario.load import load_with_provenance
from view.choice import Choice
from view.exports import page_of, pictures
from view.gallery import gallery
from view.repeat import command_of
from view.report import report
from view.words import FOLDER

CHOICE = Choice(scenario="classroom", moved={"policy.transfer_floor": 0.4})


@pytest.fixture(scope="module")
def pack() -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(pictures(CHOICE)))


def test_each_figure_comes_as_svg_and_as_png(pack: zipfile.ZipFile) -> None:
    kinds: dict[str, set[str]] = {}
    for name in pack.namelist():
        stem, _, kind = name.rpartition(".")
        kinds.setdefault(stem, set()).add(kind)
    assert len(kinds) >= 7
    assert all(found == {"svg", "png"} for found in kinds.values())


def test_the_pictures_can_be_read(pack: zipfile.ZipFile) -> None:
    for name in pack.namelist():
        if name.endswith(".svg"):
            root = ElementTree.fromstring(pack.read(name))
            assert root.tag.endswith("svg")
            assert len(list(root.iter())) > 50, name
        else:
            assert pack.read(name).startswith(b"\x89PNG")


def test_the_same_page_gives_the_same_bytes(pack: zipfile.ZipFile) -> None:
    again = zipfile.ZipFile(BytesIO(pictures(CHOICE)))
    for name in pack.namelist():
        assert again.read(name) == pack.read(name), name


def test_the_report_is_one_page_that_needs_nothing_else() -> None:
    page = page_of(CHOICE).decode()
    assert page.count("data:image/png;base64,") == 8
    assert "--set policy.transfer_floor=0.4" in page
    assert 'src="http' not in page


def plain(language: str) -> set[str]:
    """Return the texts of figures and reports that are not filled in."""
    found = set()
    for name in ("pictures", "reports"):
        table = tomllib.loads((FOLDER / language / f"{name}.toml").read_text("utf-8"))
        found |= {text for text in texts(table) if "{" not in text and " " in text}
    return found


def texts(table: Mapping[str, Any]) -> Iterator[str]:
    """Yield all texts of nested tables."""
    for each in table.values():
        if isinstance(each, Mapping):
            yield from texts(each)
        else:
            yield each


def test_figures_and_report_follow_the_language() -> None:
    loaded = load_with_provenance("classroom")
    run, foreign = simulate(loaded.scenario, 1), plain("en") - plain("es")
    drawn = dict(gallery([run], (), "es"))
    for name, figure in drawn.items():
        written = {text.get_text() for text in figure.findobj(Text)}
        assert not written & foreign, name
    page = report([run], loaded, "", dict.fromkeys(drawn, b""), language="es")
    assert '<html lang="es">' in page
    assert not [text for text in foreign if f">{text}<" in page or f'"{text}"' in page]
    assert [text for text in plain("en") if text in report([run], loaded, "", {})]


def test_what_is_taken_away_says_the_language_in_its_command() -> None:
    spanish = command_of(replace(CHOICE, language="es"))
    assert spanish == command_of(CHOICE) + " --lang es"
    assert command_of(replace(CHOICE, language="en")) == command_of(CHOICE)
