"""How far studies are, read from outside: their drivers may be at work, have ended, or be dead."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from experiments.folders import StorageError
from experiments.study.store import STATUS, driven

#: Where studies stand unless told otherwise, beside the results of single runs.
STUDIES = "results/studies"
RUNNING, KILLED = "running", "killed"
#: What every status says, and in which form; see :meth:`.progress.Progress.as_json`.
FORM: dict[str, tuple[type, ...]] = {
    "state": (str,),
    "updated": (str,),
    **dict.fromkeys(("recorded", "total", "failed", "quarantined"), (int,)),
    "runs_per_second": (int, float),
    "eta_seconds": (int, float, type(None)),
}


def begun_studies(out: Path) -> list[Path]:
    """Return the folders of all studies that were begun, in order of name."""
    return sorted(path.parent for path in out.glob(f"*/{STATUS}"))


def read_status(folder: Path) -> dict[str, Any]:
    """Return what the driver of a study last said; ``killed`` where it can say no more.

    Raises
    ------
    StorageError
        Where there is no status, or it is none.
    """
    path = folder / STATUS
    try:
        said: dict[str, Any] = json.loads(path.read_bytes())
        wrong = [key for key, kinds in FORM.items() if type(said[key]) not in kinds]
        if wrong:
            raise TypeError(f"not a status: {', '.join(wrong)}")
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise StorageError(f"{path}: cannot be read ({error})") from error
    if said["state"] == RUNNING and not driven(folder):
        said["state"] = KILLED  # its last word was not its own
    return said
