"""What states, technologies, their classes, inputs and groups are called in a language.

A scenario gives one name to each. Names of the shipped scenarios are translated by the name itself,
so that one that somebody has changed, or made up, stays as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from model.scenario.tree import Scenario
from view.words import words

#: Id of a firm: its state when it began, and a number.
FIRM = re.compile(r"(\w+)-(\d+)")
#: Label of an agreement: what about, with whom, in which year; a number that tells it from others.
LABEL = re.compile(r"(\w+)-(\w+)-(\d{4}(?:-\d+)?)")


def called(name: str, language: str = "") -> str:
    """Return a name in a language, by default that which is spoken; as it is where none is known.

    Examples
    --------
    >>> called("Korea", "es"), called("Borland", "es")
    ('Corea', 'Borland')
    """
    return words(language).get(f"name.{name}", name)


def world_of(place: Iterable[object], language: str = "") -> str:
    """Return what a world of a study is called: its scenario and its policy.

    Examples
    --------
    >>> world_of(("peru2040", "turnkey"), "es")
    'peru2040 × llave en mano'
    """
    return " × ".join(called(str(each), language) for each in place)


def side_of(name: str, number: int) -> str:
    """Return what to call a party of a bargain: by its number, from 1, where it has no name.

    Examples
    --------
    >>> from view.words import speaking
    >>> with speaking("es"):
    ...     side_of("", 1), side_of("Ana", 2)
    ('lado 1', 'Ana')
    """
    return name or words()("figure.talk.side", number=number)


def name_of(scenario: Scenario, key: str, language: str = "") -> str:
    """Return the name of a state, technology, class, input, group or firm by its id; else the id.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> name_of(load("peru2040"), "nuclear", "es"), name_of(load("peru2040"), "host", "es")
    ('Centrales nucleares', 'Perú')
    >>> name_of(load("peru2040"), "korea-3", "es"), name_of(load("peru2040"), "host-43")
    ('Corea 3', 'Peru 43')
    """
    if key == "host":
        return called(scenario.host.name, language)
    if key == "envelope":
        return words(language)("party.envelope")
    places: tuple[Any, ...] = (
        scenario.partners,
        scenario.upstream,
        scenario.technologies,
        scenario.inputs,
        scenario.stakeholders,
        scenario.classes,
    )
    found = next((called(str(place[key].name), language) for place in places if key in place), key)
    firm = FIRM.fullmatch(key) if found == key else None
    if firm is None or firm[1] not in ("host", *scenario.partners):
        return found
    return f"{name_of(scenario, firm[1], language)} {firm[2]}"


def agreement_of(scenario: Scenario, label: str, language: str = "") -> str:
    """Return what an agreement is called by its label, with or without its number; else the label.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> agreement_of(load("peru2040"), "nuclear-uae-2029-31", "es")
    'Centrales nucleares – Emiratos Árabes Unidos 2029 (n.º 31)'
    >>> agreement_of(load("peru2040"), "a-label-2029", "es")
    'a-label-2029'
    """
    found = LABEL.fullmatch(label)
    if found is None or found[2] not in scenario.partners:
        return label
    topic, partner = (name_of(scenario, key, language) for key in found.groups()[:2])
    year, _, number = found[3].partition("-")
    # Not as it stands in the label, where it reads like a span of years.
    told = words(language)("party.numbered", year=year, number=number) if number else year
    return f"{topic} – {partner} {told}"
