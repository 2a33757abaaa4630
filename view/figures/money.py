"""Money: the Council's budget, the sovereign fund, public debt, what is owed to partners."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.fates import in_key_order
from experiments.runner import Result
from experiments.summary import bands
from view.figures.frame import (
    SMALL,
    Results,
    at_end,
    heading,
    inside,
    percent,
    plain,
    sheet,
    years,
)
from view.names import called, name_of
from view.palette import INK, MUTED, WARNING, looks, tint
from view.words import words

BN = 1e-3  # of USD m


def money_figure(results: Results, other: Results = ()) -> Figure:
    """Return four panels: Council budget, fund, public debt, and loans by partner.

    Parameters
    ----------
    results : sequence of Result
        Runs of one scenario; with several seeds medians and bands are drawn.
    other : sequence of Result
        Runs of a second policy, drawn dashed (all but the loans).
    """
    say, policy = words(), results[0].scenario.policy
    says = say("figure.money.says")
    if other:
        names = (called(results[0].scenario.name), called(other[0].scenario.name))
        says += " " + say("figure.autonomy.says_two", base=names[0], other=names[1])
    figure = sheet(say("figure.money.title"), says, 6.4, results)
    left, bottom, width, height = inside(figure, 0.7, 1.15, top=1.1, bottom=0.65)
    wide, tall = 0.385 * width, 0.38 * height
    right = left + width - wide
    top = bottom + height - tall
    budget = figure.add_axes((left, top, wide, tall))
    fund = figure.add_axes((right, top, wide, tall))
    debt = figure.add_axes((left, bottom, wide, tall))
    loans = figure.add_axes((right, bottom, wide, tall))
    for axes, key in ((budget, "budget"), (fund, "fund"), (debt, "debt"), (loans, "loans")):
        heading(axes, say(f"figure.money.{key}"))
        plain(
            axes,
            say("figure.money.unit_gdp" if axes is debt else "figure.money.unit"),
            axes is debt,
        )
        years(axes, results, label=axes in (debt, loans))
    _series(budget, results, other, "council_budget_usd_m", BN)
    _level(budget, results[0].scenario.council.budget_usd_m * BN, say("figure.money.asked"), MUTED)
    _series(fund, results, other, "fund_usd_m", BN)
    for claim in results[0].scenario.milestones.values():
        if claim.measure == "fund_usd_m" and claim.of not in results[0].scenario.partners:
            text = say("figure.money.claim", year=claim.by_year)
            _level(fund, claim.at_least * BN, text, MUTED)
    _series(debt, results, other, "debt_share", 1.0)
    _level(debt, policy.debt_ceiling, say("figure.money.ceiling"), WARNING)
    _loans(loans, results)
    return figure


def _series(axes: Axes, results: Results, other: Results, measure: str, scale: float) -> None:
    ends = []
    for runs, dash in ((other, (0, (4, 2))), (results, "solid")):
        if not runs:
            continue
        rows = bands(runs, [measure])
        x = rows["year"] + 0.25
        if len(runs) > 1 and runs is results:
            for low, high in (("q05", "q95"), ("q25", "q75")):
                axes.fill_between(
                    x, scale * rows[low], scale * rows[high], color=INK, alpha=0.13, lw=0
                )
        colour = INK if runs is results else tint(INK, 0.65)
        axes.plot(x, scale * rows["q50"], color=colour, lw=2.2 if runs is results else 1.5, ls=dash)
        value = scale * float(rows["q50"].iloc[-1])
        text = percent(value) if scale == 1.0 else f"{value:.1f}"
        ends.append((value, text, colour))
    bottom, top = axes.get_ylim()
    axes.set_ylim(0.0 if bottom >= 0 else bottom, max(top, 1e-3))
    axes.end_labels = ends  # type: ignore[attr-defined]  # written when all levels are drawn
    _limits(axes, [value for value, _, _ in ends])


def _limits(axes: Axes, values: list[float]) -> None:
    low, high = axes.get_ylim()
    axes.set_ylim(min(0.0, low), max(high, *(1.12 * value for value in values), 1e-3))


def _level(axes: Axes, value: float, text: str, colour: str) -> None:
    """Draw a level to compare with, and write what it and the lines' ends are."""
    _limits(axes, [value])
    axes.axhline(value, color=colour, lw=1.0, ls=(0, (1, 2)))
    number = (
        percent(value)
        if value < 3 and "%" in axes.yaxis.get_major_formatter()(0.5)
        else f"{value:g}"
    )
    left, right = (_clearance(axes, value, end) for end in (0.0, 1.0))
    at, side = (0.985, "right") if right > left else (0.015, "left")
    axes.text(
        at, value, f"{number} {text}", size=SMALL, color=colour, va="bottom", ha=side,
        transform=axes.get_yaxis_transform(),
    )  # fmt: skip


def _clearance(axes: Axes, value: float, end: float) -> float:
    """Return how far lines stay from a level in the half of the axes where a text would stand."""
    low, high = axes.get_xlim()
    gaps = [
        np.abs(np.asarray(line.get_ydata(), dtype=float)[near] - value).min()
        for line in axes.lines
        if len(x := np.asarray(line.get_xdata(), dtype=float)) > 2
        and (near := np.abs((x - low) / (high - low) - end) <= 0.55).any()
    ]
    return float(min(gaps, default=np.inf))


def _loans(axes: Axes, results: Results) -> None:
    """Stack what is owed to each partner; means over seeds."""
    scenario = results[0].scenario
    look, partners = looks(scenario), in_key_order(scenario)
    owed = np.mean([_owed(each, partners) for each in results], axis=0)
    x = results[0].series["year"].to_numpy(dtype=float) + 0.25
    base = np.zeros(len(x))
    labels = []
    for row, name in zip(owed, partners, strict=True):
        top = base + BN * row
        axes.fill_between(x, base, top, color=tint(look[name].colour, 0.75), lw=0)
        axes.plot(x, top, color="white", lw=0.8)
        text = f"{top[-1] - base[-1]:.1f} {name_of(scenario, name)}"
        labels.append(((base[-1] + top[-1]) / 2, text, look[name].colour))
        base = top
    _limits(axes, [float(base.max())])
    at_end(axes, labels, wide=16)


def _owed(result: Result, partners: list[str]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    wide = result.partners.pivot(index="quarter", columns="partner", values="loans_usd_m")
    return wide[partners].to_numpy(dtype=float).T
