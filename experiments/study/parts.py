"""Parts: files of rows in Parquet, each whole or not there, each known by its SHA-256."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from experiments.folders import StorageError, told
from experiments.study.journal import JOURNAL, Journal, Part
from experiments.study.work import Answer

PARTS = "parts"
FRESH = ".new"  # ending of a file that is being written
RUN = "run"
SECONDS = "_seconds"  # what a run cost: in the parts, so that a journal can be written anew


def write_part(folder: Path, name: str, answers: Sequence[Answer], outcomes: Sequence[str]) -> Part:
    """Write rows under another name, have the system put them on the disk, then rename.

    Parameters
    ----------
    folder : Path
        Of the study.
    name : str
        Of the file.
    answers : sequence of Answer
        Runs that went well.
    outcomes : sequence of str
        Names of the columns.

    Raises
    ------
    StorageError
        Where it cannot be written; nothing that was recorded is touched.
    """
    columns = {RUN: pa.array([each.run for each in answers], pa.string())}
    for at, outcome in enumerate(outcomes):
        columns[outcome] = pa.array([each.outcomes[at] for each in answers], pa.float64())
    columns[SECONDS] = pa.array([each.seconds for each in answers], pa.float64())
    buffer = io.BytesIO()
    pq.write_table(pa.table(columns), buffer, compression="zstd")
    content = buffer.getvalue()
    path = folder / PARTS / name
    fresh = path.with_suffix(FRESH)
    try:
        durable(fresh, content)
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        why = str(told(error, path)).removesuffix("; no result was written")
        raise StorageError(f"{why}; what was recorded stands: mend it, then `resume`") from error
    return Part(name, len(answers), len(content), hashlib.sha256(content).hexdigest())


def durable(path: Path, content: bytes) -> None:
    """Write a file and wait until the system has put it on the disk."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def clear_leftovers(folder: Path, recorded: Sequence[Part]) -> None:
    """Remove what a killed driver left: half-written parts, and the one that is not yet recorded.

    Raises
    ------
    StorageError
        Where several parts are not recorded: then it is the journal that has lost them.
    """
    known = {part.name for part in recorded}
    unnamed = [path for path in (folder / PARTS).glob("*.parquet") if path.name not in known]
    if len(unnamed) > 1:
        raise StorageError(
            f"{folder / JOURNAL}: the journal does not name {len(unnamed)} parts that are there; "
            "no row is lost: `resume --mend` writes it anew from the parts"
        )
    for path in (*unnamed, *(folder / PARTS).glob(f"*{FRESH}")):
        path.unlink()


def damaged(folder: Path, recorded: Sequence[Part], thoroughly: bool = False) -> list[str]:
    """Return the names of recorded parts that are missing, or not what was recorded.

    Sizes and footers are looked at; ``thoroughly`` reads every byte.
    """
    return [
        part.name for part in recorded if not _sound(folder / PARTS / part.name, part, thoroughly)
    ]


def _sound(path: Path, part: Part, thoroughly: bool) -> bool:
    try:
        if path.stat().st_size != part.bytes:
            return False
        if thoroughly:
            return hashlib.sha256(path.read_bytes()).hexdigest() == part.sha256
        return bool(pq.read_metadata(path).num_rows == part.rows)
    except (OSError, pa.ArrowException):
        return False


def rebuilt(folder: Path) -> Journal:
    """Write a damaged journal anew from the parts; the old one is kept beside it."""
    for ending in ("", "-wal", "-shm"):
        old = folder / (JOURNAL + ending)
        if old.exists():
            old.replace(folder / (JOURNAL + ending + ".damaged"))
    journal = Journal(folder)
    seen: set[str] = set()
    for path in sorted((folder / PARTS).glob("*.parquet")):
        try:
            table = pq.read_table(path, columns=[RUN, SECONDS])
        except (OSError, pa.ArrowException):
            set_aside(folder, path.name)
            continue
        seconds = dict(zip(table[RUN].to_pylist(), table[SECONDS].to_pylist(), strict=True))
        if seen & set(seconds):  # never two rows for one run
            set_aside(folder, path.name)
            continue
        seen |= set(seconds)
        content = path.read_bytes()
        whole = hashlib.sha256(content).hexdigest()
        journal.record(Part(path.name, len(seconds), len(content), whole), seconds)
    return journal


def set_aside(folder: Path, name: str) -> None:
    """Give a damaged part another ending, so that nothing reads it and nobody loses it."""
    path = folder / PARTS / name
    if path.exists():
        path.replace(path.with_suffix(".damaged"))
