"""The command `validate`: recorded cases against bands of the model."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

import click
import numpy as np
from rich.console import Console

from experiments.files import csv_bytes, json_bytes, parquet_bytes, put
from experiments.folders import StorageError, free_place, new_folder
from experiments.manifest import seal
from experiments.validation import Judged, judge, sample
from experiments.validation_files import Checked, name_of, points_table, runs_table, said
from model.processors import processors
from model.scenario.case import Case, case_names, load_case
from model.scenario.problems import ScenarioError
from view.commands.language import as_asked, in_language
from view.figures.cases import cases_figure
from view.figures.frame import png
from view.findings import number
from view.problems import problem_texts
from view.terminal import progress, show
from view.words import words

BAD_INPUT, FAILED, INTERRUPTED = 2, 1, 130
HEADS = ("point", "when", "recorded", "5 %", "median", "95 %", "error", "record")


@click.command()
@click.argument("cases", nargs=-1)
@click.option(
    "--draws", default=200, show_default=True, type=click.IntRange(2, 100_000), help="Runs a case."
)
@click.option(
    "--seed", default=1, show_default=True, type=click.IntRange(0), help="Of draws and first run."
)
@click.option("--workers", default=0, type=click.IntRange(0, 256), help="Processes; 0: one a core.")
@click.option("--out", default="results", show_default=True, help="Folder of results.")
@click.option("--no-figures", is_flag=True, help="Leave the figure out.")
@in_language
def validate(
    cases: tuple[str, ...], draws: int, seed: int, workers: int, out: str, no_figures: bool
) -> None:
    """Hold recorded CASES (shipped names or files; all by default) against bands of the model.

    Each run of a case draws every number that has a range anew (Latin hypercube) and meets another
    luck; nothing is fitted. Exit codes: 0 judged, whatever it says; 1 the results could not be
    written; 2 something wrong with what was asked for; 130 interrupted.
    """
    chosen = opened(cases or case_names())
    name = name_of(chosen, draws, seed)
    asked = "--draws", str(draws), "--seed", str(seed), *as_asked()
    command = shlex.join(["python", "run.py", "validate", *cases, *asked])
    console = Console()
    try:
        free_place(Path(out), name)
        checked = runs(chosen, draws, seed, workers or processors(), console)
        tell(console, checked, draws)
        with new_folder(Path(out), name) as folder:
            put(folder / "points.csv", csv_bytes(points_table(checked)))
            for one in checked:
                path = folder / "runs" / f"{one.case.scenario.name}.parquet"
                put(path, parquet_bytes(runs_table(one, seed)))
            report = said(checked, draws, seed, command)
            put(folder / "validation.json", json_bytes(report, indent=1))
            if not no_figures:
                put(folder / "cases.png", png(cases_figure(checked)))
            seal(folder, {key: report[key] for key in report if key != "cases"})
    except KeyboardInterrupt:
        click.echo(words()("terminal.interrupted"), err=True)
        raise click.exceptions.Exit(INTERRUPTED) from None
    except StorageError as error:
        click.echo(str(error), err=True)
        raise click.exceptions.Exit(FAILED) from None
    line = words()("report.terminal.folder", place=Path(out) / name)
    console.print(line, soft_wrap=True, highlight=False)


def opened(names: Sequence[str]) -> list[Case]:
    """Return loaded cases, or end with all that is wrong with any of them."""
    found: dict[str, Case] = {}
    wrong, say = [], words()
    for name in names:
        try:
            case = load_case(name)
        except ScenarioError as error:
            wrong.append("\n".join([say("cases.posed", case=name), *problem_texts(error)]))
            continue
        if case.scenario.name in found:
            wrong.append(say("cases.once", case=name, name=case.scenario.name))
        found[case.scenario.name] = case
    if wrong:
        click.echo("\n".join(wrong), err=True)
        raise click.exceptions.Exit(BAD_INPUT)
    return list(found.values())


def runs(
    cases: Sequence[Case], draws: int, seed: int, workers: int, console: Console
) -> list[Checked]:
    """Run all cases, with a bar where somebody watches."""
    bar = progress(console)
    checked = []
    with bar:
        task = bar.add_task(words()("terminal.runs"), total=draws * len(cases))
        for case in cases:
            if bar.disable:
                line = words()("cases.running", case=case.scenario.name, draws=draws)
                console.print(line, highlight=False)
            bar.update(task, description=case.scenario.name)
            drawn, read = [], []
            for values, seen in sample(case, draws, seed, workers):
                drawn.append(values)
                read.append(seen)
                bar.advance(task)
            table = np.array(read)
            checked.append(Checked(case, np.array(drawn), table, judge(case, table)))
    return checked


def tell(console: Console, checked: Sequence[Checked], draws: int) -> None:
    """Print each case with its points, how many are inside, and what rests on the same record."""
    rows, say = [], words()
    for one in checked:
        rows += [(one.case.scenario.name,), *(cells(each) for each in one.judged)]
    heads = [say.get(f"cases.head.{head}", head) for head in HEADS]
    show(console, say("cases.title"), heads, rows, gap=1)
    judged = [each for one in checked for each in one.judged if not each.asked.told]
    inside = sum(each.verdict == "inside" for each in judged)
    line = say("cases.inside", inside=inside, count=len(judged), draws=draws)
    console.print(f"\n{line}\n{say('cases.fitted')}", highlight=False)
    for one in checked:
        if one.case.question.rests_on:
            paths = ", ".join(one.case.question.rests_on)
            line = say("cases.rest", case=one.case.scenario.name, paths=paths)
            console.print(line, highlight=False)


def cells(one: Judged) -> tuple[str, ...]:
    """Return the cells of a point's row.

    Examples
    --------
    >>> from model.scenario.case import Point
    >>> asked = Point(measure="know_how", of="reactors", when=1986, recorded=0.3)
    >>> cells(Judged("korea", "kori", asked, "share", "", "", 0.1, 0.2, 0.4, 200))[-2:]
    ('-0.10', 'inside')
    """
    numbers = (one.asked.recorded, one.low, one.median, one.high, one.error)
    return (
        f"  {one.point}",
        str(one.asked.when),
        *(number(each, one.unit, "") for each in numbers),
        words()(f"cases.is.{one.verdict.replace(' ', '_')}"),
    )
