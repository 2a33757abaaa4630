"""The option `--lang` of commands that tell what they do as they go."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from view.choice import LANGUAGES
from view.words import speaking, spoken

USUAL = "en"


def in_language(command: Callable[..., None]) -> Callable[..., None]:
    """Add the option, and speak its language while the command is at work.

    Stands below all other options, next to the function: whatever that calls finds its texts by
    :func:`view.words.words` without being told the language.
    """

    @click.option(
        "--lang",
        default=USUAL,
        show_default=True,
        type=click.Choice(LANGUAGES),
        help="Language of what is told, of figures and report; data have one form.",
    )
    @wraps(command)
    def called(*args: Any, lang: str, **options: Any) -> None:
        with speaking(lang):
            command(*args, **options)

    return called


def as_asked() -> tuple[str, ...]:
    """Return the words by which a command that is told for another time keeps the language.

    Examples
    --------
    >>> as_asked()
    ()
    >>> with speaking("es"):
    ...     as_asked()
    ('--lang', 'es')
    """
    return () if spoken() == USUAL else ("--lang", spoken())
