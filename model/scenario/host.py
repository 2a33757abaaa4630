"""Who negotiates for the host: its economy, its public accounts, its people, its stakeholders."""

from __future__ import annotations

from model.scenario.declare import Declared, quantity, table_of


class Host(Declared):
    """The state that seeks technology: size, money, people at the start of the run."""

    name: str
    gdp_usd_m: float = quantity("USD m a year", 1, 1e9, "fact", "gross domestic product")
    gdp_growth: float = quantity(
        "1/year", -0.1, 0.15, "uncertainty", "real growth without any partnership"
    )
    tax_share: float = quantity("share of GDP", 0, 1, "fact", "government revenue")
    primary_balance: float = quantity(
        "share of GDP", -0.1, 0.1, "uncertainty", "primary balance without any partnership"
    )
    debt_share: float = quantity("share of GDP", 0, 3, "fact", "public debt at the start")
    bond_rate: float = quantity("1/year", 0, 0.3, "uncertainty", "real interest on public bonds")
    fund_usd_m: float = quantity("USD m", 0, 1e7, "fact", "sovereign fund at the start")
    mining_revenue_share: float = quantity(
        "share of GDP", 0, 1, "fact", "government revenue from mining"
    )
    exports_usd_m: float = quantity("USD m a year", 0, 1e8, "fact", "exports of goods")
    research_share: float = quantity("share of GDP", 0, 0.1, "fact", "R&D spending at the start")
    graduates: float = quantity(
        "persons a year", 0, 1e7, "uncertainty", "engineering graduates a year"
    )
    engineers: float = quantity(
        "persons", 0, 1e8, "uncertainty", "engineers free for technology projects at the start"
    )
    election_years: tuple[int, ...] = table_of(
        "year", 1900, 2200, "fact", "years in which a new term begins"
    )
    election_quarter: int = quantity("quarter", 1, 4, "fact", "quarter in which a new term begins")
    regions: dict[str, float] = table_of(
        "share of people",
        0,
        1,
        "fact",
        "where people live; without it regions do not matter",
        may_lack=True,
    )


class Stakeholder(Declared):
    """A group at home that looks at a signed text and supports it or not."""

    key: int = quantity("number", 0, 999, "fact", "identity, stable under renaming")
    name: str
    weight: float = quantity("share", 0, 1, "uncertainty", "weight in ratification")
    approval: float = quantity("share", 0, 1, "uncertainty", "approval before any agreement")
    veto_below: float = quantity(
        "share", 0, 1, "uncertainty", "approval below which the group blocks a text (0: never)"
    )
    jobs: float = quantity("approval", -2, 2, "uncertainty", "stake in jobs, regions, suppliers")
    knowledge: float = quantity("approval", -2, 2, "uncertainty", "stake in transfer and research")
    cost: float = quantity("approval", -2, 2, "uncertainty", "stake in public money committed")
    autonomy: float = quantity("approval", -2, 2, "uncertainty", "stake in control kept at home")
