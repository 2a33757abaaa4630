"""Technologies: what the economy wants, what it takes to build, how know-how grows."""

from __future__ import annotations

from typing import Literal

from model.scenario.declare import Declared, quantity, table_of

Channel = Literal["absorption", "entry", "fund_return", "finance", "innovation"]


class TechnologyClass(Declared):
    """A class of technologies that are built and learned alike."""

    key: int = quantity("number", 0, 999, "fact", "identity, stable under renaming")
    name: str
    learning_rate: float = quantity("1/year", 0, 2, "uncertainty", "logistic rate of absorption k")
    observed_research: float = quantity(
        "share of GDP",
        0,
        0.2,
        "uncertainty",
        "R&D of the hosts whose rate was observed; 0: no host, the rate of one that lacks nothing",
    )
    ceiling: float = quantity("share", 0, 1, "uncertainty", "largest know-how that can be absorbed")
    seeding: float = quantity(
        "1/year", 0, 1, "uncertainty", "first know-how from a full transfer, before any is there"
    )
    steady_forgetting: float = quantity(
        "1/year", 0, 1, "uncertainty", "know-how lost a year while plants run without transfer"
    )
    idle_forgetting: float = quantity("1/year", 0, 1, "uncertainty", "lost a year when stopped")
    overrun: float = quantity(
        "share of lead time", 0, 5, "uncertainty", "median time overrun of a project"
    )
    overrun_spread: float = quantity("log", 0, 3, "uncertainty", "spread of the log overrun")
    cost_overrun: float = quantity(
        "share of contract value", 0, 5, "uncertainty", "mean cost overrun of a project"
    )
    stages: int = quantity("stages", 1, 12, "choice", "parts in which capacity comes into use")
    mobility: float = quantity(
        "share", 0, 1, "uncertainty", "output that stops when its foreign owner leaves"
    )
    progress: float = quantity(
        "share", 0, 1, "uncertainty", "fall of contract cost per doubling of what was built"
    )


class Technology(Declared):
    """A service that the economy needs and the plants that provide it."""

    key: int = quantity("number", 0, 999, "fact", "identity, stable under renaming")
    name: str
    kind: str
    criticality: float = quantity("weight", 0, 1, "uncertainty", "strategic weight before scaling")
    need_usd_m: float = quantity(
        "USD m a year", 0.01, 1e7, "uncertainty", "worth of the whole need at the start"
    )
    need_growth: float = quantity("1/year", -0.2, 0.3, "uncertainty", "growth of the need")
    capital_intensity: float = quantity(
        "USD per USD a year", 0.01, 100, "uncertainty", "contract value per yearly output"
    )
    jobs: float = quantity(
        "jobs per USD m a year", 0, 200, "uncertainty", "jobs per yearly output in operation"
    )
    lead_time_years: float = quantity(
        "years", 0.25, 25, "uncertainty", "planned time from signature to full use"
    )
    know_how: float = quantity("share", 0, 1, "uncertainty", "know-how at home at the start")
    domestic: float = quantity(
        "share of need", 0, 1, "uncertainty", "need met by the host's own plants at the start"
    )
    imports: dict[str, float] = table_of(
        "share of need", 0, 1, "uncertainty", "need that finished imports can meet, by origin"
    )
    sites: dict[str, float] = table_of(
        "share of jobs",
        0,
        1,
        "uncertainty",
        "regions where the jobs are; the rest where people live",
        may_lack=True,
    )
    requires: dict[str, float] = table_of(
        "share of output", 0, 1, "uncertainty", "output lost when the input is wholly missing"
    )
    market_depth: float = quantity(
        "share", 0, 1, "uncertainty", "how much of the market can be re-sourced"
    )
    export_potential: float = quantity(
        "share of need", 0, 20, "uncertainty", "exports at full know-how and full access"
    )
    channels: dict[Channel, float] = table_of(
        "weight", 0, 5, "uncertainty", "weight with which it lifts an institution of the economy"
    )
