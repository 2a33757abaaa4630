"""The tables of a study: plan and rows joined by DuckDB, in the order of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from experiments.files import FRESH, csv_bytes, put
from experiments.folders import StorageError
from experiments.study.journal import Failure, Part
from experiments.study.outcomes import indicator_of
from experiments.study.parts import PARTS, damaged, harm
from experiments.study.plan import Plan
from experiments.study.read import Opened
from model.metrics.declared import declared

if TYPE_CHECKING:
    import duckdb

RUNS, COLUMNS, FAILURES = "runs", "columns.csv", "failures.csv"
MEMORY = "400MB"  # that DuckDB may take; beyond it, it works on the disk


def joined(plan: Plan, folder: Path, parts: Sequence[Part]) -> duckdb.DuckDBPyConnection:
    """Return a connection with the view ``runs``: a row a line of the plan that has outcomes.

    Parameters
    ----------
    plan : Plan
        What was to be done.
    folder : Path
        Of the study.
    parts : sequence of Part
        Recorded.

    Raises
    ------
    StorageError
        Where a part cannot be read.
    """
    import duckdb  # here: see `query`

    spill = str(folder / "spill")  # gone when the connection is closed
    base = duckdb.connect(config={"threads": 1, "memory_limit": MEMORY, "temp_directory": spill})
    frame = plan.frame()
    base.register("frame", frame)
    base.execute("CREATE TABLE plan AS SELECT row_number() OVER () AS line, * FROM frame")
    base.unregister("frame")
    names = list(plan.opened.study.outcomes)
    columns = ", ".join(f'parts."{name}"' for name in names)
    files = [str(folder / PARTS / part.name) for part in parts]
    if files:
        base.read_parquet(files).create_view("parts")
    else:
        empty = ", ".join(f'NULL::DOUBLE AS "{name}"' for name in names)
        base.execute(f"CREATE VIEW parts AS SELECT NULL::VARCHAR AS run, {empty} WHERE false")
    base.execute(
        f"CREATE VIEW {RUNS} AS SELECT plan.* EXCLUDE (line), {columns} "
        "FROM plan JOIN parts USING (run) ORDER BY line"
    )
    return base


def query(plan: Plan, folder: Path, parts: Sequence[Part], sql: str) -> pd.DataFrame:
    """Return what a query says about the view ``runs``."""
    # Here, since it takes its time to load and, where it was, names leaks at the end of a process:
    # the server of the view makes no tables.
    import duckdb

    try:
        with joined(plan, folder, parts) as base:
            return base.execute(sql).df()
    except duckdb.Error as error:
        if bad := damaged(folder, parts, thoroughly=True):
            raise harm(folder, parts, bad, changed=True) from error
        why = str(error).splitlines()[0]
        raise StorageError(f"{folder}: its rows cannot be read ({why})") from error


def write_tables(
    plan: Plan, folder: Path, parts: Sequence[Part], failures: Sequence[Failure]
) -> pd.DataFrame:
    """Write the final tables, the same bytes for the same rows; return the rows."""
    frame = query(plan, folder, parts, f"SELECT * FROM {RUNS}")
    put(folder / f"{RUNS}.csv", csv_bytes(frame))
    whole = folder / f"{RUNS}.parquet"
    fresh = whole.with_name(whole.name + FRESH)
    frame.to_parquet(fresh, index=False, compression="zstd")
    fresh.replace(whole)
    put(folder / COLUMNS, csv_bytes(dictionary(plan.opened)))
    if failures:
        put(folder / FAILURES, csv_bytes(pd.DataFrame(failures)))
    else:  # what failed before has been done since
        (folder / FAILURES).unlink(missing_ok=True)
    return frame


def dictionary(opened: Opened) -> pd.DataFrame:
    """Return what each column of the table of runs is: kind, unit, range, meaning."""
    rows: list[dict[str, Any]] = [
        _column("row", "design", "", "combination of world and factors, from 0"),
        _column("scenario", "design", "", "name of the scenario"),
        _column("policy", "design", "", "name of the policy laid over it"),
    ]
    for each in opened.factors:
        ends = "" if each.levels else f"{each.low:g} to {each.high:g}"
        one_of = ", ".join(map(str, each.levels))
        what = f"{each.path}: {each.meaning}"
        rows.append(_column(each.name, each.group, each.unit, what, ends or one_of))
    rows += [
        _column("luck", "design", "", "set of seeds; not 0: of a dummy factor, a front again"),
        _column("replicate", "design", "", "number of the run within its row, from 0"),
        _column("seed", "design", "", "seed of the run"),
        _column("run", "design", "", "name of the run: code, parameters, seed, replicate, hashed"),
    ]
    world = next(iter(opened.worlds.values()))
    for name, outcome in opened.study.outcomes.items():
        indicator = indicator_of(world, outcome)
        what = f"{outcome.read} of {outcome.measure} ({outcome.of}, {outcome.when}): "
        rows.append(_column(name, "outcome", indicator.unit, what + indicator.meaning))
    for name in opened.study.series:
        indicator = declared(name, "host")
        rows.append(_column(name, "series", indicator.unit, f"by quarter: {indicator.meaning}"))
    return pd.DataFrame(rows)


def _column(name: str, kind: str, unit: str, meaning: str, ends: str = "") -> dict[str, str]:
    return {"column": name, "kind": kind, "unit": unit, "range": ends, "meaning": meaning}
