"""The pages that are written to files: one head and style, bodies in ``view/templates``."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

TEMPLATES = Path(__file__).resolve().parent / "templates"


def template(name: str) -> Template:
    """Return a template: what is filled in is escaped, and a gap left open is an error.

    Examples
    --------
    >>> template("study.html").name
    'study.html'
    """
    return Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    ).get_template(name)
