"""The name of a run: code, parameters, seed and replicate, hashed."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np

from experiments.study.declare import Level
from experiments.study.read import Opened
from model.scenario.dump import canonical_json, digest
from model.version import version as our_version

ROOT = Path(__file__).resolve().parents[2]
#: What decides the numbers of a run: all of the model and the agents, and what reads a run.
DECIDING = (
    "model/**/*.py",
    "agents/**/*.py",
    "experiments/runner.py",
    "experiments/draws.py",
    "experiments/study/factors.py",
    "experiments/study/outcomes.py",
    "experiments/study/work.py",
)
LIBRARIES = ("numpy", "numba", "mesa", "scipy", "pandas", "networkx")


@cache
def code_version() -> str:
    """Return the version of what decides the numbers of a run.

    Version, first twelve digits of the SHA-256 over the sources and the versions of Python and of
    the libraries. Another version has other runs: they are never mixed.

    Examples
    --------
    >>> code_version().startswith(our_version())
    True
    """
    content = hashlib.sha256()
    for path in sorted(path for pattern in DECIDING for path in ROOT.glob(pattern)):
        content.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
        content.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    content.update(platform.python_version().encode())
    for name in LIBRARIES:
        content.update(f"{name}={version(name)};".encode())
    return f"{our_version()}+{content.hexdigest()[:12]}"


def study_digest(opened: Opened) -> str:
    """Return ten hexadecimal digits that name a study: all that decides its rows, and the code.

    The engine does not count, since it never changes a number, nor does the wording of the
    question, nor what counts as satisfactory.
    """
    values = opened.study.model_dump(
        mode="json", exclude={"engine", "question", "satisfactory", "name"}
    )
    if not opened.study.series:
        del values["series"]
    if opened.study.searches:
        values["library"] = f"pymoo {version('pymoo')}"  # which breeds the candidates
    else:  # what only a search reads
        for name in ("generations", "fresh"):
            del values["design"][name]
        del values["objectives"]
    values["factors"] = [[f.name, f.low, f.high] for f in opened.factors]
    values["worlds"] = [[*key, digest(world)] for key, world in opened.worlds.items()]
    if opened.study.design.file is not None:
        table = opened.path.parent / opened.study.design.file
        known = table.read_bytes() if table.is_file() else b""
        values["table"] = hashlib.sha256(known).hexdigest()
    values["code"] = code_version()
    text = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def world_digest(opened: Opened, key: tuple[str, str]) -> str:
    """Return the whole SHA-256 of the world in which a row is laid."""
    return hashlib.sha256(canonical_json(opened.worlds[key]).encode()).hexdigest()


def canonical(names: Sequence[str], values: Sequence[Level]) -> str:
    """Return a row's parameters as text: sorted by path, numbers by their shortest exact form.

    Examples
    --------
    >>> canonical(["b", "a"], [0.1, True])
    '[["a", true], ["b", 0.1]]'
    """
    return json.dumps(sorted(zip(names, values, strict=True)), ensure_ascii=False)


def run_id(code: str, world: str, parameters: str, lineage: str, replicate: int) -> str:
    """Return the name of a run, sixteen hexadecimal digits.

    Parameters
    ----------
    code : str
        From :func:`code_version`.
    world : str
        Digest of the scenario, with the policy, before the factors.
    parameters : str
        From :func:`canonical`.
    lineage : str
        Where the seed comes from, and the seed.
    replicate : int
        Which replicate of its row.

    Examples
    --------
    >>> one = run_id("0.1", "ab", "[]", "paired:7", 0)
    >>> len(one), one == run_id("0.1", "ab", "[]", "paired:8", 0)
    (16, False)
    """
    text = "\0".join((code, world, parameters, lineage, str(replicate)))
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def own_seed(first: int, row: int, replicate: int) -> int:
    """Return the seed of a run that shares its luck with no other.

    Examples
    --------
    >>> own_seed(1, 2, 3) == own_seed(1, 2, 3), own_seed(1, 2, 3) == own_seed(1, 3, 2)
    (True, False)
    """
    lineage = np.random.SeedSequence(entropy=first, spawn_key=(row, replicate))
    return int(lineage.generate_state(1, np.uint64)[0] >> np.uint64(1))
