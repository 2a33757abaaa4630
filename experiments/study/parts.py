"""Parts: files of rows in Parquet, each whole or not there, each known by its SHA-256."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from experiments.files import FRESH
from experiments.folders import DamageError, StorageError, told
from experiments.study import series
from experiments.study.journal import JOURNAL, Journal, Part
from experiments.study.read import Opened
from experiments.study.work import Answer

PARTS = "parts"
RUN = "run"
SECONDS = "_seconds"  # what a run cost: in the parts, so that a journal can be written anew


def write_part(folder: Path, name: str, answers: Sequence[Answer], opened: Opened) -> Part:
    """Write rows under another name, have the system put them on the disk, then rename.

    Parameters
    ----------
    folder : Path
        Of the study.
    name : str
        Of the file.
    answers : sequence of Answer
        Runs that went well.
    opened : Opened
        The study: its outcomes are the columns; its series go into files of their own, first.

    Raises
    ------
    StorageError
        Where it cannot be written; nothing that was recorded is touched.
    """
    columns = {RUN: pa.array([each.run for each in answers], pa.string())}
    for at, outcome in enumerate(opened.study.outcomes):
        columns[outcome] = pa.array([each.outcomes[at] for each in answers], pa.float64())
    columns[SECONDS] = pa.array([each.seconds for each in answers], pa.float64())
    beside: dict[str, bytes] = {}
    if measures := opened.study.series:
        runs = [(each.run, each.world, each.series) for each in answers]
        beside = series.contents(name, runs, measures, opened.worlds)
    table = pa.table(columns)
    table = table.replace_schema_metadata(series.naming(beside)) if beside else table
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    content = buffer.getvalue()
    for file, bytes_ in (*beside.items(), (f"{PARTS}/{name}", content)):  # rows last: they count
        _placed(folder / file, bytes_)
    return Part(name, len(answers), len(content), hashlib.sha256(content).hexdigest())


def _placed(path: Path, content: bytes) -> None:
    fresh = path.with_suffix(FRESH)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        durable(fresh, content)
        fresh.replace(path)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise stands(error, path) from error


def stands(error: OSError, place: Path) -> StorageError:
    """Return a system's error in plain words, of a study of which something is recorded.

    Examples
    --------
    >>> print(stands(OSError(28, "ENOSPC"), Path("parts")))
    parts: the disk is full; what was recorded stands: mend it, then `resume`
    """
    why = str(told(error, place)).removesuffix("; no result was written")
    return StorageError(f"{why}; what was recorded stands: mend it, then `resume`")


def durable(path: Path, content: bytes) -> None:
    """Write a file and wait until the system has put it on the disk."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def clear_leftovers(folder: Path, journal: Journal) -> None:
    """See to what a killed driver left: half-written parts, and the one that is not yet recorded.

    That one is whole, since it had its name: it is recorded now, unless its runs are recorded
    already or it cannot be read. So nothing is lost where it is the journal that has lost it.

    Raises
    ------
    DamageError
        Where several parts are not recorded: then it is the journal that has lost them.
    """
    known = {part.name for part in journal.parts()}
    unnamed = [path for path in (folder / PARTS).glob("*.parquet") if path.name not in known]
    if len(unnamed) > 1:
        raise DamageError(
            f"{folder / JOURNAL}: the journal does not name {len(unnamed)} parts that are there; "
            "no row is lost: `resume --mend` writes it anew from the parts"
        )
    for path in unnamed:
        if not _recorded(path, journal, journal.done()):
            set_aside(folder, path.name)
    for path in (folder / PARTS).glob(f"*{FRESH}"):
        path.unlink()
    series.clear(folder, [part.name for part in journal.parts()])


def damaged(folder: Path, recorded: Sequence[Part], thoroughly: bool = False) -> list[str]:
    """Return the names of recorded parts that are missing, or not what was recorded.

    Sizes and footers are looked at; ``thoroughly`` reads every byte.
    """
    return [part.name for part in recorded if not _sound(folder, part, thoroughly)]


def _sound(folder: Path, part: Part, thoroughly: bool) -> bool:
    path = folder / PARTS / part.name
    try:
        if path.stat().st_size != part.bytes:
            return False
        if thoroughly and hashlib.sha256(path.read_bytes()).hexdigest() != part.sha256:
            return False
        footer = pq.read_metadata(path)
        return footer.num_rows == part.rows and series.whole(folder, footer.metadata, thoroughly)
    except (OSError, pa.ArrowException):
        return False


def harm(
    folder: Path, recorded: Sequence[Part], bad: Sequence[str], changed: bool = False
) -> DamageError:
    """Return what is wrong with damaged parts, how much that is, and what mends it.

    ``changed``: found by who read every byte.
    """
    lost = sum(part.rows for part in recorded if part.name in bad)
    return DamageError(
        f"{folder / PARTS / bad[0]}: "
        + ("not what was recorded" if changed else "missing or truncated")
        + (f", and {len(bad) - 1} more parts" if len(bad) > 1 else "")
        + f" ({lost} of {sum(part.rows for part in recorded)} runs; the others are whole); "
        "`resume --mend` sets it aside and does its runs again"
    )


def rebuilt(folder: Path) -> Journal:
    """Write a damaged journal anew from the parts; the old one is kept beside it."""
    for ending in ("", "-wal", "-shm"):
        old = folder / (JOURNAL + ending)
        if old.exists():
            old.replace(folder / (JOURNAL + ending + ".damaged"))
    journal = Journal(folder)
    seen: set[str] = set()
    for path in sorted((folder / PARTS).glob("*.parquet")):
        found = _recorded(path, journal, seen)
        if found:
            seen |= found
        else:
            set_aside(folder, path.name)
    series.clear(folder, [part.name for part in journal.parts()])
    return journal


def _recorded(path: Path, journal: Journal, seen: set[str]) -> set[str]:
    """Record a part that the journal does not name; return its runs, none where it will not do."""
    try:
        table = pq.read_table(path)  # all of it: what cannot be read is done again
        if not series.whole(path.parents[1], pq.read_metadata(path).metadata, False):
            return set()
    except (OSError, pa.ArrowException):
        return set()
    seconds = dict(zip(table[RUN].to_pylist(), table[SECONDS].to_pylist(), strict=True))
    if seen & set(seconds):  # never two rows for one run
        return set()
    content = path.read_bytes()
    whole = hashlib.sha256(content).hexdigest()
    journal.record(Part(path.name, len(seconds), len(content), whole), seconds)
    return set(seconds)


def set_aside(folder: Path, name: str) -> None:
    """Give a damaged part another ending, so that nothing reads it and nobody loses it."""
    path = folder / PARTS / name
    if path.exists():
        path.replace(path.with_suffix(".damaged"))
