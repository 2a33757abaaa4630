"""What somebody moved or decided, in words; the code of it stands in links and commands."""

from __future__ import annotations

from collections.abc import Iterator

from model.scenario.decisions import Kind, decision
from model.scenario.paths import place
from model.scenario.plan import talks
from model.scenario.tree import Scenario
from view.choice import Choice, Value, scenario_of
from view.findings import number
from view.names import agreement_of, name_of
from view.words import percent, words


def decision_text(scenario: Scenario, text: str, language: str = "") -> str:
    """Return a decision in words.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> decision_text(load("peru2040"), "2029Q1:policy.concession=4", "es")
    '2029Q1: Postura 4'
    >>> decision_text(load("peru2040"), "2028Q1:refuse:nuclear-korea", "en")
    '2028Q1: refuse what a talk came to (Nuclear power plants – Korea)'
    """
    say, told = words(language), decision(text)
    if told.kind is Kind.SET:
        assert told.value is not None
        return f"{told.quarter}: {setting_text(told.about, told.value, language)}"
    known = talks(scenario).get(told.about)
    names = [name_of(scenario, key, language) for key in known or ()]
    about = " – ".join(names) or agreement_of(scenario, told.about, language)
    return f"{told.quarter}: {say(f'app.forks.kind.{told.kind}')} ({about})"


def setting_text(path: str, value: Value, language: str = "") -> str:
    r"""Return a lever with its value.

    Examples
    --------
    >>> setting_text("policy.max_partner_share", 0.2, "es")
    'Tope a la parte de un socio 20\xa0%'
    >>> setting_text("policy.tactic", "mixed", "es")
    'Táctica de los negociadores la media de ambas'
    """
    name = words(language).get(f"app.lever.{path}.name", path)
    return f"{name} {lever_text(path, value, language)}"


def lever_text(path: str, value: Value, language: str = "") -> str:
    r"""Return the value of a lever in its unit.

    Examples
    --------
    >>> lever_text("policy.autonomy_price_usd_m", 7609.12, "es"), lever_text("policy.concession", 2)
    ('USD 7.6 mil millones', '2')
    """
    say, found = words(language), place(Scenario, path.split("."))
    if isinstance(value, bool):
        return say(f"app.switch.{value}")
    if isinstance(value, str):
        return say.get(f"app.tactic.{value}", value)
    unit = found.declaration.unit if found is not None and found.declaration is not None else ""
    if unit.startswith("share"):
        return percent(value, 2).replace(".00", "")
    return number(value, unit, language) if unit.startswith("USD m") else f"{value:.4g}"


def course_text(choice: Choice, language: str = "") -> Iterator[str]:
    """Yield what a choice moves and decides, one by one.

    Examples
    --------
    >>> choice = Choice(moved={"mechanisms.fund": False}, decisions=("2031Q2:expel:nuclear-uae",))
    >>> list(course_text(choice, "en"))[0]
    'Sovereign fund off'
    """
    scenario = scenario_of(choice)
    yield from (setting_text(*each, language) for each in sorted(choice.moved.items()))
    yield from (decision_text(scenario, each, language) for each in choice.decisions)
