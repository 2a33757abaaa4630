"""The version of the software, read from where it is declared."""

import tomllib
from pathlib import Path


def version() -> str:
    """Return the version that ``pyproject.toml`` declares.

    Returns
    -------
    str
        Major, minor and patch, with dots between.

    Examples
    --------
    >>> version().count(".")
    2
    """
    declared = Path(__file__).resolve().parents[1] / "pyproject.toml"
    with declared.open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])
