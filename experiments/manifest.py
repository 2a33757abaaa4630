"""What a result says of itself: which run it is, with what it was made, and what it consists of."""

from __future__ import annotations

import hashlib
import platform
import subprocess
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from experiments.files import json_bytes, put
from experiments.folders import MANIFEST
from experiments.runner import run_name
from model.scenario.decisions import Decision
from model.scenario.dump import digest
from model.scenario.tree import Scenario
from model.version import version as our_version

ROOT = Path(__file__).resolve().parents[1]
#: Raised when a reader of today could not read what is written.
FORMAT = 1
LIBRARIES = (
    "mesa", "networkx", "numpy", "scipy", "numba", "pydantic", "pandas", "pyarrow", "matplotlib",
)  # fmt: skip


def manifest(
    scenario: Scenario,
    seeds: Sequence[int],
    command: str,
    other: Scenario | None = None,
    decisions: Sequence[Decision] = (),
) -> dict[str, Any]:
    """Return what a result says of itself, but for its files.

    Parameters
    ----------
    scenario : Scenario
        What was simulated.
    seeds : sequence of int
        Under which seeds; the first one gives the run its name.
    command : str
        What repeats it.
    other : Scenario, optional
        The second policy of a comparison.
    decisions : sequence of Decision
        What was decided otherwise in the runs of the first.

    Returns
    -------
    dict
        Plain values. The same run on the same installation gives the same manifest: it holds no
        time and no name of a machine.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> manifest(load("classroom"), [7], "python run.py once classroom --seed 7")["seed"]
    7
    """
    result: dict[str, Any] = {
        "run": run_name(scenario, seeds[0], decisions),
        "seed": seeds[0],
        "seeds": list(seeds),
        "decisions": [each.text for each in decisions],
        "scenario": _of(scenario),
        **provenance(command),
    }
    if other is not None:
        result["policy"] = _of(other)
    return result


def provenance(command: str) -> dict[str, Any]:
    """Return with what a result was made, and the command that makes it again."""
    return {
        "format": FORMAT,
        "command": command,
        "convenio": our_version(),
        "python": platform.python_version(),
        "libraries": libraries(),
        "git": git_state(ROOT),
    }


def _of(scenario: Scenario) -> dict[str, Any]:
    return {
        "name": scenario.name,
        "title": scenario.title,
        "digest": digest(scenario),
        "values": scenario.model_dump(mode="json"),
    }


def seal(folder: Path, said: Mapping[str, Any]) -> None:
    """Write the manifest of a folder, with size and SHA-256 of every file in it.

    By them a reader tells a whole file from a torn one, and the next writer tells our files from
    what somebody has put beside them.
    """
    files = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != MANIFEST:
            content = path.read_bytes()
            files[path.relative_to(folder).as_posix()] = {
                "bytes": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
            }
    put(folder / MANIFEST, json_bytes({**said, "files": files}, indent=1))


def libraries() -> dict[str, str]:
    """Return the versions of the libraries on which results depend; those absent are left out."""
    found = {}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def git_state(root: Path) -> dict[str, Any] | None:
    """Return the commit of a checkout and whether files in it were changed since.

    Parameters
    ----------
    root : Path
        Top folder of the checkout.

    Returns
    -------
    dict or None
        ``commit`` and ``dirty``; None where there is no git, or the folder is no checkout.
    """
    top = _git(root, "rev-parse", "--show-toplevel")
    commit = _git(root, "rev-parse", "HEAD")
    if not top or not commit or Path(top).resolve() != root.resolve():
        return None
    return {
        "commit": commit,
        "dirty": bool(_git(root, "status", "--porcelain", "--untracked-files=no")),
    }


def _git(root: Path, *words: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *words],
            capture_output=True,
            text=True,
            timeout=20,
            check=True,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return None
    return done.stdout.strip()
