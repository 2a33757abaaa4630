"""Where the money comes from and what it leaves behind: budget, investment, fund, debt."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from experiments.runner import Result
from view.figures.style import canvas, dress, in_order, name_of
from view.palette import HOST, MARK, UPSTREAM, colours


def money(run: Result) -> Figure:
    """Draw the Council's budget, partner investment, the fund and loans, and debt."""
    scenario, series = run.scenario, run.series
    years = series["year"].to_numpy()
    figure, (budget, invested, fund, debt) = canvas(
        "What the programme costs, brings and leaves behind", 6.2, columns=2, rows=2
    )
    budget.plot(years, series["council_budget_usd_m"] / 1000, color=HOST, linewidth=1.8)
    asked = scenario.policy.council_budget_usd_m / 1000
    budget.axhline(asked, color=MARK, linewidth=0.9)
    budget.annotate(
        f"asked for: {asked:g}", (years[-1], asked), xytext=(0, -9), textcoords="offset points",
        fontsize=8, color=MARK, ha="right",
    )  # fmt: skip
    budget.set_ylim(0, None)
    dress(budget, "USD bn a year", "Council's budget")

    order = in_order(scenario)
    shades = colours(order)
    table = run.partners.pivot(index="year", columns="partner", values="investing_usd_m")
    smooth = table.rolling(4, min_periods=1).mean() / 1000
    base = np.zeros(len(table))
    for name in order:
        top = base + smooth[name].to_numpy()
        invested.fill_between(
            years, base, top, color=shades[name], linewidth=0, label=name_of(scenario, name)
        )
        base = top
    dress(invested, "USD bn a year", "Partner investment, mean of four quarters")
    invested.set_ylim(0, 1.35 * float(base.max()) + 1e-6)
    invested.legend(fontsize=7.5, frameon=False, loc="upper left", ncols=2)

    fund.plot(years, series["fund_usd_m"] / 1000, color="#009E73", linewidth=1.8, label="fund")
    fund.plot(years, series["loans_usd_m"] / 1000, color="#D55E00", linewidth=1.8, label="loans")
    fund.set_ylim(0, None)
    fund.legend(fontsize=8, frameon=False, loc="upper left")
    dress(fund, "USD bn", "Sovereign fund, and loans from partner states")

    debt.plot(years, 100 * series["debt_share"], color=HOST, linewidth=1.8)
    ceiling = 100 * scenario.policy.debt_ceiling
    debt.axhline(ceiling, color=MARK, linewidth=0.9)
    debt.annotate(
        "ceiling: nothing more for the Council", (years[0], ceiling), xytext=(2, -10),
        textcoords="offset points", fontsize=8, color=MARK,
    )  # fmt: skip
    debt.plot(years, 100 * series["debt_service"], color=UPSTREAM, linewidth=1.5, linestyle="--")
    debt.annotate(
        "service, % of revenue", (years[-1], 100 * float(series["debt_service"].iloc[-1])),
        xytext=(0, 5), textcoords="offset points", fontsize=8, color=UPSTREAM, ha="right",
    )  # fmt: skip
    debt.set_ylim(0, None)
    dress(debt, "% of GDP", "Public debt")
    return figure
