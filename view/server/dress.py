"""What of Solara's page is changed before visitors see it."""

from __future__ import annotations

import json
import re
from html import escape
from typing import NamedTuple

#: Stands in the prepared page where each answer writes its own word.
NONCE_HERE, LANGUAGE_HERE = "%nonce%", "%language%"
LANGUAGES = ("en", "es")


class Change(NamedTuple):
    """One passage of Solara's page, as a regular expression, and what stands there instead."""

    was: str
    becomes: str


CHANGES = (
    # Read out in the right language.
    Change(r"<html>", f'<html lang="{LANGUAGE_HERE}">'),
    # Whoever needs larger letters may zoom.
    Change(r",\s*maximum-scale=1, user-scalable=no, minimal-ui", ""),
    # Solara's own icon; the one in assets/ is a drawing.
    Change(r'<link rel="icon" type="image/png"[^>]*>', ""),
    # What Python prints is for the log, not for visitors.
    Change(r"var debug = true;", "var debug = false;"),
    Change(
        r"<body[^>]*>",
        r"\g<0><noscript>Convenio draws with JavaScript. Without: python run.py once</noscript>",
    ),
    Change(r"<script(?=[\s>])", f'<script nonce="{NONCE_HERE}"'),
)


def prepared(html: str) -> str:
    """Return Solara's page with all changes made.

    Raises
    ------
    ValueError
        Where a passage is not there: another version of Solara, to be looked at by a person.
    """
    for change in CHANGES:
        html, made = re.subn(change.was, change.becomes, html)
        if not made:
            raise ValueError(f"Solara's page has no {change.was!r}: view.server.dress must follow")
    return html.replace("</head>", f"{_early(html)}</head>", 1)


def _early(html: str) -> str:
    """Return links to what draws widgets, which the page would ask for one after the other, late.

    Raises
    ------
    ValueError
        Where the page does not say what it will ask for.
    """
    base = re.search(r"baseUrl: '([^']*)'", html)
    versions = re.search(r"nbextensionHashes = (\{.*?\});", html)
    if base is None or versions is None:
        raise ValueError("Solara's page does not say where widgets are: view.server.dress")
    paths = [
        f"{base[1]}/nbextensions/{name.partition('/')[0]}/nodeps.js?{version}"
        for name, version in json.loads(versions[1]).items()
    ]
    return "".join(f'<link rel="preload" as="script" href="{escape(path)}">' for path in paths)


def dressed(html: str, nonce: str, language: str) -> str:
    """Return a prepared page for one answer.

    Examples
    --------
    >>> dressed('<html lang="%language%"><script nonce="%nonce%">', "abc", "es")
    '<html lang="es"><script nonce="abc">'
    """
    return html.replace(NONCE_HERE, nonce).replace(LANGUAGE_HERE, language)


def language_of(chosen: str | None, accepted: str) -> str:
    """Return the language of a visitor: as chosen in the link, or the browser's.

    Parameters
    ----------
    chosen : str or None
        What the link says.
    accepted : str
        The header Accept-Language.

    Examples
    --------
    >>> language_of(None, "fr-CA,es-PE;q=0.8,en;q=0.5"), language_of("en", "es")
    ('es', 'en')
    """
    if chosen in LANGUAGES:
        return chosen
    for part in accepted.split(","):
        word = part.strip()[:2].lower()
        if word in LANGUAGES:
            return word
    return LANGUAGES[0]
