"""How long bargains and their yardsticks take: ``python -m experiments.bench_bargain``.

Times are the best of many short batches, on one core, warm; each line is a mean over different
bargains. Two lines play 10,000 different ones, on one core and on all.

Where NegMAS is installed, one line has it play ten bargains of 6 issues and 100 rounds, Boulware
against Conceder, as its documentation writes one: a mechanism with a number of steps, two
aspiration negotiators with their utilities, ``run()``; the band in which they look for an offer is
narrowed from 0.001 to nothing, for otherwise they draw from it. Beside it stand the same bargains
by the same rules here: cheapest offers, taken at the target; once posed anew as people pose them,
checked, played and told, and once by the engine alone, from the parties' values to the deal.

The last lines start a fresh interpreter, with and without what the compiler has kept.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from experiments.negmas_opinion import NoNegMASError, negmas_deal
from model.negotiation.bargain import bargain
from model.negotiation.batch import play_many
from model.negotiation.certificate import certificate
from model.negotiation.codes import Acceptance, Offer, Style
from model.negotiation.domain import Bargain, Issue, Party
from model.negotiation.frontier import pareto_frontier
from model.negotiation.play import play
from model.processors import processors

Array = NDArray[np.float64]
ROOT = Path(__file__).resolve().parents[1]
#: The first line is what every command and every lesson does, see `experiments.ahead`.
START = """
from experiments.ahead import compile_ahead; from model.compiled import when_compiling
when_compiling(compile_ahead)
from experiments.bench_bargain import one_bargain; one_bargain()
"""


def opposed_tables(draws: int, threads: int, issues: int, levels: int, seed: int = 1) -> Array:
    """Return random tables of opposed sides, (draws, threads, 2, issues, levels)."""
    rng = np.random.default_rng(seed)
    tables = np.sort(rng.uniform(size=(draws, threads, 2, issues, levels)), axis=-1)
    tables[:, :, 1] = tables[:, :, 1, :, ::-1].copy()
    return np.asarray(tables * rng.uniform(size=(draws, threads, 2, issues, 1)), dtype=np.float64)


def floors_of(tables: Array, share: float) -> Array:
    """Return the reservation values that lie a given share of the way from worst to best."""
    worst = tables.min(axis=-1).sum(axis=-1)
    best = tables.max(axis=-1).sum(axis=-1)
    return np.asarray(worst + share * (best - worst), dtype=np.float64)


def styles_of(threads: int, ours: float, theirs: float, offer: Offer = Offer.TRADE_OFF) -> Array:
    """Return two sides that watch the clock, with the given c."""
    sides = [Style(parameter=c, offer=offer).row() for c in (ours, theirs)]
    return np.array([sides] * threads)


def best_microseconds(call: Callable[[], object], calls: int, batches: int = 40) -> float:
    """Return the time of a call in the fastest of many short batches, microseconds."""
    call()
    fastest = float("inf")
    for _ in range(batches):
        begin = time.perf_counter()
        for _ in range(calls):
            call()
        fastest = min(fastest, time.perf_counter() - begin)
    return 1e6 * fastest / calls


def one_bargain() -> None:
    """Play one small bargain."""
    tables = opposed_tables(1, 1, 6, 5)
    nothing = np.zeros((0, 0, 2, 0), dtype=np.int64)
    play(
        tables[0],
        np.full(6, 5),
        floors_of(tables, 0.3)[0],
        styles_of(1, 4.0, 0.25),
        *(100, 0, True, 0.0),
        np.zeros((0, 0, 2)),
        nothing,
    )


def time_of_play(
    threads: int,
    issues: int,
    rounds: int,
    ours: float,
    theirs: float,
    offer: Offer = Offer.TRADE_OFF,
    draws: int = 25,
) -> tuple[float, float]:
    """Return the mean time of a talk called from Python, and inside a compiled batch, µs."""
    tables = opposed_tables(draws, threads, issues, 5)
    floors = floors_of(tables, 0.3)
    styles = styles_of(threads, ours, theirs, offer)
    levels = np.full(issues, 5)
    noise, nothing = np.zeros((0, 0, 2)), np.zeros((0, 0, 2, 0), dtype=np.int64)
    singly = [
        best_microseconds(
            partial(play, table, levels, floor, styles, rounds, 0, True, 0.0, noise, nothing), 20
        )
        for table, floor in zip(tables, floors, strict=True)
    ]
    every = np.repeat(styles[None], draws, axis=0)
    batch = best_microseconds(
        partial(play_many, tables, levels, floors, every, rounds, 0, True, 1), 4, 200
    )
    return float(np.mean(singly)), batch / draws


def bargains_a_second(count: int, cores: int) -> float:
    """Return how many different bargains of 6 issues and 100 rounds are played in a second."""
    tables = opposed_tables(count, 1, 6, 5)
    styles = np.repeat(styles_of(1, 4.0, 0.25)[None], count, axis=0)
    batch = partial(play_many, tables, np.full(6, 5), floors_of(tables, 0.3), styles, 100, 0, True)
    return 1e6 * count / best_microseconds(partial(batch, cores), 1, 20)


def posed(table: Array) -> Bargain:
    """Return a table of two sides as a bargain, its worth as utility, reservation values 0.3."""
    issues, levels = table.shape[1:]
    named = tuple(Issue(f"issue {at}", tuple(map(str, range(levels)))) for at in range(issues))
    gains = table - table.min(axis=-1, keepdims=True)
    parties = [
        Party(
            tuple(map(tuple, (gain / gain.max(axis=-1).sum()).tolist())),
            0.3,
            Style(parameter=c, acceptance=Acceptance.TARGET, offer=Offer.CHEAPEST),
        )
        for gain, c in zip(gains, (4.0, 0.25), strict=True)
    ]
    return Bargain(named, *parties)


def play_afresh(talk: Bargain) -> None:
    """Make a bargain of the same parties, and play it."""
    bargain(replace(talk), 100)


def play_tables(talk: Bargain) -> None:
    """Make the engine's tables of the parties' values, and play them."""
    styles = np.array([[style.row() for style in talk.styles]])
    limits, nothing = talk.reservation[None], np.zeros((0, 0, 2, 0), dtype=np.int64)
    noise = np.zeros((0, 0, 2))
    play(talk.table[None], talk.counts, limits, styles, 100, 0, True, 0.0, noise, nothing)


def against_negmas(draws: int = 10) -> tuple[NDArray[np.float64], int]:
    """Return times there, here and of the engine alone, µs (bargains, 3), and equal deals."""
    times, same = [], 0
    for table in opposed_tables(draws, 1, 6, 5, seed=2)[:, 0]:
        talk = posed(table)
        there = best_microseconds(partial(negmas_deal, talk, 100), 1, 2)
        here = best_microseconds(partial(play_afresh, talk), 1, 40)
        times.append([there, here, best_microseconds(partial(play_tables, talk), 1, 40)])
        deal = tuple(bargain(talk, 100).deal.values())
        same += deal == negmas_deal(talk, 100)
    return np.array(times), same


def time_of_yardsticks(issues: int, draws: int = 25) -> tuple[float, float, float]:
    """Return the mean time of the exact frontier and of a certificate, µs, and its points."""
    tables = opposed_tables(draws, 1, issues, 5)[:, 0]
    floors = floors_of(tables, 0.2)
    levels, deal = np.full(issues, 5), np.full(issues, 2)
    low = np.array([-np.inf, -np.inf])
    frontier, whole, points = [], [], []
    for table, floor in zip(tables, floors, strict=True):
        frontier.append(best_microseconds(partial(pareto_frontier, table, levels, low, 0.0), 10))
        whole.append(best_microseconds(partial(certificate, table, levels, floor, deal, 0.0), 10))
        points.append(len(pareto_frontier(table, levels, low, 0.0)[0]))
    return float(np.mean(frontier)), float(np.mean(whole)), float(np.mean(points))


def seconds_to_start(cache: str) -> tuple[float, float]:
    """Return the seconds of a fresh interpreter, and of those after its imports, to a deal."""
    code = (
        f"import time; import numba, numpy; begin = time.perf_counter(){START}"
        "print(time.perf_counter() - begin)"
    )
    begin = time.perf_counter()
    run = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"NUMBA_CACHE_DIR": cache, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return time.perf_counter() - begin, float(run.stdout)


def main() -> None:
    """Print the table."""
    print("bargain (5 levels an issue)                 from Python      in a batch")
    for label, size, offer in (
        ("6 issues, 100 rounds, Boulware v Conceder", (1, 6, 100, 4.0, 0.25), Offer.TRADE_OFF),
        ("the same, exact offers", (1, 6, 100, 4.0, 0.25), Offer.EXACT_TRADE_OFF),
        ("6 issues, 100 rounds, Boulware v Boulware", (1, 6, 100, 4.0, 4.0), Offer.TRADE_OFF),
        ("8 issues,  40 rounds, Boulware v Conceder", (1, 8, 40, 4.0, 0.25), Offer.TRADE_OFF),
        ("8 issues,  40 rounds, c = 3 v c = 3", (1, 8, 40, 3.0, 3.0), Offer.TRADE_OFF),
        ("the same, four rivals at one table", (4, 8, 40, 3.0, 3.0), Offer.TRADE_OFF),
    ):
        single, batch = time_of_play(*size, offer)
        print(f"  {label:42}{single:8.1f} µs {batch:8.1f} µs {1e6 / batch:10,.0f} a second")
    for cores in (1, processors()):
        label = f"10,000 different ones, first case, cores: {cores}"
        print(f"  {label:42}{'':28}{bargains_a_second(10_000, cores):10,.0f} a second")
    try:
        times, same = against_negmas()
        there, here, alone = np.median(times, axis=0)
        print(
            f"  first case, cheapest offers: in NegMAS {there:,.0f} µs, {same} of 10 deals the same"
        )
        for label, took, column in (("posed, checked, told", here, 1), ("engine alone", alone, 2)):
            ratio = np.median(times[:, 0] / times[:, column])
            print(f"    here, {label:36}{took:8.1f} µs, median ratio {ratio:,.0f}")
    except NoNegMASError:
        print("  NegMAS is not installed: nothing to set beside")
    print("yardsticks (5 levels an issue)           exact frontier   certificate")
    for issues in (6, 8, 10, 12):
        frontier, whole, points = time_of_yardsticks(issues)
        label = f"{issues} issues, {5**issues:,} outcomes, {points:.0f} on the frontier"
        print(f"  {label:42}{frontier:8.1f} µs {whole:8.1f} µs")
    with tempfile.TemporaryDirectory() as empty:
        first, compiling = seconds_to_start(empty)
        again, loading = seconds_to_start(empty)
    print(f"start, compiling: {compiling:.1f} s of {first:.1f} s with imports")
    print(f"start, from the cache: {loading:.2f} s of {again:.2f} s with imports")


if __name__ == "__main__":
    main()
