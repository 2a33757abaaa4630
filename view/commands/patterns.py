"""The command `patterns`: look for what must emerge over many seeds, and draw it."""

from __future__ import annotations

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
from model.processors import processors
from view.commands.language import as_asked, in_language
from view.commands.once import FAILED, INTERRUPTED, fail
from view.figures.frame import png
from view.figures.patterns import patterns_figure
from view.problems import error_text
from view.terminal import progress, show
from view.words import words


@click.command()
@click.argument("names", nargs=-1, metavar="[PATTERN]...")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0), help="First seed.")
@click.option(
    "--seeds", default=40, show_default=True, type=click.IntRange(2, 100_000), help="How many."
)
@click.option("--workers", default=0, type=click.IntRange(0, 256), help="Processes; 0: one a core.")
@click.option("--out", default="results", show_default=True, help="Folder of results.")
@in_language
def patterns(names: tuple[str, ...], seed: int, seeds: int, workers: int, out: str) -> None:
    """Look for PATTERNs (all, by default) over many seeds, each with its mechanism on and off.

    Writes a table and a figure into a folder `patterns-SEED-SEEDS` (`…-NAMES` for some of them).
    Exit codes: 0 looked, whatever was found; 1 the results could not be written; 2 something wrong
    with what was asked for; 130 interrupted.
    """
    say = words()
    known = {pattern.key: pattern for pattern in PATTERNS}
    unknown = [name for name in names if name not in known]
    if unknown:
        wrong = say("emerged.unknown", names=", ".join(unknown), known=", ".join(known))
        raise click.BadParameter(wrong, param_hint="PATTERN")
    console = Console()
    chosen = [known[name] for name in dict.fromkeys(names)] or list(PATTERNS)
    label = "-".join(["patterns", str(seed), str(seeds), *(p.key for p in chosen if names)])
    wanted = range(seed, seed + seeds)
    asked = "--seed", str(seed), "--seeds", str(seeds), *as_asked()
    command = shlex.join(["python", "run.py", "patterns", *names, *asked])

    def watch(runs: Iterable[Result], count: int) -> Iterator[Result]:
        with progress(console) as bar:
            task = bar.add_task(say("terminal.compiling", what=say("terminal.runs")), total=count)
            for run in runs:
                bar.update(task, advance=1, description=say("terminal.runs"))
                yield run

    try:
        free_place(Path(out), label)
        found = list(findings(chosen, wanted, workers or processors(), watch))
        tell(console, found)
        with new_folder(Path(out), label) as folder:
            put(folder / "patterns.csv", csv_bytes(finding_table(found)))
            put(folder / "patterns.png", png(patterns_figure(found)))
            seal(folder, {**provenance(command), "run": label, "seeds": list(wanted)})
    except KeyboardInterrupt:
        fail(say("terminal.interrupted"), INTERRUPTED)
    except StorageError as error:
        fail(error_text(error), FAILED)
    line = say("report.terminal.folder", place=Path(out) / label)
    console.print(line, soft_wrap=True, highlight=False)


def tell(console: Console, found: Iterable[Finding]) -> None:
    """Print what was found as a table."""
    say = words()
    rows = [
        (
            each.pattern.key,
            interval(each.on),
            f"{round(each.on.size, 1) + 0.0:.1f}",
            interval(each.off) if each.off else "",
            verdict(each),
            say.instead("unit", each.pattern.unit),
        )
        for each in found
    ]
    pattern, on, size, off, unit = (
        say(f"emerged.{head}") for head in ("pattern", "on", "size", "off", "unit")
    )
    show(console, say("emerged.title"), (pattern, on, size, off, "", unit), rows, gap=1)


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
    say = words()
    if not found.found:
        return say("emerged.missing")
    if found.off is None:
        return say("emerged.found")
    return say("emerged.goes" if found.goes else "emerged.stays")
