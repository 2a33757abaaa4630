"""A study that is declared in Python: its file is written, then read as any other's.

So there is one way into a study, with one set of checks, and the lines that go on with it or repeat
a run of it are good in any shell.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from experiments.files import put
from experiments.study.declare import Study
from experiments.study.read import Opened, read_study
from model.scenario.dump import to_toml


def written(study: Study | Mapping[str, Any], path: Path) -> Opened:
    """Write the file of a study, in place of what stands there, and return the study.

    Parameters
    ----------
    study : Study or mapping
        The object, or plain tables with the keys of a file. What is left at its default is not
        written.
    path : Path
        Of the file; scenarios and tables that the study names may stand beside it.

    Raises
    ------
    ScenarioError
        With everything that is wrong, as :func:`experiments.study.read.read_study` says it. (A
        ``Study`` that cannot be is refused by its own class before.)

    Examples
    --------
    >>> import tempfile
    >>> outcome = {"measure": "capability", "when": 2026}
    >>> asked = {"name": "mine", "question": "?", "scenarios": ["classroom"]}
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     mine = written({**asked, "outcomes": {"met": outcome}}, Path(folder) / "mine.toml")
    >>> mine.study.outcomes["met"].read
    'last'
    """
    if isinstance(study, Study):
        study = study.model_dump(mode="json", exclude_defaults=True)
    put(path, to_toml(study).encode())
    return read_study(path)
