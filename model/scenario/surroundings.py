"""What surrounds agreements: public money, and what nobody at the table decides."""

from __future__ import annotations

from model.scenario.declare import Declared, quantity


class Finance(Declared):
    """Public money: pace of the fund, of debt, of distress."""

    fund_return: float = quantity("1/year", -0.1, 0.2, "uncertainty", "real return without skill")
    fund_skill: float = quantity(
        "1/year", 0, 0.1, "uncertainty", "return added by fully built fund institutions"
    )
    finance_skill: float = quantity(
        "1/year", 0, 0.1, "uncertainty", "bond rate saved by fully built financial institutions"
    )
    rationing_band: float = quantity(
        "share of GDP", 0.001, 1, "choice", "distance to the ceiling at which rationing begins"
    )
    fiscal_reaction: float = quantity(
        "1/year", 0, 1, "uncertainty", "rise of the primary balance per share of GDP of new debt"
    )
    debt_premium: float = quantity(
        "1/year per share", 0, 1, "uncertainty", "bond rate added per share of GDP of new debt"
    )
    research_public: float = quantity(
        "share", 0, 1, "uncertainty", "part of added R&D that the treasury pays"
    )
    capability_dividend: float = quantity(
        "1/year", 0, 0.1, "uncertainty", "GDP growth added when all needs are met at home"
    )
    bond_maturity_years: float = quantity(
        "years", 1, 60, "uncertainty", "mean time in which bonds are paid back and issued anew"
    )
    stress_service: float = quantity(
        "share of revenue", 0.001, 1, "uncertainty", "service of public debt above which loans slip"
    )
    stress_test: float = quantity(
        "share", 0, 0.9, "choice", "depreciation that debt service is tested against"
    )
    high_stress_cut: float = quantity(
        "share", 0, 1, "uncertainty", "lending withheld while debt service is above the limit"
    )
    distress_years: float = quantity(
        "years", 0, 20, "uncertainty", "how long nobody lends after a creditor was not served"
    )
    distress_rate: float = quantity(
        "1/year", 0, 10, "uncertainty", "hazard of distress at twice the stress service"
    )
    write_off: float = quantity("share", 0, 1, "uncertainty", "distress that ends in a write-off")
    deferral: float = quantity("share", 0, 1, "uncertainty", "distress that ends in a deferral")
    refinance: float = quantity("share", 0, 1, "uncertainty", "distress that ends in new terms")
    seizure: float = quantity("share", 0, 1, "uncertainty", "distress that ends in a seizure")
    write_off_cut: float = quantity(
        "share of principal", 0, 1, "uncertainty", "principal forgiven in a write-off"
    )
    deferral_years: float = quantity("years", 0, 20, "uncertainty", "length of a deferral")


class Shocks(Declared):
    """What nobody at the table decides."""

    commodity_spread: float = quantity(
        "log", 0, 2, "uncertainty", "yearly spread of the log commodity price"
    )
    commodity_memory: float = quantity(
        "1/quarter", 0, 1, "uncertainty", "part of a departure of price or exchange rate that lasts"
    )
    currency_spread: float = quantity(
        "log", 0, 2, "uncertainty", "yearly spread of the log exchange rate of its own"
    )
    currency_commodity: float = quantity(
        "elasticity", -1, 2, "uncertainty", "rise of the exchange rate with the commodity price"
    )
    crisis_rate: float = quantity("1/year", 0, 2, "uncertainty", "great-power crises begun a year")
    crisis_years: float = quantity("years", 0.25, 20, "uncertainty", "mean length of a crisis")
    crisis_cut: float = quantity(
        "share", 0, 1, "uncertainty", "upstream supply withheld by a side whose rival is favoured"
    )
    recession_years: float = quantity(
        "years", 0.25, 20, "uncertainty", "mean length of a recession"
    )
    recession_cut: float = quantity(
        "share", 0, 1, "uncertainty", "fall of finance, market and appetite in a recession"
    )
    turnover_years: float = quantity(
        "years", 0.25, 10, "uncertainty", "how long a change of government unsettles agreements"
    )
