"""What a run says, as plain sentences and rows: the same for the terminal and for the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from experiments.fates import fate_table, success
from experiments.milestones import milestone_table
from experiments.runner import Result
from experiments.summary import TOTAL, UPSTREAM, dependence_table

Row = tuple[str, ...]


def number(value: float, unit: str) -> str:
    """Return a number as people write it, in its unit.

    Examples
    --------
    >>> number(0.4567, "share"), number(75_000.0, "USD m"), number(5000.0, "persons a year")
    ('0.46', 'USD 75.0 bn', '5,000')
    """
    if not np.isfinite(value):
        return "none"
    if unit.startswith("USD m"):
        return f"USD {value / 1000:,.1f} bn" if abs(value) >= 1000 else f"USD {value:,.0f} m"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2f}"


def headline(results: Sequence[Result]) -> Iterator[str]:
    """Yield the findings of a run in sentences; means over seeds where there are several."""
    scenario = results[0].scenario
    host = scenario.host.name
    year = int(results[0].series["year"].iloc[-1])

    def mean(column: str, place: int) -> float:
        return float(np.mean([run.series[column].iloc[place] for run in results]))

    over = f" (mean over {len(results)} seeds)" if len(results) > 1 else ""
    yield (
        f"In {year}, {mean('capability', -1):.0%} of {host}'s technology needs are met, against "
        f"{mean('capability', 0):.0%} at the start{over}."
    )
    yield (
        f"After the worst exit of a single foreign state {mean('autonomy', -1):.0%} would still be "
        f"met, and {mean('autonomy_alone', -1):.0%} after all had left."
    )
    table = dependence_table(results)
    parts = table.drop(index=[TOTAL])["dependence"]
    most = str(parts.idxmax())
    name = "states upstream" if most == UPSTREAM else scenario.partners[most].name
    yield (
        f"The largest part of its dependence, {parts.max() / max(1e-9, parts.sum()):.0%}, "
        f"lies with {name}."
    )
    yield (
        f"Know-how at home went from {mean('know_how', 0):.0%} to {mean('know_how', -1):.0%} of "
        f"what there is to know; of the know-how promised in agreements "
        f"{mean('transfer_effectiveness', -1):.0%} was absorbed."
    )
    yield (
        f"Public debt ends at {mean('debt_share', -1):.0%} of GDP, the sovereign fund at "
        f"{number(mean('fund_usd_m', -1), 'USD m')}."
    )


def milestones(results: Sequence[Result]) -> list[Row]:
    """Return the scenario's claims: name, claimed, by, reached, verdict."""
    rows: list[Row] = []
    for _, claim in milestone_table(results).iterrows():
        if not claim["in_time"]:
            verdict = "the run ends before"
        elif len(results) == 1:
            verdict = "met" if claim["met"] == 1.0 else "not met"
        else:
            verdict = (
                f"met in {claim['met']:.0%} ({claim['met_low']:.0%} to {claim['met_high']:.0%})"
            )
        rows.append(
            (
                str(claim["name"]),
                number(claim["at_least"], claim["unit"]),
                str(claim["by_year"]),
                number(claim["value"], claim["unit"]),
                verdict,
            )
        )
    return rows


def fates(results: Sequence[Result]) -> tuple[Row, list[Row]]:
    """Return what became of talks and agreements: headings, and a row a fate."""
    table = fate_table(results)
    scenario = results[0].scenario
    known = {name: data.name for name, data in scenario.partners.items()}
    heads = ("", *(known.get(str(name), str(name)) for name in table.index))
    digits = 1 if len(results) > 1 else 0
    rows: list[Row] = []
    for fate, values in table.T.iterrows():
        rows.append((str(fate).replace("_", " "), *(f"{value:.{digits}f}" for value in values)))
    return heads, rows


def dependence(results: Sequence[Result]) -> list[Row]:
    """Return on whom the host depends: who, dependence, share of it, loss by its exit, trust."""
    scenario = results[0].scenario
    rows: list[Row] = []
    for name, row in dependence_table(results).iterrows():
        known = scenario.partners.get(str(name))
        who = known.name if known is not None else str(name)
        rows.append(
            (
                who,
                f"{row['dependence']:.3f}",
                f"{row['share']:.0%}",
                f"{row['exit_loss']:.3f}" if np.isfinite(row["exit_loss"]) else "",
                f"{row['trust']:.2f}" if np.isfinite(row["trust"]) else "",
            )
        )
    return rows


def bargaining(results: Sequence[Result]) -> Iterator[str]:
    """Yield how often bargaining succeeds, with a warning where that is not plausible."""
    found = success(results)
    for share, text in (
        (found.texts, "of tables came to a signed text"),
        (found.ratified, "of texts were ratified at home and abroad"),
    ):
        if share.of:
            warning = "" if share.plausible else " - outside 30 to 95 %, look at the preferences"
            yield f"{share.value:.0%} {text} ({share.hits} of {share.of}){warning}."
    deals = [run.agreements for run in results]
    mine = [float(d.loc[d["tier"] == "protocol", "host_share_utility"].mean()) for d in deals]
    if np.isfinite(mine).any():
        yield (
            f"Of what a protocol was worth above no deal the host got {np.nanmean(mine):.0%}, "
            "in utility."
        )
