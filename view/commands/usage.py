"""What is wrong with the words of a command, in the language that they ask for."""

from __future__ import annotations

from collections.abc import Sequence

import click

from view.choice import LANGUAGES
from view.recognised import recognised
from view.words import words


def asked(given: Sequence[str]) -> str:
    """Return the language that the words of a command ask for; empty where they ask for none.

    Examples
    --------
    >>> asked(["sweep", "--lang", "es", "x"]), asked(["sweep", "--lang=es"]), asked(["--lang", "q"])
    ('es', 'es', '')
    """
    for place, word in enumerate(given):
        name, equals, value = word.partition("=")
        if name == "--lang":
            value = value if equals else next(iter(given[place + 1 :]), "")
            return value if value in LANGUAGES else ""
    return ""


def usage_text(error: click.UsageError, language: str) -> str:
    """Return an error of Click as it shows it, in a language."""
    say, told = words(language), error.format_message()
    lines = [say("usage.error", message=recognised(told, "usage.said", say) or told)]
    if error.ctx is not None:
        command = error.ctx.command_path
        lines = [
            say("usage.usage", pieces=" ".join(error.ctx.command.collect_usage_pieces(error.ctx)),
                command=command),
            say("usage.try", command=command), "", *lines,
        ]  # fmt: skip
    return "\n".join(lines)
