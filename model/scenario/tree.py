"""The whole scenario: one frozen tree of everything that a run depends on, but its seed."""

from __future__ import annotations

from typing import Literal

from model.scenario.bargaining import Bargaining
from model.scenario.declare import Declared, quantity
from model.scenario.host import Host, Stakeholder
from model.scenario.mechanisms import Clock, Mechanisms
from model.scenario.partner import Firms, Partner, UpstreamInput, UpstreamState
from model.scenario.policy import Council, Policy
from model.scenario.processes import (
    Absorption,
    Delivery,
    Exports,
    Measures,
    People,
    Politics,
)
from model.scenario.surroundings import Finance, Shocks
from model.scenario.technology import Technology, TechnologyClass
from model.scenario.terms import Terms


class Milestone(Declared):
    """A claim with a date that a run can meet or miss."""

    name: str
    measure: str
    of: str
    at_least: float = quantity("of the measure", -1e9, 1e9, "fact", "value claimed")
    by_year: int = quantity("year", 1900, 2300, "fact", "year by whose end it is claimed")
    read: Literal["level", "mean", "total"]


class Scenario(Declared):
    """Everything that a run depends on, but its seed."""

    name: str
    title: str
    clock: Clock
    host: Host
    stakeholders: dict[str, Stakeholder]
    partners: dict[str, Partner]
    upstream: dict[str, UpstreamState]
    inputs: dict[str, UpstreamInput]
    classes: dict[str, TechnologyClass]
    technologies: dict[str, Technology]
    firms: Firms
    terms: Terms
    council: Council
    policy: Policy
    bargaining: Bargaining
    absorption: Absorption
    delivery: Delivery
    people: People
    politics: Politics
    finance: Finance
    shocks: Shocks
    exports: Exports
    measures: Measures
    mechanisms: Mechanisms
    milestones: dict[str, Milestone]
