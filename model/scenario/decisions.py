"""Decisions that begin at a quarter of a run: what somebody did otherwise from then on.

A decision is a line of text, so that it can stand on a command line, in a link and in a file:

====================================  =============================================================
``2029Q1:policy.concession=4``        a lever has another value from this quarter on
``2028Q1:refuse:nuclear-korea``       what a talk of this quarter comes to is not ratified at home
``2028Q1:call:nuclear-korea``         this talk is held this quarter, planned or not
``2028Q1:sign:nuclear-korea``         this talk is held this quarter, and what it comes to is
                                      ratified at home; export control abroad may still stop it
``2031Q2:exit:nuclear-korea-2028-7``  the host gives notice to an agreement in force
``2030Q1:expel:nuclear-korea``        from now on the partner is not asked about the technology
``2030Q1:invite:nuclear-korea``       from now on it is asked first, a pause on the matter is over
``2028Q1:seat:nuclear-korea:MOVES``   one side of this talk moves as written, see
                                      :mod:`model.scenario.moves`; the other answers as it does
====================================  =============================================================

A talk is called TOPIC-PARTNER: a technology or ``envelope``, and a partner, by id. ``exit`` takes
an agreement by its label, or all in force that TOPIC-PARTNER names. Levers follow at once, but for
the budgets of the offices, which the Council rewrites once a year.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from model.scenario.moves import read_moves
from model.scenario.overrides import literal, nearest_path
from model.scenario.paths import place
from model.scenario.policy import Council, Policy
from model.scenario.problems import ABSENT, Problem, ProblemsError, nearest
from model.scenario.tree import Scenario

#: Longest text of a decision that is read, characters.
LONGEST_TEXT = 4000
#: What can be changed while a run goes on: the model reads these anew when they are.
LEVERS = (
    *(f"council.{name}" for name in Council.model_fields),
    *(f"policy.{name}" for name in Policy.model_fields),
)
EXAMPLE = "QUARTER:KEY=VALUE or QUARTER:VERB:NAME, such as 2029Q1:policy.max_partner_share=0.2"
Lever = float | int | str


class DecisionError(ProblemsError):
    """Decisions that cannot be followed, with all that is wrong with them."""


class Kind(StrEnum):
    """What is decided; all but ``SET`` are the verb in the text."""

    SET = "set"
    REFUSE = "refuse"
    CALL = "call"
    SIGN = "sign"
    EXIT = "exit"
    EXPEL = "expel"
    INVITE = "invite"
    SEAT = "seat"


VERBS = tuple(kind.value for kind in Kind if kind is not Kind.SET)


@dataclass(frozen=True)
class Decision:
    """One decision; :func:`decision` reads it from its text.

    Attributes
    ----------
    quarter : str
        From when on, such as 2029Q1.
    kind : Kind
        What is decided.
    about : str
        Dotted path of a lever, TOPIC-PARTNER of a talk, or an agreement.
    value : float, int, str or None
        Of the lever; the moves at a talk; None for the other kinds.
    """

    quarter: str
    kind: Kind
    about: str
    value: Lever | None = None

    @property
    def text(self) -> str:
        """The decision as it is written; reads back to the same.

        Examples
        --------
        >>> decision("2029q1: policy.concession = 4").text
        '2029Q1:policy.concession=4.0'
        """
        if self.kind is Kind.SET:
            return f"{self.quarter}:{self.about}={self.value}"
        more = f":{self.value}" if self.kind is Kind.SEAT else ""
        return f"{self.quarter}:{self.kind}:{self.about}{more}"


def decision(text: str) -> Decision:
    """Return the decision that a text says.

    Whether the run has such a quarter and such a partner, :func:`model.scenario.plan.planned` says.

    Parameters
    ----------
    text : str
        As above.

    Raises
    ------
    DecisionError
        Where it is none: unknown verb or lever, or a value of a wrong kind.

    Examples
    --------
    >>> decision("2028Q1:refuse:nuclear-korea")
    Decision(quarter='2028Q1', kind=<Kind.REFUSE: 'refuse'>, about='nuclear-korea', value=None)
    """
    start, colon, rest = text.strip().partition(":")
    if not colon or len(text) > LONGEST_TEXT or not text.isprintable():
        raise DecisionError([Problem("decision", text[:80] or '""', ABSENT, EXAMPLE)])
    quarter = re.sub(r"[\s-]", "", start).upper()
    verb, more, about = (part.strip() for part in rest.partition(":"))
    if verb == Kind.SEAT and more:
        return _seat(text, quarter, about)
    if verb in VERBS and more:
        return Decision(quarter, Kind(verb), about)
    if more and "=" not in verb:
        hint = nearest(verb, VERBS)
        expected = f"KEY=VALUE or one of {', '.join(VERBS)}"
        raise DecisionError([Problem(told(text), "verb", verb, expected, hint)])
    return _set(text, quarter, rest)


def _seat(text: str, quarter: str, rest: str) -> Decision:
    about, _, moves = (part.strip() for part in rest.partition(":"))
    try:
        return Decision(quarter, Kind.SEAT, about, read_moves(moves).text)
    except ValueError as error:
        raise DecisionError([Problem(told(text), "moves", moves, str(error))]) from None


def _set(text: str, quarter: str, rest: str) -> Decision:
    key, equals, right = (part.strip() for part in rest.partition("="))
    spot = place(Scenario, key.split("."))
    if not equals or spot is None or key not in LEVERS:
        expected = f"KEY=VALUE with a lever: {', '.join(LEVERS)}"
        raise DecisionError([Problem(told(text), key, ABSENT, expected, _near(key))])
    try:
        value = literal(right, spot)
    except ValueError:
        raise DecisionError([Problem(told(text), key, right, spot.expected())]) from None
    real = spot.declaration is not None and spot.declaration.type is float
    if isinstance(value, int) and not isinstance(value, bool) and real:
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, float | int | str):
        raise DecisionError([Problem(told(text), key, value, spot.expected())])
    return Decision(quarter, Kind.SET, key, value)


def _near(key: str) -> str | None:
    guess = nearest_path(key, list(LEVERS))
    return guess if guess in LEVERS and guess != key else None


def told(text: str) -> str:
    """Return how a message names a decision.

    Examples
    --------
    >>> told("2028Q1:refuse:nuclear-korea")
    'decision 2028Q1:refuse:nuclear-korea'
    """
    return f"decision {text.strip()[:80]}"


def ordered(decisions: Iterable[Decision | str]) -> tuple[Decision, ...]:
    """Return decisions in their canonical order, each once: as given in another order they are one.

    Raises
    ------
    DecisionError
        Where texts are among them that cannot be read.

    Examples
    --------
    >>> [each.text for each in ordered(["2029Q1:sign:a-b", "2028Q2:exit:a-b", "2029Q1:sign:a-b"])]
    ['2028Q2:exit:a-b', '2029Q1:sign:a-b']
    """
    found: set[Decision] = set()
    problems: list[Problem] = []
    for each in decisions:
        try:
            found.add(decision(each) if isinstance(each, str) else each)
        except DecisionError as error:
            problems += error.problems
    if problems:
        raise DecisionError(problems)
    return tuple(sorted(found, key=lambda each: each.text))


def suffix(decisions: Iterable[Decision | str]) -> str:
    """Return what decisions add to the name of a run: nothing where there are none.

    Examples
    --------
    >>> suffix([]), suffix(["2028Q2:exit:a-b"])
    ('', '-d7022be4')
    """
    lines = [each.text for each in ordered(decisions)]
    return f"-d{hashlib.sha256(chr(10).join(lines).encode()).hexdigest()[:7]}" if lines else ""
