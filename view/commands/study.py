"""The commands `status`, `verify` and `report`: how far a study is, and what it says."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console

from experiments.analysis.findings import TABLES, Findings, findings
from experiments.analysis.rows import Rows
from experiments.files import csv_bytes, put
from experiments.folders import StorageError, told
from experiments.study.adaptive import as_recorded
from experiments.study.read import Opened
from experiments.study.status import STUDIES, begun_studies, read_status
from experiments.study.store import described, driving
from experiments.study.tables import query, write_tables
from experiments.study.verify import verify as verified
from model.scenario.problems import ScenarioError
from view.commands.language import in_language
from view.commands.once import FAILED, fail
from view.commands.sweep import begun, opened_study, refuse
from view.figures.frame import png
from view.problems import error_text, trouble_text
from view.study_report import figures, study_report
from view.terminal import progress, show
from view.words import spoken, words

WIDTH = 110  # of the table, whatever the terminal: names of studies are long
HEADS = ("study", "state", "recorded", "failed", "pace", "left", "updated")
CHANGED = ("--set", "overrides")


@click.command()
@click.argument("study", required=False)
@click.option(*CHANGED, multiple=True, metavar="KEY=VALUE", help="As given to `sweep`.")
@click.option("--out", default=STUDIES, show_default=True, help="Folder of studies.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@in_language
def status(study: str | None, overrides: tuple[str, ...], out: str, as_json: bool) -> None:
    """Say how far STUDY is, or all studies of a folder. It reads only; a driver may be at work.

    Exit codes: 0 answered; 1 nothing is recorded; 2 something wrong with the study.
    """
    folders = (
        [begun(opened_study(study, overrides), Path(out))] if study else begun_studies(Path(out))
    )
    try:
        found = {folder.name: read_status(folder) for folder in folders}
    except StorageError as error:
        fail(error_text(error), FAILED)
    if as_json:
        click.echo(json.dumps(found, indent=1))
        return
    say = words()
    if not found:
        click.echo(say("app.studies.none", folder=out))
        return
    rows = [
        (
            name,
            say.get(f"swept.is.{said['state']}", str(said["state"])),
            say("swept.recorded", recorded=said["recorded"], total=said["total"]),
            f"{said['failed'] + said['quarantined']}",
            f"{said['runs_per_second']:.1f}",
            "" if said["eta_seconds"] is None else f"{said['eta_seconds']:.0f} s",
            clock(str(said["updated"])),
        )
        for name, said in found.items()
    ]
    heads = [say(f"swept.head.{head}") for head in HEADS]
    show(Console(width=WIDTH), say("swept.studies", folder=out), heads, rows, gap=1)


def clock(updated: str) -> str:
    """Return when a study last spoke, by the clock of this machine; with the date unless today.

    Examples
    --------
    >>> clock("2026-01-05T10:53:05+00:00")[:8]
    '2026-01-'
    """
    try:
        then = datetime.fromisoformat(updated).astimezone()
    except ValueError:  # of another version
        return updated
    form = "%H:%M:%S" if then.date() == datetime.now().astimezone().date() else "%Y-%m-%d %H:%M"
    return then.strftime(form)


@click.command()
@click.argument("study")
@click.option(*CHANGED, multiple=True, metavar="KEY=VALUE", help="As given to `sweep`.")
@click.option("--out", default=STUDIES, show_default=True, help="Folder of studies.")
@click.option("--no-figures", is_flag=True, help="Leave the figures out.")
@in_language
def report(study: str, overrides: tuple[str, ...], out: str, no_figures: bool) -> None:
    """Work out what the recorded runs of STUDY say: tables, figures, one HTML page.

    Exit codes: 0 written; 1 nothing is recorded, or it could not be read or written; 2 something
    wrong with the study.
    """
    opened, say, lang = opened_study(study, overrides), words(), spoken()
    folder = begun(opened, Path(out))
    try:
        with driving(folder, opened) as store:
            parts, failures = store.journal.parts(), store.journal.failures()
            failed = {each.run for each in failures}
            plan = as_recorded(opened, lambda p: query(p, folder, parts, "FROM runs"), failed)
            rows = Rows(plan, write_tables(plan, folder, parts, failures))
            if not len(rows.runs):
                fail(say("swept.not_yet", folder=folder), FAILED)
            found = findings(rows)  # the lock is held meanwhile: what is written fits together
            pictures = {} if no_figures else {n: png(f) for n, f in figures(rows, found, lang)}
            said = described(folder) | {"command": opened.command("sweep")}
            source = opened.path.read_text(encoding="utf-8")  # thresholds may have changed since
            page = study_report(rows, found, pictures, said, source, lang)
            _put_all(folder, found, pictures, page)
    except ScenarioError as error:
        refuse(study, error)
    except StorageError as error:
        fail(error_text(error), FAILED)
    except OSError as error:
        fail(error_text(told(error, folder)), FAILED)
    for name, why in found.missing.items():
        click.echo(f"{name}: {trouble_text(why)}", err=True)
    click.echo(say("swept.tables", tables=", ".join(found.tables)))
    click.echo(say("swept.report", place=folder / "report.html"))


def _put_all(folder: Path, found: Findings, pictures: dict[str, bytes], page: str) -> None:
    """Write tables, pictures and page; those of an earlier report that hold no more are removed."""
    for name in TABLES:
        if name in found.tables:
            put(folder / f"{name}.csv", csv_bytes(found.tables[name]))
        else:
            (folder / f"{name}.csv").unlink(missing_ok=True)
    for path in (folder / "figures").glob("*.png"):
        if pictures and path.stem not in pictures:
            path.unlink()
    for name, picture in pictures.items():
        put(folder / "figures" / f"{name}.png", picture)
    put(folder / "report.html", page.encode())


@click.command()
@click.argument("study")
@click.option(*CHANGED, multiple=True, metavar="KEY=VALUE", help="As given to `sweep`.")
@click.option("--out", default=STUDIES, show_default=True, help="Folder of studies.")
@click.option("--sample", default=20, show_default=True, type=click.IntRange(1), help="Runs.")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0), help="Of the sample.")
@in_language
def verify(study: str, overrides: tuple[str, ...], out: str, sample: int, seed: int) -> None:
    """Do a random sample of the recorded runs of STUDY again and compare them bit for bit.

    Outcomes are compared, and series where the study keeps them.

    Exit codes: 0 all the same; 1 a difference, or something damaged; 2 something wrong with the
    study.
    """
    opened, say = opened_study(study, overrides), words()
    begun(opened, Path(out))
    try:
        with progress(Console(stderr=True)) as bar:
            task = bar.add_task(say("verified.again"), total=sample)
            found = verified(
                opened, Path(out), sample, seed, lambda done: bar.update(task, completed=done)
            )
    except ScenarioError as error:
        refuse(study, error)
    except StorageError as error:
        fail(error_text(error), FAILED)
    for each in found.different:
        values = {"again": repr(each.again), "recorded": repr(each.recorded)}
        text = say("verified.differs", run=each.run, outcome=each.outcome, **values)
        click.echo(f"{text}\n  {each.replay}", err=True)
    if found.different:
        counts = {"different": len(found.different), "checked": found.checked}
        fail(say("verified.differ", **counts), FAILED)
    click.echo(say("verified.same", checked=found.checked))
    counts = {"values": found.values, "parts": found.parts}
    click.echo(say("verified.compared", what=compared(opened), **counts))


def compared(opened: Opened) -> str:
    """Return what of each run is compared.

    Examples
    --------
    >>> from experiments.study.read import read_study
    >>> compared(read_study("partner_cap", ['series=["autonomy"]']))
    '7 outcomes and 1 series quarter by quarter a run'
    """
    say, count = words(), len(opened.study.outcomes)
    if opened.study.series:
        return say("verified.series", count=count, series=len(opened.study.series))
    return say("verified.outcomes", count=count)
