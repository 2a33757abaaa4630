"""The shipped policies side by side over many seeds.

``python -m experiments.policies --seeds 50`` prints the table of the README. All policies meet the
same luck, seed by seed; a cell is the mean over seeds at the end of the run and, in brackets, the
range from the 5 % to the 95 % quantile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import click
import numpy as np
from rich.console import Console
from rich.progress import track
from rich.table import Table

from experiments.readings import (
    at_end,
    invested,
    partners_signed,
    ratified_share,
    signing_share,
    total,
)
from experiments.runner import Result, simulate_many
from model.scenario.load import load

POLICIES = ("peru2040", "affordable", "inaction", "one_partner", "turnkey", "deep_transfer")


ROWS: tuple[tuple[str, Callable[[Result], float], str], ...] = (
    ("needs met (Y)", at_end("capability"), ".2f"),
    ("autonomy (A)", at_end("autonomy"), ".2f"),
    ("alone (A0)", at_end("autonomy_alone"), ".2f"),
    ("dependence (Y - A0)", at_end("dependence"), ".2f"),
    ("know-how", at_end("know_how"), ".2f"),
    ("transfer effectiveness", at_end("transfer_effectiveness"), ".2f"),
    ("debt, share of GDP", at_end("debt_share"), ".2f"),
    ("fund, USD bn", lambda run: at_end("fund_usd_m")(run) / 1000.0, ".0f"),
    ("partner investment, USD bn", invested, ".0f"),
    ("host's share of surplus", at_end("host_share"), ".2f"),
    ("partners signed with", partners_signed, ".1f"),
    ("talks that came to a deal", signing_share, ".2f"),
    ("texts ratified", ratified_share, ".2f"),
    ("agreements signed", total("signed"), ".0f"),
    ("renegotiated", total("renegotiated"), ".0f"),
    ("left", total("left"), ".1f"),
    ("distress of loans", total("distress"), ".2f"),
)


def summary(values: Iterable[float], form: str) -> str:
    """Return mean and 5-95 % range of values, nan left out.

    Examples
    --------
    >>> summary([1.0, 2.0, 3.0], ".1f")
    '2.0 (1.1-2.9)'
    >>> summary([float("nan")], ".1f")
    '-'
    """
    kept = np.array([value for value in values if np.isfinite(value)])
    if not len(kept):
        return "-"
    low, high = np.quantile(kept, [0.05, 0.95])
    return f"{kept.mean():{form}} ({low:{form}}-{high:{form}})"


@click.command()
@click.option("--seeds", default=50, show_default=True, type=click.IntRange(1, 100_000))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 256))
@click.argument("names", nargs=-1)
def main(seeds: int, workers: int, names: tuple[str, ...]) -> None:
    """Compare shipped policies (or NAMES) over seeds 1 to N."""
    chosen = names or POLICIES
    table = Table(title=f"Mean and 5-95 % range over {seeds} seeds, end of the run")
    table.add_column("measure")
    cells: list[list[str]] = [[name] for name, _, _ in ROWS]
    for policy in chosen:
        table.add_column(policy)
        scenario = load(policy)
        values: list[list[float]] = [[] for _ in ROWS]
        runs = simulate_many(scenario, range(1, seeds + 1), workers)
        for run in track(runs, description=policy, total=seeds):
            for row, (_, reads, _) in zip(values, ROWS, strict=True):
                row.append(reads(run))
        for cell, row, (_, _, form) in zip(cells, values, ROWS, strict=True):
            cell.append(summary(row, form))
    for cell in cells:
        table.add_row(*cell)
    Console(width=40 + 24 * len(chosen)).print(table)


if __name__ == "__main__":
    main()
