"""The bytes of a bargain's file, or a plain reason why there are none."""

from __future__ import annotations

from pathlib import Path

from model.exchange.faults import BargainFileError
from model.scenario.problems import ABSENT, Problem

BARGAINS = Path(__file__).resolve().parent.parent / "data" / "bargains"
MOST_BYTES = 10_000_000  # assumption: the largest domains of the competitions have 0.1 MB


def shipped_bargains() -> tuple[str, ...]:
    """Names of the bargains that ship with the model, each good for the command `bargain`.

    Examples
    --------
    >>> "pilot_line" in shipped_bargains()
    True
    """
    return tuple(sorted(path.stem for path in BARGAINS.glob("*.json")))


def found(name_or_path: str | Path) -> Path:
    """Return the file that a shipped name or a path means; it may not be there."""
    return (
        BARGAINS / f"{name_or_path}.json"
        if str(name_or_path) in shipped_bargains()
        else Path(name_or_path)
    )


def read_bytes(path: Path) -> bytes:
    """Return the content of an ordinary file of at most ``MOST_BYTES``.

    Raises
    ------
    BargainFileError
        Where it cannot be read, is empty or is too large.

    Examples
    --------
    >>> read_bytes(BARGAINS)
    Traceback (most recent call last):
        ...
    model.exchange.faults.BargainFileError: ...bargains: expected a file, not a folder
    """
    wanted = ""
    raw = b""
    try:
        if path.is_dir():
            wanted = "a file, not a folder"
        elif not path.exists():
            wanted = f"a file that exists, or one of {', '.join(shipped_bargains())}"
        elif not path.is_file():
            wanted = "an ordinary file"  # a pipe would be waited for
        else:
            with path.open("rb") as stream:
                raw = stream.read(MOST_BYTES + 1)
            if len(raw) > MOST_BYTES:
                wanted = f"a file of at most {MOST_BYTES:,} bytes"
            elif not raw.strip():
                wanted = "a bargain; the file is empty"
    except (OSError, ValueError) as error:  # a name too long, a null byte, no permission
        wanted = f"a file that can be read ({getattr(error, 'strerror', None) or error})"
    if wanted:
        raise BargainFileError([Problem(str(path)[:500], "", ABSENT, wanted)])
    return raw
