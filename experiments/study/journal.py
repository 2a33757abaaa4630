"""The journal of a study: what is recorded, in SQLite, written by the driver only.

A run counts as done when, and only when, the journal says in which part its row stands. Parts are
in place before the journal names them, so that a kill at any moment leaves at most a part that
nothing names.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from experiments.folders import DamageError, StorageError

JOURNAL = "journal.sqlite"
_TABLES = """
CREATE TABLE IF NOT EXISTS parts (
    part TEXT PRIMARY KEY, rows INTEGER NOT NULL, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS runs (
    run TEXT PRIMARY KEY, part TEXT NOT NULL, seconds REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS failures (
    run TEXT PRIMARY KEY, kind TEXT NOT NULL, error TEXT NOT NULL, replay TEXT NOT NULL);
"""


class Part(NamedTuple):
    """One file of rows: its name, how many rows, its size and its SHA-256."""

    name: str
    rows: int
    bytes: int
    sha256: str


class Failure(NamedTuple):
    """A run without a row: ``failed`` by an exception, or ``quarantined`` as it kills workers."""

    run: str
    kind: str
    error: str
    replay: str


class Journal:
    """The journal of one study.

    Parameters
    ----------
    folder : Path
        Of the study.

    Raises
    ------
    StorageError
        Where it cannot be opened, read or written: the message says what to do.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     journal = Journal(Path(folder))
    ...     journal.record(Part("a.parquet", 1, 9, "00"), {"run1": 0.5})
    ...     done = journal.done()
    ...     journal.close()
    >>> done
    {'run1'}
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / JOURNAL
        with self._spoken():
            self._base = sqlite3.connect(self.path, isolation_level=None, timeout=10.0)
            self._base.execute("PRAGMA journal_mode = WAL")
            self._base.execute("PRAGMA synchronous = FULL")
            if self._base.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise sqlite3.DatabaseError("its check finds it malformed")
            self._base.executescript(_TABLES)

    def record(self, part: Part, seconds: Mapping[str, float]) -> None:
        """Record a part that is in place, and its runs with what each cost, all or nothing."""
        with self._transaction():
            self._base.execute("INSERT INTO parts VALUES (?, ?, ?, ?)", part)
            rows = [(run, part.name, cost) for run, cost in seconds.items()]
            self._base.executemany("INSERT INTO runs VALUES (?, ?, ?)", rows)
            gone = [(run,) for run in seconds]
            self._base.executemany("DELETE FROM failures WHERE run = ?", gone)

    def fail(self, failures: Iterable[Failure]) -> None:
        """Record runs that have no row."""
        with self._transaction():
            self._base.executemany("INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?)", failures)

    def forget(self, parts: Sequence[str]) -> None:
        """Take parts and their runs out of the record, to be done again."""
        with self._transaction():
            for part in parts:
                self._base.execute("DELETE FROM runs WHERE part = ?", (part,))
                self._base.execute("DELETE FROM parts WHERE part = ?", (part,))

    def retry(self) -> None:
        """Take failures out of the record, to be tried again."""
        with self._transaction():
            self._base.execute("DELETE FROM failures")

    def done(self) -> set[str]:
        """Return the names of all recorded runs."""
        return {run for (run,) in self._rows("SELECT run FROM runs")}

    def parts(self) -> list[Part]:
        """Return all recorded parts, oldest first."""
        return [Part(*row) for row in self._rows("SELECT * FROM parts ORDER BY part")]

    def failures(self) -> list[Failure]:
        """Return all runs that have no row, with the reason."""
        return [Failure(*row) for row in self._rows("SELECT * FROM failures ORDER BY run")]

    def cost(self) -> tuple[int, float]:
        """Return the number of recorded runs and the seconds that they took together."""
        count, seconds = self._rows("SELECT count(*), coalesce(sum(seconds), 0.0) FROM runs")[0]
        return int(count), float(seconds)

    def close(self) -> None:
        """Fold the log of writes into the file and let go of it."""
        with self._spoken():
            self._base.close()

    def _rows(self, query: str) -> list[Any]:
        with self._spoken():
            return self._base.execute(query).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._spoken():
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._base.execute("COMMIT")
            except BaseException:
                if self._base.in_transaction:
                    self._base.execute("ROLLBACK")
                raise

    @contextmanager
    def _spoken(self) -> Iterator[None]:
        """Turn what SQLite says into what the reader can do."""
        try:
            yield
        except sqlite3.Error as error:
            text = str(error)
            if "full" in text or "disk I/O" in text:
                raise StorageError(
                    f"{self.path}: the disk is full or cannot be written ({text}); what was "
                    "recorded stands: make room, then `resume`"
                ) from error
            raise DamageError(
                f"{self.path}: the journal is damaged ({text}); no row is lost: "
                "`resume --mend` writes it anew from the parts"
            ) from error
