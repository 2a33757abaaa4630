"""What a student is told about an answer: open, right, or not yet and why."""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from types import MappingProxyType

import _here

Text = str | Mapping[str, str]

HEADS = MappingProxyType(
    {
        "open": {"en": "Your turn", "es": "Te toca a ti"},
        "right": {"en": "Right", "es": "Correcto"},
        "wrong": {"en": "Not yet", "es": "Todavía no"},
    }
)
MARKS = MappingProxyType({"open": "…", "right": "✓", "wrong": "✗"})
COLOURS = MappingProxyType({"open": "#5B6470", "right": "#00805A", "wrong": "#B3261E"})
EMPTY = {
    "en": "replace None by your answer and run the cell again.",
    "es": "pon tu respuesta en lugar de None y ejecuta la celda otra vez.",
}
NUMBER = {"en": "a number is asked for.", "es": "se pide un número."}


@dataclass(frozen=True)
class Verdict:
    """What a check says.

    Parameters
    ----------
    state : str
        ``open``, ``right`` or ``wrong``.
    says : str or mapping
        One sentence; or one for each language.
    """

    state: str
    says: Text

    def __str__(self) -> str:
        """Write the verdict in the language of the lesson."""
        head = HEADS[self.state][_here.language]
        return f"{MARKS[self.state]} {head}: {said(self.says)}"

    def _repr_html_(self) -> str:
        """Show the verdict; mark and word say the same as the colour."""
        colour = COLOURS[self.state]
        return (
            f'<p style="border-left:4px solid {colour};padding:.3em .7em;margin:0">'
            f"{escape(str(self))}</p>"
        )

    __repr__ = __str__


def said(text: Text) -> str:
    """Return a text in the language of the lesson, in English where it has no other."""
    return text if isinstance(text, str) else text.get(_here.language, text["en"])


def verdict(right: bool, yes: Text, no: Text) -> Verdict:
    """Return whether an answer is right, with a sentence for each case."""
    return Verdict("right", yes) if right else Verdict("wrong", no)


def compared(answer: object, right: float, slack: float, yes: Text, no: Text) -> Verdict:
    """Return whether a number is the right one, to within a slack.

    Parameters
    ----------
    answer : object
        What the student wrote; None for nothing yet.
    right, slack : float
        Worked out by the packages; what rounding may miss it by.
    yes, no : str or mapping
        One sentence for each case.
    """
    if answer is None:
        return unanswered()
    value = number(answer)
    if math.isnan(value):
        return Verdict("wrong", NUMBER)
    return verdict(abs(value - right) <= slack, yes, no)


def number(answer: object) -> float:
    """Return a number as a float, whichever library it is from; nan for anything else."""
    real = isinstance(answer, numbers.Real) and not isinstance(answer, bool)
    return float(answer) if real else math.nan  # type: ignore[arg-type]


def named(answer: object, names: Iterable[str]) -> bool:
    """Return whether an answer is one of some names; a column of a table, say, is none."""
    return isinstance(answer, str) and answer in tuple(names)


def unanswered() -> Verdict:
    """Return the verdict on no answer yet."""
    return Verdict("open", EMPTY)
