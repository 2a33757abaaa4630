"""What outcomes of studies are called."""

from __future__ import annotations

from view.choice import baseline
from view.names import name_of
from view.stored import Stored
from view.words import words


def outcome_name(language: str, found: Stored, name: str) -> str:
    """Return the name of an outcome: its measure, of whom if not of the host, when, and how read.

    Examples
    --------
    >>> from view.stored import stored
    >>> outcome_name("es", stored("policy_front"), "met_early")
    'necesidades cubiertas, media de 2026-2032'
    >>> outcome_name("en", stored("independence_2035"), "independence_2035")
    'tasks learned of what it brought (Korea), 2035'
    """
    say, declared = words(language), found.study.outcomes[name]
    counted = say.get(f"fate.{declared.measure}", declared.measure)  # of talks, by how they ended
    measure = say.get(f"measure.{declared.measure}", counted)
    when = say(f"app.stored.read.{declared.read}", when=declared.when)
    if declared.of == "host":
        return f"{measure}, {when}"
    whose = name_of(baseline(found.study.scenarios[0]).scenario, declared.of, language)
    return f"{measure} ({whose}), {when}"
