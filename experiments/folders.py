"""A folder that is either whole or not there: written under another name, then renamed.

Three hidden neighbours of ``results/NAME`` do the work: ``.NAME.lock`` is held by the one process
that writes, ``.NAME.new`` is what it writes, ``.NAME.old`` is what stood there before and is kept
until the new one is in place. The system lets go of the lock of a killed process, so whatever
``.new`` the next writer finds is a leftover, and is cleared away.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

#: What makes a folder a result of ours; written last.
MANIFEST = "manifest.json"
#: Seconds to wait for another writer of the same name.
PATIENCE = 30.0
_PAUSE = 0.1
_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "the file is larger than this system allows",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.EROFS: "the file system is read-only",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ENOTDIR: "a file stands where a folder should be",
    errno.EEXIST: "a file stands where a folder should be",
}


class StorageError(RuntimeError):
    """A result that cannot be written or read; the message says where and why."""


class DamageError(StorageError):
    """A record of a study that is damaged, which `resume --mend` mends."""


class BusyError(StorageError):
    """A result that another process is writing."""


def told(error: OSError, place: Path) -> StorageError:
    """Return a system's error in plain words.

    Examples
    --------
    >>> print(told(OSError(errno.ENOSPC, "ENOSPC"), Path("results")))
    results: the disk is full; no result was written
    """
    reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
    where = error.filename if error.filename is not None else place
    return StorageError(f"{where}: {reason}; no result was written")


def free_place(out: Path, name: str) -> Path:
    """Return where a result will stand, having looked, before any work, that it can.

    Parameters
    ----------
    out : Path
        Folder of results; need not exist yet.
    name : str
        Name of the run.

    Raises
    ------
    StorageError
        Where a file, or a folder that is no result, stands in the way, or writing is not allowed.
    """
    place = out / name
    for path in (place, *place.parents):
        if path.exists() or path.is_symlink():
            if not path.is_dir():
                raise StorageError(f"{path}: a file stands where a folder should be")
            break
    if place.is_dir() and any(place.iterdir()) and not (place / MANIFEST).is_file():
        raise StorageError(f"{place}: a folder that is not a result of Convenio; nothing replaced")
    nearest = next(path for path in (out, *out.parents, Path(".")) if path.is_dir())
    if not os.access(nearest, os.W_OK):
        raise StorageError(f"{nearest}: writing is not allowed")
    return place


@contextmanager
def new_folder(out: Path, name: str, patience: float = PATIENCE) -> Iterator[Path]:
    """Give an empty folder to fill; it takes the place of ``out/name`` when the block ends well.

    Parameters
    ----------
    out : Path
        Folder of results, made where missing.
    name : str
        Name of the run.
    patience : float
        Seconds to wait while another process writes the same name.

    Yields
    ------
    Path
        The folder to fill. After an error, an interruption or a kill in the block, ``out/name`` is
        what it was before.

    Raises
    ------
    StorageError
        Where it cannot be written.
    """
    place = free_place(out, name)
    fresh, old = out / f".{name}.new", out / f".{name}.old"
    try:
        out.mkdir(parents=True, exist_ok=True)
        with claim(out / f".{name}.lock", place, patience):
            _recover(place, old)
            _clear(fresh)
            fresh.mkdir()
            try:
                yield fresh
                _sync(fresh)
                if place.exists():
                    _carry_over(place, fresh)
                    place.rename(old)
                fresh.rename(place)
            finally:
                _recover(place, old)
                _clear(fresh)
    except OSError as error:
        raise told(error, place) from error


def _recover(place: Path, old: Path) -> None:
    """Put the old result back where the new one did not come, or clear it away where it did."""
    if old.exists():
        if place.exists():
            shutil.rmtree(old)
        else:
            old.rename(place)


def _carry_over(place: Path, fresh: Path) -> None:
    """Copy what somebody has put beside our files into the folder that will replace them."""
    try:
        ours = set(json.loads((place / MANIFEST).read_bytes())["files"]) | {MANIFEST}
    except (OSError, ValueError, KeyError, TypeError):
        return  # torn: nothing says what is ours
    for path in sorted(place.rglob("*")):
        name = path.relative_to(place)
        if path.is_file() and name.as_posix() not in ours and not (fresh / name).exists():
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, fresh / name)


def _clear(folder: Path) -> None:
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)
    else:
        folder.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    """Have the system put the files on the disk before the folder gets its name."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())


@contextmanager
def claim(path: Path, place: Path, patience: float) -> Iterator[None]:
    """Hold the lock of a name, or say who is in the way.

    Parameters
    ----------
    path : Path
        File that is locked; the system lets go of it when its holder dies.
    place : Path
        What it guards, for the message.
    patience : float
        Seconds to wait for another holder.

    Raises
    ------
    StorageError
        Where another process holds it all the while.
    """
    until = time.monotonic() + patience
    while True:
        file = path.open("a+b")
        if _lock(file) and _same(path, file):
            break
        file.close()
        if time.monotonic() >= until:
            raise BusyError(f"{place}: another process is writing this result; try again later")
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        if sys.platform != "win32":  # which cannot remove an open file: there it stays, empty
            path.unlink(missing_ok=True)
        file.close()


def _same(path: Path, file: IO[bytes]) -> bool:
    """Tell whether the locked file still stands at its path: the last holder takes it away."""
    with suppress(FileNotFoundError):
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    return False


def _lock(file: IO[bytes]) -> bool:
    """Take the lock of a file without waiting; say whether it was to be had."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
