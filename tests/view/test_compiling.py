"""Whoever waits for the compiler at a terminal sees one bar below the other."""

from io import StringIO

import pytest
from rich.console import Console

from view.compiling import compile_in_sight
from view.terminal import Bar, progress


@pytest.fixture
def seen(monkeypatch) -> list[list[str]]:
    """What the bars that are shown say while the compiler is at work."""
    monkeypatch.setenv("TERM", "xterm")
    found: list[list[str]] = []

    def compile_ahead(first, watch) -> None:
        watch(1, 2)
        found.append([f"{task.description} {task.completed:.0f}/{task.total}" for bar in Bar.shown
                      for task in bar.tasks])  # fmt: skip

    monkeypatch.setattr("view.compiling.compile_ahead", compile_ahead)
    return found


def terminal() -> Console:
    return Console(file=StringIO(), force_terminal=True, width=80)


def test_the_compiler_has_a_line_of_its_own_in_the_bar_that_is_shown(seen) -> None:
    console = terminal()
    with progress(console) as bar:
        bar.add_task("classroom", total=40)
        compile_in_sight(None, "es")
        assert [task.description for task in bar.tasks] == ["classroom"]
    assert seen == [["classroom 0/40", "núcleos 1/2"]]
    assert "Compilando, solo esta vez" in console.file.getvalue()
    assert not Bar.shown


def test_where_no_bar_is_shown_there_is_one_of_its_own(seen, monkeypatch) -> None:
    console = terminal()
    monkeypatch.setattr("view.compiling.Console", lambda **_: console)
    with progress(Console(file=StringIO())):  # to a file: nobody sees it
        compile_in_sight(None)
    assert seen == [["kernels 1/2"]]
    assert "Compiling, this once" in console.file.getvalue()
    assert not Bar.shown


def test_a_file_is_told_nothing(seen, monkeypatch) -> None:
    console = Console(file=StringIO())
    monkeypatch.setattr("view.compiling.Console", lambda **_: console)
    compile_in_sight(None)
    assert seen == [[]]
    assert console.file.getvalue() == ""
