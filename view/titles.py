"""Titles and claims of the shipped scenarios, which their files state in English.

Whoever changes one in a file of their own has it shown as it stands there.
"""

from __future__ import annotations

from model.scenario.tree import Scenario
from view.words import words


def title_of(scenario: Scenario, language: str = "") -> str:
    """Return the title of a scenario.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> title_of(load("classroom"), "es")
    'Arenia y dos socios: un ejemplo para enseñar'
    """
    return _said("title", scenario.name, scenario.title, language)


def claim_of(milestone: str, name: str, language: str) -> str:
    """Return the name of a claim, by its key and as its file has it.

    Examples
    --------
    >>> claim_of("autonomy_2040", "Strategic autonomy", "es")
    'Autonomía estratégica'
    >>> claim_of("autonomy_2040", "A claim of my own", "es")
    'A claim of my own'
    """
    return _said("claim", milestone, name, language)


def _said(table: str, key: str, stands: str, language: str) -> str:
    """Return a text in a language where its file still says what the English text does."""
    known = words("en").get(f"{table}.{key}", "") == stands
    return words(language).get(f"{table}.{key}", stands) if known else stands
