"""Why a measure changed, in sentences and rows; the words stand in ``view/text``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from model.attribution import BY, Reasons
from model.metrics.declared import INDICATORS
from model.scenario.tree import Scenario
from view.findings import Row, number
from view.names import agreement_of, name_of
from view.words import percent, words

#: Parts that a sentence names, and that a table shows.
NAMED, SHOWN = 3, 10
#: A share of a change means nothing where parts cancel: no shares where one is larger than this.
SENSIBLE = 2.0
#: What sums are off by for rounding alone.
TINY = 1e-7


def unit_of(found: Reasons) -> str:
    """Return the unit of what was asked about."""
    return next(each.unit for (_, name), each in INDICATORS.items() if name == found.measure)


def level(value: float, unit: str, language: str) -> str:
    r"""Return a level: shares in per cent, all else as numbers are written.

    Examples
    --------
    >>> level(0.5394, "share", "en")
    '53.9\xa0%'
    """
    return percent(value, 1) if unit.startswith("share") else number(value, unit, language)


def change(value: float, unit: str, language: str) -> str:
    """Return a change with its sign: shares in percentage points.

    Examples
    --------
    >>> change(-0.0123, "share", "en"), change(1500.0, "USD m", "en")
    ('-1.23 points', '+USD 1.5 bn')
    """
    if unit.startswith("share"):
        points = 100.0 * value
        text = f"{points:+.2f}" if abs(points) >= 0.01 else _first_digits(points, 1, "-+")
        return words(language)("why.small", value=text)
    return ("+" if value >= 0.0 else "-") + fine(abs(value), unit, language)


def fine(value: float, unit: str, language: str, digits: int = 2) -> str:
    """Return a small amount by its first digits, where the usual way of writing would say 0.

    Examples
    --------
    >>> fine(0.00123, "index", "en"), fine(0.04, "USD m", "en"), fine(1500.0, "USD m", "en")
    ('0.0012', 'USD 0.04 m', 'USD 1.5 bn')
    >>> fine(0.0, "index", "en"), fine(1e-9, "persons", "en")
    ('0', '0')
    """
    if value >= (10.0 if unit.startswith("USD m") else 1.0):
        return number(value, unit, language)
    text = _first_digits(value, digits)
    if unit.startswith("USD m"):
        return words(language)("why.million", value=text)
    return text


def _first_digits(value: float, digits: int, signs: str = "-") -> str:
    """Return a number by its first digits, never in powers of ten."""
    if abs(value) < TINY:
        return "0"
    plus = value > 0.0 and "+" in signs
    text = np.format_float_positional(value, precision=digits, fractional=False, trim="-")
    return f"+{text}" if plus else text


def precision(error: float, unit: str, language: str) -> str:
    """Return a standard error in the words of the changes it belongs to, of one digit.

    Examples
    --------
    >>> precision(0.00004, "share", "en"), precision(1500.0, "USD m", "es")
    ('0.004 points', 'USD 1.5 mil millones')
    """
    if unit.startswith("share"):
        return words(language)("why.small", value=_first_digits(100.0 * error, 1))
    return fine(error, unit, language, 1)


def named(scenario: Scenario, key: str, name: str, language: str) -> str:
    """Return what a part belongs to, as people call it."""
    say = words(language)
    if key == "cause":
        return say(f"cause.{name}")
    if not name:
        return say("why.none" if key == "agreement" else f"why.none_{key}")
    return agreement_of(scenario, name_of(scenario, name, language), language)


def of_whom(scenario: Scenario, found: Reasons, language: str) -> str:
    """Return the words for whose measure it is; none for the host's."""
    if not found.of:
        return ""
    link = {"dependence": "why.on", "loans_usd_m": "why.to"}.get(found.measure, "why.of")
    return words(language)(link, name=named(scenario, "partner", found.of, language))


def gaps(scenario: Scenario, found: Reasons, language: str) -> dict[str, str]:
    """Return what the texts about a change are filled in with."""
    unit, say = unit_of(found), words(language)
    own = say(f"measure.{found.measure}")
    return {
        "start": words(language)("why.start") if found.start == "start" else found.start,
        "end": found.end,
        "measure": say.get(f"measure_of.{found.measure}", own) if found.of else own,
        "of": of_whom(scenario, found, language),
        "before": level(found.before, unit, language),
        "after": level(found.after, unit, language),
        "change": change(found.change, unit, language),
    }


def sentences(scenario: Scenario, found: Reasons, language: str = "en") -> Iterator[str]:
    """Yield why a measure changed: the change, the largest parts by every key, the rule."""
    say, unit = words(language), unit_of(found)
    yield say("why.change", **gaps(scenario, found, language))
    if not found.parts:
        yield say("why.unmoved")
        return
    for key in BY:
        sums = found.by(key)
        if set(sums.index) == {""}:
            continue
        parts = [
            f"{named(scenario, key, str(name), language)} {change(amount, unit, language)}"
            for name, amount in sums.iloc[:NAMED].items()
        ]
        yield say("why.most", key=say(f"why.{key}"), parts=", ".join(parts))
    error = max(part.error for part in found.parts)
    yield say(f"why.{found.rule}", orders=found.orders, error=precision(error, unit, language))


def rows(
    scenario: Scenario, found: Reasons, key: str, language: str = "en", most: int = SHOWN
) -> list[tuple[str, float]]:
    """Return the parts by one key, largest first, the small ones together in a last row."""
    sums = found.by(key)
    shown = [
        (named(scenario, key, str(name), language), float(amount))
        for name, amount in sums.iloc[:most].items()
    ]
    if len(sums) > most:
        rest = words(language)("why.others", count=len(sums) - most)
        shown.append((rest, float(sums.iloc[most:].sum())))
    return shown


def table(scenario: Scenario, found: Reasons, key: str, language: str = "en") -> list[Row]:
    """Return the same as texts: what, part of the change, share of it."""
    unit, shown = unit_of(found), rows(scenario, found, key, language)
    told = sensible(found.change, [amount for _, amount in shown])
    return [
        (
            name,
            change(amount, unit, language),
            percent(amount / found.change) if told else "",
        )
        for name, amount in shown
    ]


def sensible(whole: float, amounts: Sequence[float]) -> bool:
    """Tell whether shares of a change say anything: not where large parts cancel.

    Examples
    --------
    >>> sensible(2.0, [3.0, -1.0]), sensible(0.1, [3.0, -2.9]), sensible(0.0, [])
    (True, False, False)
    """
    largest = max((abs(amount) for amount in amounts), default=0.0)
    return abs(whole) > TINY and largest <= SENSIBLE * abs(whole)
