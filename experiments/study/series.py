"""Series, quarter by quarter, of the runs of a study: files of their own, parted by world.

A part of rows names its files of series, with size and SHA-256, inside itself: what holds for the
part holds for them, and a journal written anew needs nothing else.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

import pyarrow as pa
import pyarrow.parquet as pq

from experiments.runner import Result
from model.scenario.quarters import quarter_label
from model.scenario.tree import Scenario

SERIES = "series"
NAMED = b"convenio.series"  # key of a part's metadata
Series = tuple[tuple[float, ...], ...]
World = tuple[str, str]


def read_series(measures: Sequence[str], result: Result) -> Series:
    """Return measures of the host through a run, a tuple a measure."""
    return tuple(tuple(result.series[name].to_numpy(dtype=float).tolist()) for name in measures)


def contents(
    name: str,
    runs: Sequence[tuple[str, World, Series]],
    measures: Sequence[str],
    worlds: Mapping[World, Scenario],
) -> dict[str, bytes]:
    """Return the files of series of a part: path inside the folder of the study, and content.

    Parameters
    ----------
    name : str
        Of the part, which is that of its files of series too.
    runs : sequence of (str, (str, str), series)
        Name, world and series of each run.
    measures : sequence of str
        Columns.
    worlds : mapping
        Scenarios, for the dates of their quarters.
    """
    made: dict[str, bytes] = {}
    for world in dict.fromkeys(world for _, world, _ in runs):
        own = [(run, series) for run, at, series in runs if at == world]
        lengths = [len(series[0]) for _, series in own]
        names = [run for (run, _), n in zip(own, lengths, strict=True) for _ in range(n)]
        clock = worlds[world].clock
        quarters = [quarter_label(clock, each) for n in lengths for each in range(n)]
        columns = {"run": pa.array(names, pa.string()), "quarter": pa.array(quarters, pa.string())}
        for at, measure in enumerate(measures):
            values = [value for _, series in own for value in series[at]]
            columns[measure] = pa.array(values, pa.float64())
        buffer = io.BytesIO()
        pq.write_table(pa.table(columns), buffer, compression="zstd")
        scenario, policy = (quote(each, safe="") for each in world)
        made[f"{SERIES}/scenario={scenario}/policy={policy}/{name}"] = buffer.getvalue()
    return made


def recorded(
    folder: Path, parts: Sequence[str], runs: Sequence[str], measures: Sequence[str]
) -> dict[str, Series]:
    """Return what is kept of some runs, by run: a tuple a measure, as :func:`read_series` gives.

    Parameters
    ----------
    folder : Path
        Of the study.
    parts : sequence of str
        Names of the recorded parts.
    runs, measures : sequence of str
        Names; a run of which nothing is kept has no entry.
    """
    files = [path for path in sorted((folder / SERIES).glob("*/*/*")) if path.name in parts]
    kept: dict[str, list[list[float]]] = {}
    for file in files:
        only = [("run", "in", list(runs))]
        table = pq.read_table(file, columns=["run", *measures], filters=only, partitioning=None)
        for run, *values in zip(*(column.to_pylist() for column in table.columns), strict=True):
            own = kept.setdefault(run, [[] for _ in measures])
            for series, value in zip(own, values, strict=True):
                series.append(value)
    return {run: tuple(map(tuple, own)) for run, own in kept.items()}


def naming(files: Mapping[str, bytes]) -> dict[bytes, bytes]:
    """Return the metadata by which a part names its files of series."""
    said = {
        path: [len(content), hashlib.sha256(content).hexdigest()] for path, content in files.items()
    }
    return {NAMED: json.dumps(said).encode()} if said else {}


def whole(folder: Path, metadata: Mapping[bytes, bytes] | None, thoroughly: bool) -> bool:
    """Tell whether the files of series that a part names are there and what they were."""
    for path, (size, sha256) in json.loads((metadata or {}).get(NAMED, b"{}")).items():
        file = folder / path
        if not file.is_file() or file.stat().st_size != size:
            return False
        if thoroughly and hashlib.sha256(file.read_bytes()).hexdigest() != sha256:
            return False
    return True


def clear(folder: Path, parts: Sequence[str]) -> None:
    """Remove files of series that belong to none of these parts."""
    for path in (folder / SERIES).glob("*/*/*"):
        if path.name not in parts:
            path.unlink()
