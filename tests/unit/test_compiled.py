"""The decorator of kernels: type and result kept, caches never stale."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from model.compiled import compiled
from model.freshness import ROOT, imported_files


@compiled
def weighted_sum(weights: np.ndarray, values: np.ndarray) -> float:
    """Return the sum of products."""
    total = 0.0
    for index in range(len(weights)):
        total += weights[index] * values[index]
    return total


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project of its own: a kernel that calls a kernel and reads a constant."""
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "__init__.py").write_text("")
    for name in ("collection.py", "compiled.py", "freshness.py", "interrupts.py", "keeping.py"):
        (tmp_path / "model" / name).write_text((ROOT / "model" / name).read_text("utf-8"))
    (tmp_path / "model" / "constant.py").write_text("FACTOR = 10\n")
    (tmp_path / "model" / "inner.py").write_text(
        "from model.compiled import compiled\n"
        "from model.constant import FACTOR\n\n\n"
        "@compiled\ndef inner(x: int) -> int:\n    return FACTOR * x\n"
    )
    (tmp_path / "model" / "outer.py").write_text(
        "from model import inner as below\n"
        "from model.compiled import compiled\n\n"
        "inner = below.inner\n\n\n"
        "@compiled\ndef outer(x: int) -> int:\n    return inner(x) + 1\n"
    )
    return tmp_path


def outer_of_two(project: Path, **settings: str) -> tuple[int, bool]:
    """Return what the outer kernel says to 2, and whether it came from the cache."""
    code = (
        "from model.outer import outer\n"
        "print(outer(2), bool(getattr(outer, 'stats', None) and outer.stats.cache_hits))"
    )
    environment = {k: v for k, v in os.environ.items() if not k.startswith("NUMBA_")} | settings
    said = subprocess.run(
        [sys.executable, "-c", code],
        cwd=project,
        env=environment | {"PYTHONPATH": str(project)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    return int(said[0]), said[1] == "True"


@pytest.mark.core
def test_compiled_gives_what_numpy_gives() -> None:
    weights, values = np.array([0.2, 0.3, 0.5]), np.array([1.0, -4.0, 8.0])
    assert weighted_sum(weights, values) == pytest.approx(weights @ values)


def test_name_and_docstring_stay() -> None:
    assert weighted_sum.__name__ == "weighted_sum"
    assert weighted_sum.__doc__ == "Return the sum of products."


@pytest.mark.core
def test_cache_is_used_and_never_stale(project: Path) -> None:
    assert outer_of_two(project) == (21, False)
    assert outer_of_two(project) == (21, True)
    # Neither change touches the file of the outer kernel.
    (project / "model" / "constant.py").write_text("FACTOR = 100\n")
    assert outer_of_two(project) == (201, False)
    inner = project / "model" / "inner.py"
    inner.write_text(inner.read_text().replace("FACTOR * x", "FACTOR - x"))
    assert outer_of_two(project) == (99, False)


def test_cache_follows_the_folder_of_choice(project: Path) -> None:
    folder = project / "elsewhere"
    assert outer_of_two(project, NUMBA_CACHE_DIR=str(folder)) == (21, False)
    assert list(folder.rglob("*.nbi"))
    assert not list((project / "model").rglob("*.nbi"))


def test_same_result_with_compilation_off(project: Path) -> None:
    assert outer_of_two(project, NUMBA_DISABLE_JIT="1") == (21, False)
    assert not list(project.rglob("*.nbi"))


def test_imported_files_are_found_through_every_form(project: Path) -> None:
    (project / "model" / "loop.py").write_text("import model.outer\nimport os\nimport model.loop\n")
    names = [file.name for file in imported_files(project / "model" / "loop.py", project)]
    assert names == [
        "__init__.py",
        "collection.py",
        "compiled.py",
        "constant.py",
        "freshness.py",
        "inner.py",
        "interrupts.py",
        "keeping.py",
        "loop.py",
        "outer.py",
    ]


def test_no_import_of_the_project_is_overlooked() -> None:
    files = [file for part in ("model", "agents") for file in (ROOT / part).rglob("*.py")]
    for file in files:
        named = set()
        for node in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(node, ast.ImportFrom) and node.module:
                named |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
            elif isinstance(node, ast.Import):
                named |= {alias.name for alias in node.names}
        paths = {ROOT.joinpath(*name.split(".")).with_suffix(".py") for name in named}
        assert {path for path in paths if path.is_file()} <= set(imported_files(file)), file


def test_who_waits_for_the_compiler_is_told_once(project):
    code = (
        "from model.compiled import when_compiling\n"
        "from model.outer import outer\n"
        "for _ in range(2):\n    when_compiling(lambda kernel: print(kernel.__name__))\n"
        "outer(2); outer(2.5)"
    )
    told = []
    for _ in range(2):  # the second time from the cache
        run = subprocess.run(
            [sys.executable, "-c", code],
            cwd=project,
            env={k: v for k, v in os.environ.items() if not k.startswith("NUMBA_")}
            | {"PYTHONPATH": str(project)},
            capture_output=True,
            text=True,
            check=True,
        )
        told.append(run.stdout.split())
    assert told == [["outer"], []]
