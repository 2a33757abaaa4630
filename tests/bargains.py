"""Random bargains for the tests of the engine, from one seed each."""

from typing import NamedTuple

import numpy as np

from model.negotiation.codes import STYLE_COLUMNS, Tactic

EMPTY = np.zeros((0, 0, 2, 0), dtype=np.int64)


class Posed(NamedTuple):
    """The arguments of `play` up to the noise."""

    tables: np.ndarray
    levels: np.ndarray
    reservations: np.ndarray
    styles: np.ndarray
    rounds: int
    first: int
    rival_talks: bool
    risk: float
    noise: np.ndarray


def bounds(tables: np.ndarray, levels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return worst and best worth of an outcome for each side of each thread, (threads, 2)."""
    worst = np.zeros(tables.shape[:2])
    best = np.zeros(tables.shape[:2])
    for issue, count in enumerate(levels):
        worst += tables[:, :, issue, :count].min(axis=-1)
        best += tables[:, :, issue, :count].max(axis=-1)
    return worst, best


def random_style(rng: np.random.Generator, lists: bool = True) -> np.ndarray:
    """Return a random row of behaviour; with `lists` also tactics that list all outcomes."""
    tactic = Tactic(rng.choice([t for t in Tactic if t != Tactic.SCRIPTED]))
    parameter = {
        Tactic.TIME: rng.choice([0.2, 1.0, 4.0]),
        Tactic.MIXED: rng.choice([0.2, 1.0, 4.0]),
        Tactic.RESOURCE: rng.choice([1.0, 10.0]),
        Tactic.RESOURCE_MIXED: rng.choice([1.0, 10.0]),
        Tactic.MICRO: rng.choice([0.0, 0.05]) if lists else 0.05,
        Tactic.STATIONARY: rng.uniform(0.3, 1.0),
    }.get(tactic, float(rng.integers(1, 4)))
    row = np.zeros(STYLE_COLUMNS)
    row[:] = [
        tactic,
        parameter,
        rng.uniform(),
        rng.integers(0, 4),
        rng.uniform(),
        rng.integers(0, 3) if lists else rng.choice([0, 2]),
        rng.integers(0, 2),
        rng.choice([1.0, rng.uniform(0.05, 1.0)]),
    ]
    return row


def random_bargain(
    seed: int, threads: int | None = None, integers: bool = False, lists: bool = True
) -> Posed:
    """Return a random bargain of one to three threads, up to five issues, any tactics."""
    rng = np.random.default_rng(seed)
    threads = int(rng.integers(1, 4)) if threads is None else threads
    issues = int(rng.integers(1, 6))
    rounds = int(rng.integers(1, 31))
    levels = rng.integers(2, 6, issues)
    tables = rng.uniform(-50, 100, (threads, 2, issues, 5))
    if rng.uniform() < 0.7:  # opposed, as most terms are
        tables.sort(axis=-1)
        tables[:, 1] = tables[:, 1, :, ::-1]
    if integers:
        tables = tables.round()
    worst, best = bounds(tables, levels)
    reservations = worst + rng.uniform(-0.1, 0.7, (threads, 2)) * (best - worst)
    styles = np.array([[random_style(rng, lists) for _ in range(2)] for _ in range(threads)])
    return Posed(
        tables=tables,
        levels=levels,
        reservations=reservations,
        styles=styles,
        rounds=rounds,
        first=int(rng.integers(0, 2)),
        rival_talks=bool(rng.integers(0, 2)),
        risk=float(rng.choice([0.0, 0.0, 0.02])),
        noise=rng.uniform(size=(threads, rounds, 2)),
    )


def worth(table: np.ndarray, levels: np.ndarray) -> np.ndarray:
    """Return the worth of an outcome to each side, summed in the order of the issues."""
    total = np.zeros(table.shape[0])
    for issue, level in enumerate(levels):
        total = total + table[:, issue, level]
    return total


def random_crowd(seed: int, sides: int) -> tuple:
    """Return the arguments of `play_sides` for a random bargain, and an empty trace."""
    rng = np.random.default_rng(seed)
    levels = rng.integers(2, 5, int(rng.integers(1, 5)))
    table = rng.uniform(size=(sides, len(levels), 4))
    rounds = int(rng.integers(1, 30))
    styles = np.array([random_style(rng) for _ in range(sides)])
    return (
        *(table, levels, rng.uniform(0.0, 0.5, sides), styles),
        *(rounds, int(rng.integers(sides)), float(rng.choice([0.0, 0.01]))),
        *(rng.uniform(size=(rounds, sides)), np.full((rounds, sides, len(levels)), -1)),
    )
