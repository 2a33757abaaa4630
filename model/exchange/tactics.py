"""How a side bargains, in the words of a command line and of a file."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Any

from model.exchange.faults import Faults
from model.negotiation.codes import Acceptance, Belief, Offer, Style, Tactic
from model.scenario.problems import nearest

# The parameter where none is said, as in the works that codes.py names.
DEFAULTS = {
    "boulware": 3.0,  # assumption: concedes an eighth of its range by half-time
    "conceder": 0.5,  # assumption: concedes seven tenths by half-time
    "linear": 1.0,
    "time": 1.0,
    "relative": 1.0,
    "absolute": 1.0,
    "averaged": 1.0,
    "micro": 0.0,  # the next outcome in its own order
    "hardliner": 0.0,
    "random": 0.0,
    "stationary": 0.5,  # assumption: half of its range
    "mixed": 1.0,
    "resource": 10.0,  # assumption: asks for two thirds of its range after ten offers in one talk
    "resource_mixed": 10.0,
}
KINDS = {"boulware": Tactic.TIME, "conceder": Tactic.TIME, "linear": Tactic.TIME}
ALIASES = {"tit_for_tat": "relative"}
WITHOUT = ("linear", "hardliner", "random")
ENUMS: dict[str, type[IntEnum]] = {
    "tactic": Tactic,
    "acceptance": Acceptance,
    "offer": Offer,
    "belief": Belief,
}
NUMBERS = ("parameter", "mix", "acceptance_parameter")


def style_of(text: str) -> Style:
    """Return the style that ``NAME[:PARAMETER[:MIX]]`` means.

    Parameters
    ----------
    text : str
        boulware:C (C above 1), conceder:C (below 1), linear, time:C, relative:N or tit_for_tat:N,
        absolute:N, averaged:N, micro:STEP, hardliner, random, stationary:U, mixed:C:SHARE,
        resource:MU, resource_mixed:MU:SHARE, where C is c of the clock's t^c, N counts offers, STEP
        and U are utilities, MU is patience in offers and SHARE is that of tit for tat.

    Raises
    ------
    ValueError
        Where there is no such tactic or its parameter lies outside its bounds.

    Examples
    --------
    >>> style_of("boulware:4").parameter, style_of("tit-for-tat").tactic.name
    (4.0, 'RELATIVE')
    """
    name, *numbers = text.strip().lower().replace("-", "_").split(":")
    name = ALIASES.get(name, name)
    if name not in DEFAULTS:
        known = [*DEFAULTS, *ALIASES]
        near = nearest(name[:60], known)
        hint = f"; did you mean {near}?" if near else ""
        raise ValueError(f"tactic {text[:60]!r}: expected one of {', '.join(known)}{hint}")
    mixed = name in ("mixed", "resource_mixed")
    most = 0 if name in WITHOUT else 2 if mixed else 1
    if len(numbers) > most:
        raise ValueError(f"tactic {text[:60]!r}: expected at most {most} numbers after the name")
    faults = Faults(f"tactic {text[:60]!r}")
    read = [faults.number("number", each) for each in numbers]
    faults.end()
    parameter = read[0] if read else DEFAULTS[name]
    if (name == "boulware" and parameter <= 1.0) or (name == "conceder" and parameter >= 1.0):
        side = "above" if name == "boulware" else "below"
        raise ValueError(f"tactic {text[:60]!r}: expected a number {side} 1")
    mix = read[1] if len(read) == 2 else 0.5 if mixed else 0.0
    try:
        return Style(KINDS.get(name, getattr(Tactic, name.upper(), Tactic.TIME)), parameter, mix)
    except ValueError as error:
        raise ValueError(f"tactic {text[:60]!r}: {error}") from None


def style_table(style: Style) -> dict[str, str | float]:
    """Return a style as a file states it, by names.

    Examples
    --------
    >>> style_table(Style())["tactic"]
    'time'
    """
    table: dict[str, str | float] = {}
    for name in ENUMS:
        table[name] = getattr(style, name).name.lower()
    for name in NUMBERS:
        table[name] = float(getattr(style, name))
    return table


def read_style(faults: Faults, key: str, given: object) -> Style:
    """Return the style that a file states, as a text or a table; the faults join the others."""
    try:
        if isinstance(given, str):
            return style_of(given)
        if isinstance(given, dict):
            known = [*ENUMS, *NUMBERS]
            for name in given:
                if name not in known:
                    faults.note(key, name, "a key of a style", known)
            return Style(**_fields(faults, key, given))
        faults.note(key, given, "a tactic such as boulware:3, or a table")
    except ValueError as error:
        what, _, wanted = str(error).partition(": expected ")  # what stands there is told by note
        bounded = "" if what.startswith("tactic ") else f"{what.split(' is ')[0]} from "
        faults.note(key, given, bounded + wanted)
    return Style()


def _fields(faults: Faults, key: str, given: Mapping[str, object]) -> dict[str, Any]:
    """Return what a table states of a style."""
    fields: dict[str, Any] = {}
    for name, kind in ENUMS.items():
        words = {
            each.name.lower(): each for each in kind if each != Tactic.SCRIPTED or name != "tactic"
        }
        word = given.get(name)
        if name not in given:
            continue
        if isinstance(word, str) and word in words:
            fields[name] = words[word]
        else:
            faults.note(f"{key}: {name}", word, f"one of {', '.join(words)}", words)
    for name in NUMBERS:
        if name in given:
            read = faults.number(f"{key}: {name}", given[name])
            if read == read:
                fields[name] = read
    return fields
