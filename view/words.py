"""The words of pictures and reports, apart from the code: ``view/text/LANGUAGE/*.toml``."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from model.scenario.paths import leaves
from model.scenario.paths import table as table_at

#: The space between a number, or the gap for one, and its sign.
_BEFORE_SIGN = re.compile(r"(?<=[\d}]) (?=%)")

FOLDER = Path(__file__).resolve().parent / "text"

#: Language of texts for which none is named; a lesson sets it, so that its pictures speak it.
_spoken = "en"
#: The same for what is drawn or written just now, by this thread or task alone.
_here: ContextVar[str] = ContextVar("language", default="")


def percent(value: float, digits: int = 0) -> str:
    r"""Return a share in per cent, with a space that does not break: in all languages and places.

    Examples
    --------
    >>> percent(0.4312, 1)
    '43.1\xa0%'
    >>> percent(-0.001)
    '0\xa0%'
    """
    rounded = round(100 * value, digits) + 0.0  # no minus before a zero
    return f"{rounded:.{digits}f}\N{NO-BREAK SPACE}%"


def unbroken(text: str) -> str:
    r"""Return a text whose shares do not break before their sign.

    Examples
    --------
    >>> unbroken("some 15 % down, {share} % up; % of GDP")
    'some 15\xa0% down, {share}\xa0% up; % of GDP'
    """
    return _BEFORE_SIGN.sub("\N{NO-BREAK SPACE}", text)


class _Gaps(string.Formatter):
    """Fills gaps as `str.format` does, shares as `percent` writes them."""

    def format_field(self, value: Any, format_spec: str) -> str:
        text: str = super().format_field(value, format_spec)
        return text.replace("%", "\N{NO-BREAK SPACE}%") if format_spec.endswith("%") else text


_GAPS = _Gaps()


class Words:
    """Texts of one language, by dotted key.

    Parameters
    ----------
    table : mapping
        Nested tables of texts.

    Examples
    --------
    >>> Words({"a": {"b": "{n} of {all}"}})("a.b", n=1, all=2)
    '1 of 2'
    """

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._table = table
        self._flat = {key: text for key, text in leaves(table) if isinstance(text, str)}

    def __call__(self, key: str, /, **values: object) -> str:
        """Return a text with its gaps filled.

        Raises
        ------
        KeyError
            Where there is no such text, or a gap is not filled.
        """
        found = self._flat[key]
        return _GAPS.vformat(found, (), values) if values else found

    def get(self, key: str, default: str) -> str:
        """Return a text as it stands, or the default where there is none."""
        return self._flat.get(key, default)

    def texts(self, table: str) -> dict[str, str]:
        """Return the texts that stand under a heading itself, by key.

        Examples
        --------
        >>> Words({"a": {"b": {"c": "x", "d": {"e": "y"}}}}).texts("a.b")
        {'c': 'x'}
        """
        found = table_at(self._table, table)
        return {key: text for key, text in found.items() if isinstance(text, str)}

    def instead(self, table: str, written: str) -> str:
        """Return what stands for an English text of a declaration or a file; else that itself.

        Such texts are looked up as they are written, with their points and all.

        Examples
        --------
        >>> Words({"unit": {"1/year": "por año"}}).instead("unit", "1/year")
        'por año'
        """
        known = self._table.get(table, {})
        asked = unbroken(written)  # as all that is read from a file
        return str(known.get(asked, asked))


def words(language: str = "") -> Words:
    """Return the texts of a language; by default of that which is spoken, English at first.

    Raises
    ------
    ValueError
        Where there is none of that name.

    Examples
    --------
    >>> words("en")("status.running")
    'running'
    """
    return _texts(language or spoken())


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language while something is drawn or written, and the one before afterwards.

    Whatever goes on elsewhere in the process, such as the page of another visitor, hears nothing.

    Raises
    ------
    ValueError
        Where there are no texts in it.

    Examples
    --------
    >>> with speaking("es"):
    ...     words()("status.expired")
    'vencido'
    """
    if language:
        _texts(language)
    before = _here.set(language or _here.get())
    try:
        yield
    finally:
        _here.reset(before)


def spoken() -> str:
    """Return the language of texts for which none is named.

    Examples
    --------
    >>> with speaking("es"):
    ...     spoken()
    'es'
    """
    return _here.get() or _spoken


def speak(language: str) -> None:
    """Set the language of texts for which none is named: that of a notebook, for its kernel.

    Raises
    ------
    ValueError
        Where there are no texts in it.

    Examples
    --------
    >>> speak("en")
    """
    global _spoken
    _texts(language)
    _spoken = language


@cache
def _texts(language: str) -> Words:
    shipped = sorted(folder.name for folder in FOLDER.iterdir())
    if language not in shipped:
        raise ValueError(f"no texts in {language!r}; there are {', '.join(shipped)}")
    table: dict[str, Any] = {}
    for path in sorted((FOLDER / language).glob("*.toml")):  # no heading stands in two files
        table |= tomllib.loads(unbroken(path.read_text(encoding="utf-8")))
    return Words(table)
