"""The folder of a study: one driver at a time, what is done, rows as they come, final tables."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from experiments.files import FRESH, json_bytes
from experiments.folders import DamageError, StorageError, claim, told
from experiments.manifest import provenance
from experiments.study import series
from experiments.study.factors import Varied
from experiments.study.identity import code_version, study_digest
from experiments.study.journal import Failure, Journal
from experiments.study.parts import (
    PARTS,
    clear_leftovers,
    damaged,
    durable,
    harm,
    rebuilt,
    set_aside,
    stands,
    write_part,
)
from experiments.study.read import Opened
from experiments.study.work import Answer

STUDY, MANIFEST, STATUS = "study.toml", "manifest.json", "status.json"


def folder_of(out: Path, opened: Opened) -> Path:
    """Return where a study stands: its name and the digest of all that decides its rows."""
    return out / f"{opened.study.name}-{study_digest(opened)}"


class Store:
    """What is recorded of a study, and the way to record more.

    Parameters
    ----------
    folder : Path
        Of the study.
    journal : Journal
        Open.
    opened : Opened
        The study.
    """

    def __init__(self, folder: Path, journal: Journal, opened: Opened) -> None:
        self.folder, self.journal, self.opened = folder, journal, opened
        names = [part.name for part in journal.parts()]
        self._next = 1 + max((int(name.partition(".")[0]) for name in names), default=-1)

    def keep(self, answers: Sequence[Answer]) -> None:
        """Record rows: a part first, then the journal; then, and only then, they are done.

        Raises
        ------
        StorageError
            Where they cannot be written; what was recorded before stands.
        """
        if not answers:
            return
        part = write_part(self.folder, f"{self._next:08d}.parquet", answers, self.opened)
        self._next += 1
        self.journal.record(part, {each.run: each.seconds for each in answers})

    def fail(self, failures: Sequence[Failure]) -> None:
        """Record runs that have no row."""
        if failures:
            self.journal.fail(failures)


@contextmanager
def driving(folder: Path, opened: Opened, mend: bool = False) -> Iterator[Store]:
    """Open the folder of a study for the one driver that it has.

    Parameters
    ----------
    folder : Path
        From :func:`folder_of`; made where missing.
    opened : Opened
        The study.
    mend : bool
        Write a damaged journal or manifest anew, set damaged parts aside and have their runs done
        again.

    Raises
    ------
    StorageError
        Where another driver is at work, something is damaged, or nothing can be written.
    """
    try:
        (folder / PARTS).mkdir(parents=True, exist_ok=True)
        with claim(_lock(folder), folder, patience=0.0):
            journal = _journal(folder, mend)
            try:
                _look_over(folder, journal, mend)
                _describe(folder, opened, mend)
                yield Store(folder, journal, opened)
            finally:
                journal.close()
    except OSError as error:
        begun = (folder / MANIFEST).is_file()  # before any row
        raise (stands if begun else told)(error, folder) from error


def _lock(folder: Path) -> Path:
    return folder.parent / f".{folder.name}.lock"


def driven(folder: Path) -> bool:
    """Tell whether a driver is at work on a study: the system frees the lock of a killed one."""
    if not _lock(folder).exists():
        return False
    try:
        with claim(_lock(folder), folder, patience=0.0):
            return False
    except (StorageError, OSError):  # held, or not ours to try
        return True


def _journal(folder: Path, mend: bool) -> Journal:
    """Open the journal; where it is damaged, or has lost parts, write it anew if asked to."""
    try:
        journal = Journal(folder)
        try:
            clear_leftovers(folder, journal)
        except StorageError:
            journal.close()
            raise
        return journal
    except StorageError:
        if not mend:
            raise
        return rebuilt(folder)


def _look_over(folder: Path, journal: Journal, mend: bool) -> None:
    recorded = journal.parts()
    bad = damaged(folder, recorded, thoroughly=mend)  # what a look misses, `verify` has told
    if bad and not mend:
        raise harm(folder, recorded, bad)
    for name in bad:
        set_aside(folder, name)
    if bad:
        journal.forget(bad)
        series.clear(folder, [part.name for part in journal.parts()])


def described(folder: Path) -> dict[str, Any]:
    """Return what the manifest of a study says.

    Raises
    ------
    DamageError
        Where it is torn.
    """
    path = folder / MANIFEST
    try:
        return dict(json.loads(path.read_bytes()))
    except (ValueError, TypeError) as error:
        raise DamageError(
            f"{path}: the manifest is damaged ({error}); no row is lost: "
            "`resume --mend` writes it anew"
        ) from error


def _describe(folder: Path, opened: Opened, mend: bool) -> None:
    """Put the study's own file and its manifest into the folder, once."""
    if (folder / MANIFEST).exists():
        try:
            if mend:
                described(folder)
            return
        except DamageError:
            pass  # anew
    said = {
        **provenance(opened.command("sweep")),
        "study": opened.study.model_dump(mode="json"),
        "digest": study_digest(opened),
        "code": code_version(),
        "factors": [_plain(each) for each in opened.factors],
    }
    durable(folder / STUDY, opened.path.read_bytes())
    fresh = folder / (MANIFEST + FRESH)
    durable(fresh, json_bytes(said, indent=1))
    fresh.replace(folder / MANIFEST)


def _plain(factor: Varied) -> dict[str, Any]:
    """Return a factor as JSON can hold it: named levels have no range."""
    values = factor.__dict__.items()
    return {name: None if value != value else value for name, value in values}
