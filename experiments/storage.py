"""A run on disk: written whole, read back with every file checked.

============================  ====================================================================
``series.*``                  the host, a row a quarter
``partners.*``                a row a quarter and partner
``technologies.*``            a row a quarter and technology
``agreements.*``              a row an agreement, terms as columns
``seeds.*``                   the host under each seed, where there were several
``comparison.*``              two policies under the same seeds, where there were two
``events.jsonl``              the log, a line an event
``graph.graphml``, ``.json``  the dependency graph at the end
``columns.csv``               every column of the sheets: unit, direction, meaning, source
``scenario.toml``             what was simulated; ``run.py once scenario.toml`` repeats it
``manifest.json``             name, seeds, decisions, digest, versions, size and SHA-256 of files
============================  ====================================================================

Tables stand there twice: Parquet (exact, typed) and CSV. ``experiments.folders.new_folder`` gives
the folder to write into.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import networkx as nx
import pandas as pd

from experiments.files import (
    csv_bytes,
    graphml_bytes,
    json_lines,
    node_link_bytes,
    parquet_bytes,
    put,
)
from experiments.folders import MANIFEST, StorageError
from experiments.manifest import FORMAT
from experiments.runner import Result
from model.metrics.declared import INDICATORS
from model.scenario.decisions import Decision, ordered
from model.scenario.dump import to_toml
from model.scenario.load import load
from model.scenario.tree import Scenario

#: Sheets of every run, with the sheet of the register that explains their columns.
SHEETS = {"series": "host", "partners": "partner", "technologies": "technology", "agreements": ""}
EXTRA = ("seeds", "comparison")


@dataclass(frozen=True)
class Stored:
    """A run read back from its folder; the sheets are those of a Result."""

    folder: Path
    manifest: dict[str, Any]
    series: pd.DataFrame
    partners: pd.DataFrame
    technologies: pd.DataFrame
    agreements: pd.DataFrame
    events: list[dict[str, Any]]
    graph: nx.MultiDiGraph[str]
    seeds: pd.DataFrame | None
    comparison: pd.DataFrame | None

    @property
    def name(self) -> str:
        """The name of the run."""
        return str(self.manifest["run"])

    def scenario(self) -> Scenario:
        """Return what was simulated, checked as any scenario is."""
        return load(self.folder / "scenario.toml")

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What was decided otherwise, and from when on; nothing in most runs."""
        return ordered(self.manifest.get("decisions", ()))


def write_run(
    folder: Path,
    results: Sequence[Result],
    comparison: pd.DataFrame | None = None,
) -> None:
    """Write the data of a run into a folder; the same run gives the same bytes.

    Parameters
    ----------
    folder : Path
        Where to; see :func:`experiments.folders.new_folder`.
    results : sequence of Result
        One a seed, at least one; the first is the run itself, all of them make ``seeds``.
    comparison : pandas.DataFrame, optional
        Kept beside it.
    """
    first = results[0]
    for sheet, kind in SHEETS.items():
        _put_table(folder, sheet, getattr(first, sheet), kind)
    if len(results) > 1:
        _put_table(folder, "seeds", seed_table(results), "host")
    if comparison is not None:
        _put_table(folder, "comparison", comparison, "")
    graph = first.graph()
    put(folder / "events.jsonl", json_lines(first.events))
    put(folder / "graph.graphml", graphml_bytes(graph))
    put(folder / "graph.json", node_link_bytes(graph))
    put(folder / "columns.csv", csv_bytes(column_table()))
    put(folder / "scenario.toml", to_toml(first.scenario).encode())


def seed_table(results: Sequence[Result]) -> pd.DataFrame:
    """Return the series of all seeds under each other, with the seed as first column."""
    parts = [each.series.assign(seed=each.seed) for each in results]
    table = pd.concat(parts, ignore_index=True)
    return table[["seed", *parts[0].columns.drop("seed")]]


def column_table() -> pd.DataFrame:
    """Return every declared column: sheet, name, symbol, unit, family, direction, meaning, source.

    Examples
    --------
    >>> table = column_table().set_index(["sheet", "name"])
    >>> table.loc[("host", "autonomy"), "unit"]
    'share'
    """
    names = ("sheet", "name", "symbol", "unit", "family", "direction", "meaning", "source")
    rows = [[getattr(each, name) for name in names] for each in INDICATORS.values()]
    return pd.DataFrame(rows, columns=list(names))


def _put_table(folder: Path, name: str, frame: pd.DataFrame, kind: str) -> None:
    meanings = {
        column: {"unit": each.unit, "meaning": each.meaning}
        for (sheet, column), each in INDICATORS.items()
        if sheet == kind
    }
    put(folder / f"{name}.csv", csv_bytes(frame))
    put(folder / f"{name}.parquet", parquet_bytes(frame, meanings))


def read_run(folder: str | Path) -> Stored:
    """Return a run read back from its folder.

    Parameters
    ----------
    folder : str or Path
        A folder that ``run.py once`` has written.

    Raises
    ------
    StorageError
        Where there is no result, a file is missing, cut short or changed, or the result was
        written by a later version than this.
    """
    folder = Path(folder)
    said = _said(folder)
    events = _whole(folder, said, "events.jsonl").decode().splitlines()
    link = json.loads(_whole(folder, said, "graph.json"))
    seed = said.get("seed")
    if type(seed) is not int or seed < 0:
        raise StorageError(
            f"{folder / MANIFEST}: seed = {json.dumps(seed)}: expected a whole number of at least 0"
        )
    _whole(folder, said, "scenario.toml")
    tables = {
        name: _table(folder, said, name)
        for name in (*SHEETS, *EXTRA)
        if name in SHEETS or f"{name}.parquet" in said["files"]
    }
    return Stored(
        folder=folder,
        manifest=said,
        series=tables["series"],
        partners=tables["partners"],
        technologies=tables["technologies"],
        agreements=tables["agreements"],
        events=[json.loads(line) for line in events],
        graph=cast("nx.MultiDiGraph[str]", nx.node_link_graph(link, edges="edges")),
        seeds=tables.get("seeds"),
        comparison=tables.get("comparison"),
    )


def _said(folder: Path) -> dict[str, Any]:
    """Return the manifest of a folder."""
    if not folder.exists():
        raise StorageError(f"{folder}: there is no such folder")
    if not folder.is_dir():
        raise StorageError(f"{folder}: a file; the folder of a run was expected")
    path = folder / MANIFEST
    try:
        said = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise StorageError(f"{folder}: no {MANIFEST} in it, so it is no result") from None
    except OSError as error:
        raise StorageError(f"{path}: cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise StorageError(f"{path}: cut short or changed: not JSON ({error})") from error
    if not isinstance(said, dict) or not isinstance(said.get("files"), dict):
        raise StorageError(f"{path}: cut short or changed: it lists no files")
    if said.get("format") != FORMAT:
        raise StorageError(f"{path}: format {said.get('format')}: this version reads {FORMAT}")
    return said


def _whole(folder: Path, said: dict[str, Any], name: str) -> bytes:
    """Return the content of a file, having seen that it is what was written."""
    entry = said["files"].get(name)
    if not isinstance(entry, dict):
        raise StorageError(f"{folder / MANIFEST}: {name} is not in its list")
    try:
        content = (folder / name).read_bytes()
    except FileNotFoundError:
        raise StorageError(f"{folder / name}: missing") from None
    except OSError as error:
        raise StorageError(f"{folder / name}: cannot be read: {error.strerror}") from error
    if len(content) != entry.get("bytes"):
        raise StorageError(
            f"{folder / name}: {len(content):,} bytes where {entry.get('bytes'):,} were written"
        )
    if hashlib.sha256(content).hexdigest() != entry.get("sha256"):
        raise StorageError(f"{folder / name}: changed since it was written")
    return content


def _table(folder: Path, said: dict[str, Any], name: str) -> pd.DataFrame:
    return pd.read_parquet(io.BytesIO(_whole(folder, said, f"{name}.parquet")))
