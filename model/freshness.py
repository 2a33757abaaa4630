"""When machine code that is kept beside the source is fresh: for all files that went into it.

Numba alone asks only whether the file of the function itself has changed; a kernel that calls
another one, or reads a constant, from another file would go on running with the old one. Here the
mark of freshness covers every file of the project that the kernel's file imports.
"""

import hashlib
import re
from functools import cache
from pathlib import Path

from numba.core.caching import (
    InTreeCacheLocator,
    UserProvidedCacheLocator,
    UserWideCacheLocator,
)

ROOT = Path(__file__).resolve().parents[1]


def imported_files(file: Path, root: Path = ROOT) -> tuple[Path, ...]:
    """Return the file and all files below `root` that it imports, directly or not, sorted.

    Parameters
    ----------
    file : pathlib.Path
        A Python source file.
    root : pathlib.Path, optional
        The folder in which absolute imports are looked up.

    Returns
    -------
    tuple of pathlib.Path
        Sorted, without doubles, `file` among them.

    Examples
    --------
    >>> [file.name for file in imported_files(Path(__file__))]
    ['freshness.py']
    """
    found: set[Path] = set()
    waiting = [file.resolve()]
    while waiting:
        source = waiting.pop()
        if source not in found:
            found.add(source)
            waiting.extend(_direct_imports(source, root))
    return tuple(sorted(found))


#: An import statement. A parser would be exact and cost each start half a second; what this takes
#: for an import in a text only lets a kernel be compiled once more often than needed.
_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import[ \t]+(\([^)]*\)|.*)|import[ \t]+(.*))", re.MULTILINE
)


@cache  # each file is imported by dozens of others
def _direct_imports(file: Path, root: Path) -> tuple[Path, ...]:
    """Return the files below `root` that `file` names in its import statements."""
    found: list[Path] = []
    for package, inside, plain in _IMPORT.findall(file.read_text("utf-8")):
        # `from model import ledger` may name a module as well as something inside one.
        names = [package, *(f"{package}.{name}" for name in re.findall(r"\w+", inside))]
        for name in names if package else re.findall(r"[\w.]+", plain):
            path = root.joinpath(*name.split("."))
            for candidate in (path.with_suffix(".py"), path / "__init__.py"):
                if candidate.is_file():
                    found.append(candidate)
    return tuple(found)


@cache
def _stamp(file: str) -> str:
    """Return the digest of the file's own text and of all that it imports from the project."""
    digest = hashlib.sha256()
    for source in imported_files(Path(file)):
        digest.update(hashlib.sha256(source.read_bytes()).digest())
    return digest.hexdigest()


class _FreshByImports:
    """Part of a cache locator: fresh while no imported file of the project has changed."""

    _py_file: str

    def get_source_stamp(self) -> str:
        return _stamp(self._py_file)


class _InFolderOfChoice(_FreshByImports, UserProvidedCacheLocator):
    """In the folder that ``NUMBA_CACHE_DIR`` names."""


class _BesideSource(_FreshByImports, InTreeCacheLocator):
    """In ``__pycache__`` beside the source."""


class _InHome(_FreshByImports, UserWideCacheLocator):
    """In the user's cache folder, where the source cannot be written beside."""


#: Where machine code is kept, the first place that can be written to; numba reads it in this form.
PLACES = ",".join(
    f"{locator.__module__}.{locator.__qualname__}"
    for locator in (_InFolderOfChoice, _BesideSource, _InHome)
)
