"""What a visitor can take away, without a browser."""

import zipfile
from io import BytesIO
from xml.etree import ElementTree

import pytest

from view.choice import Choice
from view.exports import page_of, pictures

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
