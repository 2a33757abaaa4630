"""Keeping what the compiler made on the disk: whole and the right one, or none at all.

numba writes the index that names a file before the file, and numbers files by an index that another
process may just be changing. Of two processes that compile one kernel for different types one may
then find the other's code under its name, for ever; one that is killed in between leaves the name
on what stood there before. Several processes compile here at once, and some are killed.
"""

from __future__ import annotations

import hashlib
import warnings
from contextlib import suppress
from pathlib import Path
from typing import Any

from numba.core import caching

_CACHING: Any = caching  # without types


class KernelFile(_CACHING.IndexDataCacheFile):  # type: ignore[misc]
    """The files of one kernel: code first, its name after; each code has a name of its own."""

    def save(self, key: Any, data: Any) -> None:
        """Keep the code for some types.

        Where two processes save at once, one of the two may be missed, and is compiled again.
        """
        digest = hashlib.sha256(repr((self._source_stamp, key)).encode())
        name = self._data_name(int(digest.hexdigest()[:12], 16))
        self._save_data(name, data)
        names = self._load_index()
        if not names and Path(self._index_path).exists():
            self._clear(but=name)
        if names.get(key) != name:
            self._save_index(names | {key: name})

    def _load_index(self) -> dict[Any, str]:
        try:
            return dict(super()._load_index())
        except Exception:  # what a torn file says, may be any of a dozen
            return {}

    def _clear(self, but: str) -> None:
        """Take away the codes of an older source."""
        pattern = self._data_name_pattern.replace("{number:d}", "*")
        for path in Path(self._cache_path).glob(pattern):
            if path.name != but:
                with suppress(OSError):
                    path.unlink()


class KernelCache(_CACHING.FunctionCache):  # type: ignore[misc]
    """What numba asks for the code of one kernel, and hands it to.

    Parameters
    ----------
    function : callable
        The kernel in plain Python.

    Raises
    ------
    RuntimeError
        Where there is no folder in which its code could be kept.
    """

    def __init__(self, function: Any) -> None:
        super().__init__(function)
        self._cache_file = KernelFile(
            self._cache_path, self._impl.filename_base, self._impl.locator.get_source_stamp()
        )

    def holds_any(self) -> bool:
        """Tell whether there is fresh code for any types."""
        return bool(self._cache_file._load_index())

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """Return the code for some types; None where there is none, or none that can be read.

        A machine that loses its power leaves files that are empty or torn.
        """
        try:
            return super().load_overload(sig, target_context)
        except Exception:  # what a torn file says, may be any of a dozen
            return None

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep the code for some types; where that cannot be, go on without, and say so once."""
        try:
            super().save_overload(sig, data)
        except OSError as error:
            self.disable()
            _warn_once(f"{self._cache_path}: {error.strerror or error}")


_warned: set[str] = set()


def _warn_once(where: str) -> None:
    if not _warned:
        _warned.add(where)
        warnings.warn(
            f"{where}: what was compiled cannot be kept, and is compiled again at the next start; "
            "NUMBA_CACHE_DIR names another folder",
            RuntimeWarning,
            stacklevel=2,
        )


def is_new(kernel: Any) -> bool:
    """Tell whether a kernel's code can be kept, and none is: it, or what it calls, was changed.

    Where there is some, it is only called with other types than before.
    """
    return isinstance(kernel._cache, KernelCache) and not kernel._cache.holds_any()
