"""What the record of evaluation and the pages of the documentation name is there."""

import re

import pytest

from model.scenario.files import shipped_names
from run import COMMANDS, main
from tests.pages import PAGES, ROOT, blocks, identity

# A path of the project: in one of its folders, or a file that lies at its top.
PATH = re.compile(
    r"(?:model|agents|experiments|notebooks|tests|view|\.ci)/[\w./*-]*|\w+\.(?:md|toml|py)"
)
TARGETS = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
STUDIES = {path.stem for path in (ROOT / "experiments" / "studies").glob("*.toml")}
PLACEHOLDERS = {"NAME", "FILE", "STUDY"}


def said(page):
    """Return what stands in a page between single backticks."""
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    return re.findall(r"`([^`\n]+)`", text)


def missing_from(words):
    """Return what is wrong with the words of a command after ``run.py``."""
    name, *rest = words
    if name not in COMMANDS:
        return f"no command {name}"
    command = main.get_command(None, name)
    options = {option for each in command.params for option in each.opts}
    known = {*shipped_names(), *STUDIES, *PLACEHOLDERS}
    wrong = [
        each
        for each in rest
        if (each.startswith("--") and each not in options)
        or (re.fullmatch(r"[a-z]\w+", each) and each not in known)
    ]
    return f"{name}: {wrong}" if wrong else ""


@pytest.mark.parametrize("page", PAGES, ids=identity)
def test_each_path_that_is_named_exists(page):
    paths = [each for each in said(page) if PATH.fullmatch(each)]
    here = [ROOT, page.parent]
    lost = [each for each in paths if not any(list(base.glob(each)) for base in here)]
    assert lost == []


@pytest.mark.parametrize("page", PAGES, ids=identity)
def test_each_command_that_is_named_can_be_given(page):
    for each in said(page):
        words = each.split()
        if words[1:2] == ["run.py"]:
            assert missing_from(words[2:]) == "", each
        elif words[0] == "make" and len(words) > 1:
            assert words[1] in TARGETS, each


def test_the_record_of_evaluation_has_its_eight_elements_and_each_points_somewhere():
    text = PAGES[0].read_text("utf-8")
    elements = re.split(r"^## \d\. ", text, flags=re.MULTILINE)[1:]
    assert [each.splitlines()[0] for each in elements] == [
        "Problem formulation",
        "Model description",
        "Data evaluation",
        "Conceptual model evaluation",
        "Implementation verification",
        "Model output verification",
        "Model analysis",
        "Model output corroboration",
    ]
    for each in elements:
        named = re.findall(r"`([^`\n]+)`", each)
        assert any(re.match(r"tests/|experiments/studies/|notebooks/|python run", n) for n in named)


@pytest.mark.parametrize(
    "words", [["fly"], ["check", "atlantis"], ["check", "peru2040", "--deep"], ["sweep", "nothing"]]
)
def test_a_command_that_cannot_be_given_is_found(words):
    assert missing_from(words)


@pytest.mark.parametrize("page", PAGES, ids=identity)
def test_commands_that_a_page_shows_and_does_not_run_can_be_given(page):
    for block in blocks(page):
        if block.language == "console":
            for words in block.commands:
                assert missing_from([each for each in words if "." not in each]) == ""
