"""Lessons are stored bare, say where to read on, and have twins that stay in step."""

import ast
import re

import nbformat
import pytest

from tests.lessons import ENGLISH, FOLDER, SOLUTION, SPANISH, code, read

EVERY = (*ENGLISH, *SPANISH)
TWINS = {"00_first_deal", "04_dependence", "06_a_world"}
REFERENCES = (FOLDER.parent / "model" / "REFERENCES.md").read_text("utf-8")


class Blank(ast.NodeTransformer):
    """Takes the words out of code: two programs that differ by them alone become the same."""

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        return ast.Constant("") if isinstance(node.value, str) else node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.JoinedStr:
        gaps = [part for part in node.values if isinstance(part, ast.FormattedValue)]
        return ast.JoinedStr([self.visit(part) for part in gaps])


def bones(source: str) -> str:
    return ast.dump(Blank().visit(ast.parse(source)))


def test_there_are_eleven_lessons_and_the_promised_twins() -> None:
    assert [name[:2] for name in ENGLISH] == [f"{number:02d}" for number in range(11)]
    assert {name.removesuffix("_es") for name in SPANISH} >= TWINS


@pytest.mark.parametrize("name", EVERY)
def test_stored_without_output(name: str) -> None:
    lesson = read(name)
    nbformat.validate(lesson)
    for cell in lesson.cells:
        assert not cell.get("outputs"), "clear all outputs before you commit"
        assert cell.get("execution_count") is None
        assert not cell.metadata
    assert set(lesson.metadata) == {"kernelspec", "language_info"}


@pytest.mark.parametrize("name", EVERY)
def test_first_cell_makes_sure_of_our_packages(name: str) -> None:
    language = "es" if name in SPANISH else "en"
    assert code(read(name))[0] == f'import _here\n\n_here.ready("{language}")'


@pytest.mark.parametrize("name", EVERY)
def test_each_exercise_has_a_folded_solution(name: str) -> None:
    lesson = read(name)
    asked = sum("answer = None" in source for source in code(lesson))
    told = sum(bool(SOLUTION.search(c.source)) for c in lesson.cells if c.cell_type == "markdown")
    assert asked == told >= 2


@pytest.mark.parametrize("name", EVERY)
def test_cited_works_stand_among_the_references(name: str) -> None:
    text = "\n".join(c.source for c in read(name).cells if c.cell_type == "markdown")
    cited = re.findall(r"\[doi:([^\]]+)\]\(https://doi\.org/(\S+)\)(?:\s|$)", text)
    assert cited
    for shown, linked in cited:
        assert shown == linked
        assert shown in REFERENCES


@pytest.mark.parametrize("name", EVERY)
def test_links_lead_somewhere(name: str) -> None:
    text = "\n".join(c.source for c in read(name).cells if c.cell_type == "markdown")
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", text):
        assert (FOLDER / target).exists(), target


@pytest.mark.parametrize("name", EVERY)
def test_no_figure_in_a_global_list(name: str) -> None:
    assert not any("pyplot" in source for source in code(read(name)))


@pytest.mark.parametrize("name", SPANISH)
def test_twins_are_in_step(name: str) -> None:
    ours, theirs = read(name), read(name.removesuffix("_es"))
    assert [c.cell_type for c in ours.cells] == [c.cell_type for c in theirs.cells]
    for mine, other in zip(ours.cells, theirs.cells, strict=True):
        if mine.cell_type == "code":
            assert bones(mine.source) == bones(other.source)
        else:
            solutions = [SOLUTION.findall(each.source) for each in (mine, other)]
            assert [bones(each) for each in solutions[0]] == [bones(each) for each in solutions[1]]
            heads = [re.findall(r"^#+ ", each.source, re.M) for each in (mine, other)]
            assert heads[0] == heads[1]
            sums = [each.source.count("$$") for each in (mine, other)]
            assert sums[0] == sums[1]
