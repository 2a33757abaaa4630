"""The stored tables of the shipped studies: which code made them, and whether this one would too.

Use::

    python run.py sweep NAME                   # all runs again
    python run.py report NAME                  # tables and figures
    python -m experiments.shipped --keep NAME  # put them where FINDINGS.md shows them
    python -m experiments.shipped              # which code made what; a few runs of each again

Beside the tables of a study stand ``made.json`` (code, digest, counts) and ``probe.csv``, a few of
its runs, so that another version can be asked, in seconds, whether it still says the same.
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.files import csv_bytes, json_bytes, put
from experiments.study.crew import bench
from experiments.study.designs import typed
from experiments.study.identity import code_version, study_digest
from experiments.study.plan import Task
from experiments.study.read import SHIPPED, Opened, read_study
from experiments.study.store import STATUS, folder_of
from experiments.study.work import one

RESULTS = SHIPPED / "results"
MADE, PROBE = "made.json", "probe.csv"
PROBES = 5
#: How far the same number may differ from one processor to the next.
DIGITS = 1e-12
TABLES = (
    *("estimates", "differences", "indices", "robustness", "boxes"),
    *("front", "optimism", "convergence", "tried"),
)


def kept_studies(results: Path = RESULTS) -> list[str]:
    """Return the names of the studies whose tables are stored."""
    return sorted(path.parent.name for path in results.glob("*/columns.csv"))


def keep(opened: Opened, out: Path, results: Path = RESULTS) -> Path:
    """Put the small tables of a study that is done and reported where the findings show them.

    What is stored already is renewed, or removed where the report has it no more; of a study of
    which nothing is, all tables are stored. Returns the folder.

    Raises
    ------
    FileNotFoundError
        Where the study is not done, or not reported, with this code.
    """
    source, place = folder_of(out, opened), results / opened.study.name
    status = json.loads((source / STATUS).read_bytes())
    if status["state"] != "finished":
        raise FileNotFoundError(f"{source}: {status['state']}; `resume` it, then `report`")
    known = {each.stem for each in place.glob("*.csv")} or {"columns", *TABLES}
    place.mkdir(parents=True, exist_ok=True)
    for name in sorted(known - {"probe"}):
        _renew(source / f"{name}.csv", place / f"{name}.csv")
    for figure in place.glob("*.png"):
        _renew(source / "figures" / figure.name, figure)
    runs = pd.read_parquet(source / "runs.parquet")
    chosen = np.random.default_rng(1).permutation(len(runs))[:PROBES]
    put(place / PROBE, csv_bytes(runs.iloc[np.sort(chosen)]))
    made: dict[str, Any] = {
        "study": opened.study.name,
        "digest": study_digest(opened),
        "code": code_version(),
        "runs": len(runs),
        "without_a_row": status["failed"] + status["quarantined"],
    }
    put(place / MADE, json_bytes(made, indent=1))
    return place


def _renew(source: Path, stored: Path) -> None:
    """Put a file in the place of the stored one; where there is none, nothing old stays."""
    if source.is_file():
        shutil.copy(source, stored)
    else:
        stored.unlink(missing_ok=True)


def made_by(name: str, results: Path = RESULTS) -> str:
    """Return the version of the code that made the stored tables of a study.

    Examples
    --------
    >>> made_by("partner_cap")
    '0.1.0+...'
    """
    return str(json.loads((results / name / MADE).read_bytes())["code"])


def probed(opened: Opened, results: Path = RESULTS) -> tuple[int, int]:
    """Return how many runs were done again with this code, and how many said something else.

    Numbers are compared up to the last digits: another kind of processor sums in another order, and
    tables that one has made must not fail on the next. A rule that was changed, or a tie that falls
    otherwise, moves far more.
    """
    file = results / opened.study.name / PROBE
    probe, names = pd.read_csv(file), list(opened.study.outcomes)
    factors = [each for each in opened.factors if each.name in probe]
    values = _values(probe, factors)
    work, other = bench(opened), 0
    for row, own in zip(probe.to_dict("records"), values, strict=True):
        again = one(work, Task("", (row["scenario"], row["policy"]), own, int(row["seed"])))
        was = [float(row[name]) for name in names]
        other += bool(again.error) or not all(map(alike, was, again.outcomes))
    return len(probe), other


def alike(one_number: float, other: float) -> bool:
    """Tell whether two numbers are the same up to the last digits; nan equals nan.

    Examples
    --------
    >>> alike(0.1 + 0.2, 0.3), alike(float("nan"), float("nan")), alike(0.3, 0.3000001)
    (True, True, False)
    """
    return math.isclose(one_number, other, rel_tol=DIGITS, abs_tol=DIGITS) or (
        math.isnan(one_number) and math.isnan(other)
    )


def _values(probe: pd.DataFrame, factors: list[Any]) -> list[tuple[Any, ...]]:
    """Return the factors of each run as the design had them."""
    if not factors:
        return [()] * len(probe)
    return typed(probe[[each.name for each in factors]], factors)


def main() -> int:
    """Keep what is asked for, or say which code made what; 1 where this code says otherwise."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", nargs="+", default=[], metavar="NAME", help="store its tables")
    parser.add_argument("--out", default="results/studies", type=Path, help="folder of studies")
    asked = parser.parse_args()
    for name in asked.keep:
        print(f"{name}: kept in {keep(read_study(name), asked.out)}")
    differ = 0
    for name in () if asked.keep else kept_studies():
        if not (RESULTS / name / PROBE).is_file():
            print(f"{name}: made by {made_by(name)}, this is {code_version()}; no run kept to ask")
            continue
        runs, other = probed(read_study(name))
        differ += bool(other)
        said = f"{other} of {runs} runs DIFFER" if other else f"{runs} runs done again: the same"
        print(f"{name}: made by {made_by(name)}, this is {code_version()}; {said}")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
