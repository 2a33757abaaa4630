"""The commands `sweep` and `resume`: do the runs of a study, or those that are left of it."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import click
from rich.console import Console

from experiments.folders import BusyError, DamageError, StorageError
from experiments.study.again import only
from experiments.study.crew import Where
from experiments.study.engine import EngineError
from experiments.study.progress import Progress
from experiments.study.read import Opened, read_study
from experiments.study.status import STUDIES
from experiments.study.store import folder_of
from experiments.study.sweep import STOPPED, Swept
from experiments.study.sweep import sweep as swept
from model.scenario.problems import ScenarioError
from view.commands.language import as_asked, in_language
from view.commands.once import BAD_INPUT, FAILED, INTERRUPTED, fail
from view.problems import error_text, problem_texts
from view.recognised import recognised
from view.terminal import progress as bars
from view.words import words

LINE_SECONDS = 10.0  # between lines where nobody watches


def engine_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say where runs are done."""
    for option in (
        click.option("--out", default=STUDIES, show_default=True, help="Folder of studies."),
        click.option(
            "--set", "overrides", multiple=True, metavar="KEY=VALUE",
            help="Another value in the study file; makes it another study, but for `engine`.",
        ),
        click.option("--scheduler", metavar="ADDRESS", help="A Dask scheduler, tcp://HOST:PORT."),
        click.option("--workers", type=click.IntRange(0, 4096), help="Processes; 0: one a core."),
        click.option("--engine", type=click.Choice(["serial", "processes", "dask"])),
    ):  # fmt: skip
        command = option(command)
    return command


@click.command()
@click.argument("study")
@engine_options
@click.option("--only", "run", metavar="RUN", help="Do one run, show it, record nothing.")
@in_language
def sweep(
    study: str,
    engine: Any,
    workers: int | None,
    scheduler: str | None,
    overrides: tuple[str, ...],
    out: str,
    run: str | None,
) -> None:
    """Do the runs of STUDY, a shipped name or a TOML file; what is recorded is not done again.

    Ctrl-C ends it cleanly; `resume` goes on. Exit codes: 0 done; 1 something could not be read,
    written or run; 2 something wrong with the study; 130 stopped.
    """
    opened = opened_study(study, overrides)
    if run is not None:
        show_run(opened, run, Path(out))
        return
    go(opened, Path(out), Where(engine, workers, scheduler))


@click.command()
@click.argument("study")
@engine_options
@click.option("--mend", is_flag=True, help="Do damaged parts again, write a damaged journal anew.")
@click.option("--retry", is_flag=True, help="Try failed and quarantined runs again.")
@in_language
def resume(
    study: str,
    engine: Any,
    workers: int | None,
    scheduler: str | None,
    overrides: tuple[str, ...],
    out: str,
    mend: bool,
    retry: bool,
) -> None:
    """Go on with STUDY where it was stopped, killed or broken.

    Exit codes are those of `sweep`; 1 also where there is nothing to go on with.
    """
    opened = opened_study(study, overrides)
    begun(opened, Path(out))
    go(opened, Path(out), Where(engine, workers, scheduler), mend, retry)


def opened_study(study: str, overrides: tuple[str, ...]) -> Opened:
    """Return a study, or end with all that is wrong with it."""
    try:
        return read_study(study, overrides)
    except ScenarioError as error:
        refuse(study, error)


def refuse(study: object, error: ScenarioError) -> NoReturn:
    """End with all that is wrong with a study."""
    fail("\n".join([words()("terminal.cannot", what=study), *problem_texts(error)]), BAD_INPUT)


def begun(opened: Opened, out: Path) -> Path:
    """Return the folder of a study of which something is recorded, or end saying what there is."""
    folder = folder_of(out, opened)
    if folder.is_dir():
        return folder
    others = sorted(path.name for path in out.glob(f"{opened.study.name}-*") if path.is_dir())
    text = words()("swept.none", folder=folder)
    if others:
        text += words()("swept.others", names=", ".join(others[:5]))
    fail(text, FAILED)


def go(opened: Opened, out: Path, where: Where, mend: bool = False, retry: bool = False) -> None:
    """Do what is left of a study, telling how far it is, and say how to go on."""
    console = Console(stderr=True)
    options = () if out == Path(STUDIES) else ("--out", str(out))
    say = words()
    ahead = say("terminal.go_on", command=opened.command("resume", *options, *as_asked()))
    try:
        with patient() as asked, told(console, opened) as watch:
            done = swept(opened, out, where, asked, watch, mend, retry)
    except ScenarioError as error:
        refuse(opened.path, error)
    except (StorageError, EngineError) as error:
        mending = " --mend" if isinstance(error, DamageError) else ""
        if isinstance(error, BusyError):
            ahead = say("swept.busy", command=opened.command("status", *options, *as_asked()))
        fail(f"{error_text(error)}\n{ahead}{mending}", FAILED)
    except KeyboardInterrupt:
        fail(f"{say('swept.at_once')}\n{ahead}", INTERRUPTED)
    summary(done)
    if done.progress.state == STOPPED:
        fail(f"{say('swept.stopped')}\n{ahead}", INTERRUPTED)


def summary(done: Swept) -> None:
    """Say what was done, what failed, and where the tables are."""
    said, say = done.progress, words()
    counts = {"failed": said.failed, "quarantined": said.quarantined}
    recorded = said.before + said.done
    click.echo(say("swept.done", recorded=recorded, total=said.total, now=said.done, **counts))
    for failure in done.failures[:3]:
        kind = say(f"swept.kind.{failure.kind}")
        click.echo(f"  {kind}: {why(failure.error)}\n    {failure.replay}")
    if len(done.failures) > 3:
        click.echo(say("swept.more", count=len(done.failures) - 3))
    click.echo(say("swept.tables", tables=done.folder))


def why(text: str) -> str:
    """Return why a run has no row: what became of its worker, or an exception as it stands.

    Examples
    --------
    >>> why("its worker died over it 2 times (SIGKILL)"), why("ValueError: no")
    ('its worker died over it 2 times (SIGKILL)', 'ValueError: no')
    """
    return recognised(text, "trouble", words()) or text


def show_run(opened: Opened, run: str, out: Path) -> None:
    """Do one run and print what it says, or why it says nothing."""
    try:
        answer = only(opened, run, out)
    except KeyError:
        fail(words()("swept.no_run", run=run), BAD_INPUT)
    except ScenarioError as error:
        refuse(opened.path, error)
    except (StorageError, EngineError) as error:
        fail(error_text(error), FAILED)
    if answer.error:
        click.echo(answer.trace, nl=False, err=True)
        fail(f"{run}: {why(answer.error)}", FAILED)
    values = zip(opened.study.outcomes, answer.outcomes, strict=True)
    click.echo(json.dumps({name: None if v != v else v for name, v in values}, indent=1))


@contextmanager
def patient() -> Iterator[Callable[[], bool]]:
    """Let a first Ctrl-C (or a polite kill) ask for a stop, a second one insist."""
    asked: list[int] = []

    def heard(number: int, _: FrameType | None) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)
        name = signal.Signals(number).name  # who did not press Ctrl-C wants to know
        click.echo("\n" + words()("swept.stopping", signal=name), err=True)

    before = {each: signal.signal(each, heard) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(asked)
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


@contextmanager
def told(console: Console, opened: Opened) -> Iterator[Callable[[Progress], None]]:
    """Give what tells the progress: a bar where somebody watches, else a line now and then."""
    with bars(console) as bar:
        begins = words()("terminal.compiling", what=opened.study.name)
        task = bar.add_task(begins, total=None)
        last = [0.0]

        def watch(said: Progress) -> None:
            text = f"{opened.study.name}: {pace(said)}"
            settled = said.before + said.done + said.failed + said.quarantined
            bar.update(task, completed=settled, total=said.total, description=text)
            clock = bar.get_time()
            if bar.disable and said.done and clock - last[0] >= LINE_SECONDS:
                last[0] = clock
                counts = {"settled": settled, "total": said.total}
                click.echo(words()("swept.line", pace=pace(said), **counts), err=True)

        yield watch


def pace(said: Progress) -> str:
    """Return speed, time left and failures in a few words.

    Examples
    --------
    >>> pace(Progress(total=9))
    'starting'
    """
    left, say = said.eta_seconds, words()
    if left is None:
        return say("swept.starting")
    minutes, seconds = divmod(round(left), 60)
    wrong = said.failed + said.quarantined
    text = say("swept.pace", speed=said.runs_per_second, minutes=minutes, seconds=seconds)
    text += say("swept.of", what=said.note) if said.note else ""
    return text + (say("swept.failed", count=wrong) if wrong else "")
