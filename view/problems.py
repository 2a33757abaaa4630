"""What is wrong with a link, a decision or a file, in the visitor's language.

A model's problems say in English what was expected; here they are taken apart and put together
again. A sentence that is not known stays as it is, in quotes.
"""

from __future__ import annotations

from dataclasses import replace

from model.scenario.problems import (
    ABSENT,
    COMMAND_LINE,
    MOST_LINES,
    Problem,
    ProblemsError,
    shortened,
)
from model.scenario.vary import VARIED
from view.recognised import recognised
from view.words import Words, words


def problem_text(problem: Problem, language: str = "") -> str:
    """Return one problem in a line.

    Examples
    --------
    >>> wrong = Problem("varied", "policy.fund_saving", 9, "a number from 0 to 1 (share)", "share")
    >>> problem_text(wrong, "es")
    'policy.fund_saving = 9: se esperaba un número de 0 a 1 (parte); ¿quiso decir share?'
    >>> problem_text(Problem("f", "", ABSENT, "luck"), "es")
    'f: se esperaba «luck»'
    """
    say = words(language)
    if problem.file == VARIED:  # no file: a link, or a program
        problem = replace(problem, file="")
    if say is words("en"):
        return str(problem)
    file = say("problem.typed") if problem.file == COMMAND_LINE else problem.file
    line = say(
        "problem.line",
        where=": ".join(part for part in (file, problem.key) if part),
        given="" if problem.value is ABSENT else f" = {shortened(problem.value)}",
        expected=expected(problem.expected, say),
        guess=say("problem.guess", hint=problem.hint) if problem.hint else "",
    )
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in line)


def problem_texts(error: ProblemsError, language: str = "") -> tuple[str, ...]:
    """Return all problems of an error, a line each, as many as are worth reading."""
    lines = [problem_text(each, language) for each in error.problems[:MOST_LINES]]
    more = len(error.problems) - MOST_LINES
    return (*lines, *((words(language)("problem.more", count=more),) if more > 0 else ()))


def error_text(error: BaseException, language: str = "") -> str:
    """Return what is wrong, whatever the error.

    Examples
    --------
    >>> error_text(ValueError("no such year"), "en"), error_text(ValueError("no such year"), "es")
    ('no such year', '«no such year»')
    """
    if isinstance(error, ProblemsError):
        return "\n".join(problem_texts(error, language))
    return trouble_text(str(error), language)


def trouble_text(stands: str, language: str = "") -> str:
    """Return what is wrong with storage, an engine or an analysis, where the sentence is known.

    Examples
    --------
    >>> trouble_text("the Dask scheduler is lost", "es")
    'se perdió el planificador de Dask'
    """
    say = words(language)
    if say is words("en"):
        return stands
    return recognised(stands, "trouble", say) or say("problem.unknown", expected=stands)


def expected(stands: str, say: Words) -> str:
    """Return what was expected, where the sentence is known."""
    return recognised(stands, "problem.expected", say) or say("problem.unknown", expected=stands)


def first_of(error: ProblemsError, language: str) -> str:
    """Return the first problem of an error, where there is room for one."""
    return problem_text(error.problems[0], language)
