"""The command `patterns`: look for what must emerge over many seeds, and draw it."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from rich.console import Console

from experiments.files import csv_bytes, put
from experiments.findings import Effect, Finding, finding_table, findings
from experiments.folders import StorageError, free_place, new_folder
from experiments.manifest import provenance, seal
from experiments.patterns import PATTERNS
from experiments.runner import Result
from view.commands.once import FAILED, INTERRUPTED, fail
from view.figures.frame import png
from view.figures.patterns import patterns_figure
from view.terminal import progress, show


@click.command()
@click.argument("names", nargs=-1, metavar="[PATTERN]...")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0), help="First seed.")
@click.option(
    "--seeds", default=40, show_default=True, type=click.IntRange(2, 100_000), help="How many."
)
@click.option("--workers", default=0, type=click.IntRange(0, 256), help="Processes; 0: one a core.")
@click.option("--out", default="results", show_default=True, help="Folder of results.")
def patterns(names: tuple[str, ...], seed: int, seeds: int, workers: int, out: str) -> None:
    """Look for PATTERNs (all, by default) over many seeds, each with its mechanism on and off.

    Writes a table and a figure into a folder `patterns-SEED-SEEDS` (`…-NAMES` for some of them).
    Exit codes: 0 looked, whatever was found; 1 the results could not be written; 2 something wrong
    with what was asked for; 130 interrupted.
    """
    known = {pattern.key: pattern for pattern in PATTERNS}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise click.BadParameter(
            f"no pattern {', '.join(unknown)}: expected {', '.join(known)}", param_hint="PATTERN"
        )
    console = Console()
    chosen = [known[name] for name in dict.fromkeys(names)] or list(PATTERNS)
    label = "-".join(["patterns", str(seed), str(seeds), *(p.key for p in chosen if names)])
    wanted = range(seed, seed + seeds)
    command = shlex.join(
        ["python", "run.py", "patterns", *names, "--seed", str(seed), "--seeds", str(seeds)]
    )

    def watch(runs: Iterable[Result], count: int) -> Iterator[Result]:
        with progress(console) as bar:
            task = bar.add_task("runs, compiling where needed", total=count)
            for run in runs:
                bar.update(task, advance=1, description="runs")
                yield run

    try:
        free_place(Path(out), label)
        found = list(findings(chosen, wanted, workers or os.cpu_count() or 1, watch))
        tell(console, found)
        with new_folder(Path(out), label) as folder:
            put(folder / "patterns.csv", csv_bytes(finding_table(found)))
            put(folder / "patterns.png", png(patterns_figure(found)))
            seal(folder, {**provenance(command), "run": label, "seeds": list(wanted)})
    except KeyboardInterrupt:
        fail("interrupted: nothing was written, what stood there before stands", INTERRUPTED)
    except StorageError as error:
        fail(str(error), FAILED)
    console.print(f"Results: {Path(out) / label}", soft_wrap=True, highlight=False)


def tell(console: Console, found: Iterable[Finding]) -> None:
    """Print what was found as a table."""
    rows = [
        (
            each.pattern.key,
            interval(each.on),
            f"{round(each.on.size, 1) + 0.0:.1f}",
            interval(each.off) if each.off else "",
            verdict(each),
            each.pattern.unit,
        )
        for each in found
    ]
    show(console, "Patterns", ("pattern", "mechanism on", "size", "off", "", "unit"), rows, gap=1)


def interval(effect: Effect) -> str:
    """Return a mean with half the width of its interval.

    Examples
    --------
    >>> interval(Effect(0.1514, 0.1454, 0.1574, 8.1, 40))
    '0.151 ± 0.006'
    """
    half = 0.5 * (effect.high - effect.low)
    digits = 3 if abs(effect.mean) < 10.0 else 1
    mean = round(effect.mean, digits) + 0.0  # never minus nothing
    return f"{mean:.{digits}f} ± {half:.{digits}f}"


def verdict(found: Finding) -> str:
    """Return what a finding says, in a few words."""
    if not found.found:
        return "not found"
    if found.off is None:
        return "found"
    return "found, goes" if found.goes else "found, stays"
