"""What step-by-step offers change against exact ones: ``python -m experiments.exact_offers``.

The same talks are played twice, with the offers that the world's negotiators make and with exact
ones (:mod:`model.negotiation.exact`): random bargains of opposed sides, and all talks of runs of
the default world, each in the position and with the luck that it had. Printed are the talks that
end alike, deals won and lost, and what the exact offers are worth to both sides where both ways
lead to a deal: in shares of what a side can win or lose in the talk, with the standard error.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track

from experiments.bench_bargain import floors_of, opposed_tables, styles_of
from experiments.recall import label_of, recalled
from experiments.replays import replay, table_of
from model.negotiation.codes import DEAL_LEVELS, END, OFFER, End, Offer
from model.negotiation.play import play
from model.scenario.load import load
from model.snapshot import History

Array = NDArray[np.float64]
Indices = NDArray[np.int64]

#: How one talk ended both ways, step by step and exactly; and the change, host and partner.
Compared = tuple[Indices, Indices, Array]


def exactly(styles: Array) -> Array:
    """Return styles with exact offers, else as they are."""
    changed = styles.copy()
    changed[..., OFFER] = Offer.EXACT_TRADE_OFF
    return changed


def compared(tables: Array, counts: Indices, before: Indices, after: Indices) -> Compared:
    """Return two ends of a talk with the change of worth, in shares of each side's own range.

    Parameters
    ----------
    tables : (2, issues, levels) array
        Worth of each level to host and partner.
    counts : (issues,) array
        Number of levels of each issue.
    before, after : (3 + issues,) array
        As the engine returns them; without two deals the change is nan.

    Examples
    --------
    >>> share = np.linspace(0.0, 1.0, 3)
    >>> ends = [np.array([End.DEAL, 5, 0, level]) for level in (1, 2)]
    >>> compared(np.array([[share], [1.0 - share]]), np.array([3]), *ends)[2].tolist()
    [0.5, -0.5]
    """
    if not before[END] == after[END] == End.DEAL:
        return before, after, np.full(2, np.nan)
    issues = np.arange(len(counts))
    real = np.arange(tables.shape[2]) < counts[:, None]
    highest = np.where(real, tables, -np.inf).max(axis=-1).sum(axis=-1)
    lowest = np.where(real, tables, np.inf).min(axis=-1).sum(axis=-1)
    worth = [tables[:, issues, end[DEAL_LEVELS]].sum(axis=-1) for end in (before, after)]
    return before, after, (worth[1] - worth[0]) / (highest - lowest)


def random_talks(count: int, ours: float, theirs: float) -> Iterator[Compared]:
    """Yield random talks of 6 issues and 100 rounds, two sides that watch the clock."""
    tables = opposed_tables(count, 1, 6, 5, seed=5)
    counts, styles = np.full(6, 5), styles_of(1, ours, theirs)
    noise, nothing = np.zeros((0, 0, 2)), np.zeros((0, 0, 2, 0), dtype=np.int64)
    for table, floor in zip(tables, floors_of(tables, 0.3), strict=True):
        before, after = (
            play(table, counts, floor, manner, 100, 0, True, 0.0, noise, nothing)[0][0]
            for manner in (styles, exactly(styles))
        )
        yield compared(table[0], counts, before, after)


def talks_of_the_world(seeds: int) -> Iterator[Compared]:
    """Yield all talks of runs of the default world."""
    scenario, steps = load("peru2040"), Console(stderr=True)
    last = label_of(scenario, scenario.clock.quarters - 1)
    for seed in track(range(1, seeds + 1), "runs", console=steps, transient=True):
        history = History()
        world = recalled(scenario.name, seed, last, watch=history)
        for tape in history.state.tapes or ():
            counts = table_of(history.state, tape).counts
            ends, _ = replay(history.state, tape, exactly(tape.styles), tape.script)
            for table, before, after in zip(tape.tables, tape.ends, ends, strict=True):
                yield compared(table, counts, before, after)
        world.close()


def told(label: str, talks: list[Compared]) -> str:
    """Return a line of the table."""
    alike = np.mean([np.array_equal(before, after) for before, after, _ in talks])
    deals = np.array([[before[END], after[END]] for before, after, _ in talks]) == End.DEAL
    changes = np.array([change for *_, change in talks if not np.isnan(change).any()])
    error = changes.std(axis=0, ddof=1) / np.sqrt(len(changes))
    host, partner = (
        f"{mean:+.4f} ± {unsure:.4f}"
        for mean, unsure in zip(changes.mean(axis=0), error, strict=True)
    )
    lost, won = (deals & ~deals[:, ::-1]).sum(axis=0)
    return f"{label:34}{len(talks):6}{alike:8.2f}{won:5}{lost:5}  {host:18}{partner:18}"


def main(seeds: int) -> None:
    """Print the table."""
    print(f"{'':34}{'talks':>6}{'alike':>8}{'won':>5}{'lost':>5}  {'host':18}{'partner':18}")
    for label, ours, theirs in (
        ("6 x 5, Boulware v Conceder", 4.0, 0.25),
        ("6 x 5, Boulware v Boulware", 4.0, 4.0),
        ("6 x 5, linear v linear", 1.0, 1.0),
    ):
        print(told(label, list(random_talks(1000, ours, theirs))))
    print(told(f"default world, {seeds} runs", list(talks_of_the_world(seeds))))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
