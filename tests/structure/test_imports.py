"""Our packages are ours, hold nothing but their modules, and cost nothing before they are used."""

import ast
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import run

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("model", "agents", "experiments", "view")
HEAVY = (
    "mesa",
    "numba",
    "numpy",
    "pandas",
    "scipy",
    "networkx",
    "pydantic",
    "matplotlib",
    "solara",
)


def python(code: str, **settings: str) -> str:
    """Return what a fresh interpreter, started in the root, prints."""
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=True,
    ).stdout


@pytest.mark.core
@pytest.mark.parametrize("name", PACKAGES)
def test_package_is_ours(name: str) -> None:
    assert Path(import_module(name).__file__ or "").parent == ROOT / name


def test_packages_stay_ours_beside_others_of_the_same_name(tmp_path: Path) -> None:
    for name in PACKAGES:
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise RuntimeError('not ours')")
    python("import " + ", ".join(PACKAGES), PYTHONPATH=str(tmp_path))


def test_packages_hold_one_sentence_and_nothing_else() -> None:
    found = [file for name in PACKAGES for file in (ROOT / name).rglob("__init__.py")]
    assert len(found) >= len(PACKAGES)
    for file in found:
        body = ast.parse(file.read_text("utf-8")).body
        assert len(body) == 1, f"{file}: nothing is re-exported from a package"
        assert ast.get_docstring(ast.Module(body=body, type_ignores=[])), file


def test_every_folder_of_modules_is_a_package() -> None:
    for name in PACKAGES:
        for file in (ROOT / name).rglob("*.py"):
            assert (file.parent / "__init__.py").exists(), file


@pytest.mark.core
@pytest.mark.parametrize("words", [["--help"], ["--version"], ["-h"]])
def test_help_and_version_import_nothing_heavy(words: list[str]) -> None:
    said = python(
        "import sys; from run import main\n"
        f"main({words!r}, standalone_mode=False)\n"
        f"print('loaded:', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    assert "Usage: " in said or "Convenio 0." in said
    assert said.splitlines()[-1] == "loaded: []"


def test_list_of_commands_imports_none_of_them() -> None:
    group = run.LazyGroup(places={"absent": run.Place("no_such_module", "main", "Does nothing.")})
    said = CliRunner().invoke(group, ["--help"])
    assert said.exit_code == 0
    assert "absent  Does nothing." in said.output


def test_command_is_imported_when_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lazy_example.py").write_text(
        "import click\n\n\n@click.command()\ndef greet():\n    click.echo('good day')\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    group = run.LazyGroup(places={"greet": run.Place("lazy_example", "greet", "Greets.")})
    assert "lazy_example" not in sys.modules
    assert CliRunner().invoke(group, ["greet"]).output == "good day\n"
    sys.modules.pop("lazy_example")


def test_unknown_command_is_refused_with_code_2() -> None:
    said = CliRunner().invoke(run.main, ["no-such-command"])
    assert said.exit_code == 2
    assert "no-such-command" in said.output


def test_every_listed_command_is_there() -> None:
    for name in run.COMMANDS:
        command = run.main.get_command(click.Context(run.main), name)
        assert command is not None
        assert command.name == name
