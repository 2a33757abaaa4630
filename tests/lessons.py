"""The lessons as files: where they lie, what is in them, how one is run."""

import re
from pathlib import Path

import nbformat
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"
ENGLISH = tuple(sorted(p.stem for p in FOLDER.glob("*.ipynb") if not p.stem.endswith("_es")))
SPANISH = tuple(sorted(p.stem for p in FOLDER.glob("*_es.ipynb")))

SOLUTION = re.compile(r"<details>.*?```python\n(.*?)```.*?</details>", re.DOTALL)
UNANSWERED = ("Your turn", "Te toca a ti")
RIGHT = ("Right", "Correcto")


def read(name: str) -> nbformat.NotebookNode:
    """Return a lesson."""
    return nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)


def code(lesson: nbformat.NotebookNode) -> list[str]:
    """Return the sources of its code cells."""
    return [cell.source for cell in lesson.cells if cell.cell_type == "code"]


def solved(lesson: nbformat.NotebookNode) -> list[tuple[int, int]]:
    """Put after each folded solution a cell that does what it says and asks the check again.

    Returns
    -------
    list of (int, int)
        Places of the exercise and of its solved twin among the cells.
    """
    cells, pairs, exercise = [], [], -1
    for cell in lesson.cells:
        cells.append(cell)
        if cell.cell_type == "code" and "answer = None" in cell.source:
            exercise = len(cells) - 1
        elif cell.cell_type == "markdown" and (found := SOLUTION.search(cell.source)):
            check = cells[exercise].source.strip().splitlines()[-1]
            cells.append(nbformat.v4.new_code_cell(f"{found[1]}\n{check}"))
            pairs.append((exercise, len(cells) - 1))
    lesson.cells = cells
    return pairs


def run_through(lesson: nbformat.NotebookNode, kernel: KernelManager | None = None) -> None:
    """Run all cells of a lesson where students run them, in a kernel of its own or in one given.

    A kernel that is given goes on living, so that the next lesson need not import all anew; names
    of the lesson before are taken away first.
    """
    # A fresh checkout compiles kernels first: hence a time limit of minutes for a cell.
    client = NotebookClient(
        lesson,
        km=kernel,
        timeout=400,
        kernel_name="python3",
        resources={"metadata": {"path": str(FOLDER)}},
    )
    lesson.cells.insert(0, nbformat.v4.new_code_cell("%reset -f"))
    try:
        client.execute()
    finally:
        del lesson.cells[0]
        if kernel is not None and client.kc is not None:
            client.kc.stop_channels()  # of its own kernel the client sees to it


def last_words(cell: nbformat.NotebookNode) -> str:
    """Return the text of what a cell shows at its end."""
    shown = [out for out in cell.outputs if out.output_type == "execute_result"]
    return shown[-1].data["text/plain"] if shown else ""


def assert_runs(name: str, kernel: KernelManager) -> None:
    """Run a lesson with its solutions; see that it shows pictures, asks, and takes right answers.

    How long it takes is measured by `python -m tests.notebooks.bench_lessons`, not tested: the
    answer would be about the machine.
    """
    lesson = read(name)
    pairs = solved(lesson)
    run_through(lesson, kernel)
    pictures = [
        out.data
        for cell in lesson.cells
        for out in cell.get("outputs", [])
        if "image/png" in out.get("data", {})
    ]
    assert pictures
    assert all(len(data["text/plain"]) > 10 for data in pictures)  # what is to be seen, in words
    assert 2 <= len(pairs) <= 4
    for exercise, solution in pairs:
        assert any(word in last_words(lesson.cells[exercise]) for word in UNANSWERED)
        assert any(word in last_words(lesson.cells[solution]) for word in RIGHT)
