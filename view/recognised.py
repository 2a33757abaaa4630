"""Sentences that model, studies and libraries say in English, known again and said in a language.

Each stands in ``view/text/en`` as it is said, with gaps; so a new one needs its two texts alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from view.words import Words, words

#: What stands between the sentences that fill the gap ``lines``; one alone fills ``inner``.
BETWEEN = " | "
#: Gaps that hold nothing but names, numbers or what somebody wrote: one word.
ONE_WORD = frozenset({"low", "high", "count", "most", "size", "number", "example"})


def recognised(stands: str, table: str, say: Words) -> str | None:
    """Return a sentence of a table of texts in another language; None where it is not known.

    Parameters
    ----------
    stands : str
        As it is said in English.
    table : str
        Heading of the texts, such as ``problem.expected``.
    say : Words
        The language.

    Examples
    --------
    >>> recognised("an array, each a text", "problem.expected", words("es"))
    'un arreglo, cada uno un texto'
    >>> recognised("a number from 0 to 1 (share)", "problem.expected", words("es"))
    'un número de 0 a 1 (parte)'
    """
    for key, pattern in _patterns(table):
        found = pattern.fullmatch(stands)
        if found is not None:
            return say(f"{table}.{key}", **_filled(found.groupdict(), table, say))
    return None


def _filled(gaps: Mapping[str, str], table: str, say: Words) -> dict[str, str]:
    """Return what fills the gaps, sentences and units in the language."""

    def inner(text: str) -> str:
        return recognised(text, table, say) or say("problem.unknown", expected=text)

    told = {gap: inner(text) if gap == "inner" else text for gap, text in gaps.items()}
    if "reason" in told:  # of the system, where there is one; else it stays
        told["reason"] = recognised(told["reason"], f"{table}.reason", say) or told["reason"]
    if "lines" in told:
        told["lines"] = BETWEEN.join(map(inner, told["lines"].split(BETWEEN)))
    if "unit" in told:
        told["unit"] = say.instead("unit", told["unit"])
    return told


@cache
def _patterns(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the English texts of a table as patterns, those that say most by themselves first."""
    texts = words("en").texts(table)
    most = sorted(texts, key=lambda key: -len(re.sub(r"\{\w+\}", "", texts[key])))
    return tuple((key, _pattern(texts[key])) for key in most)


def _pattern(text: str) -> re.Pattern[str]:
    parts, seen = [], set()
    for part in re.split(r"(\{\w+\})", text):
        gap = part[1:-1] if part.startswith("{") else ""
        if not gap:
            parts.append(re.escape(part))
        elif gap in seen:
            parts.append(f"(?P={gap})")
        else:
            inside = r"\S+" if gap in ONE_WORD else ".+?"
            parts.append(f"(?P<{gap}>{inside})")
            seen.add(gap)
    return re.compile("".join(parts), re.DOTALL)
