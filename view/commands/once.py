"""The command `once`: simulate a scenario, print what came out, and write it all down."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click
from rich.console import Console

from experiments.folders import StorageError, free_place
from experiments.runner import Result, run_name, simulate, simulate_many
from experiments.summary import comparison_table
from model.processors import processors
from model.scenario.decisions import Decision, DecisionError
from model.scenario.load import Loaded, load_with_provenance
from model.scenario.plan import planned
from model.scenario.problems import ScenarioError
from model.scenario.tree import Scenario
from view import findings
from view.commands.decide import decide, in_vain
from view.commands.language import in_language
from view.folder import name_of_folder, write
from view.names import called
from view.problems import error_text
from view.repeat import repeat
from view.report import CLAIMS, DEPENDENCE, compared
from view.terminal import progress, show
from view.titles import title_of
from view.words import spoken, words

BAD_INPUT, FAILED, INTERRUPTED = 2, 1, 130


@click.command()
@click.argument("scenario", default="peru2040")
@click.option("--seed", default=1, show_default=True, help="Name of the run, 0 or more.")
@click.option("--seeds", default=1, show_default=True, help="How many seeds, from --seed on.")
@click.option("--workers", default=0, help="Processes for several seeds; 0: one a core.")
@click.option(
    "--policy",
    metavar="SCENARIO",
    help="A second policy under the same seeds, as its file states it: --set and --decide move "
    "the first alone.",
)
@click.option(
    "--set",
    "overrides",
    multiple=True,
    metavar="KEY=VALUE",
    help="Another value for one key, such as council.budget_usd_m=3000; may be repeated.",
)
@decide
@click.option("--out", default="results", show_default=True, help="Folder of results.")
@click.option("--no-figures", is_flag=True, help="Leave figures and report out.")
@in_language
def once(
    scenario: str,
    seed: int,
    seeds: int,
    workers: int,
    policy: str | None,
    overrides: tuple[str, ...],
    decisions: tuple[str, ...],
    out: str,
    no_figures: bool,
) -> None:
    """Simulate SCENARIO, a shipped name or a file, and write the results.

    Exit codes: 0 done, 1 the results could not be written, 2 something wrong with what was asked
    for, 130 interrupted.
    """
    lang = spoken()
    for name, value, low in (
        ("--seed", seed, 0),
        ("--seeds", seeds, 1),
        ("--workers", workers, 0),
    ):
        if value < low:
            fail(words()("terminal.at_least", name=name, value=value, low=low), BAD_INPUT)
    loaded = opened(scenario, overrides)
    second = opened(policy, ()) if policy else None
    if second is not None and (gap := apart(loaded.scenario, second.scenario)):
        fail(f"--policy {policy}: {gap}", BAD_INPUT)
    try:
        plan = planned(loaded.scenario, decisions).decisions
    except DecisionError as error:
        fail(error_text(error), BAD_INPUT)
    if second is not None and not plan and alike(loaded.scenario, second.scenario):
        fail(words()("terminal.same_policy", policy=policy), BAD_INPUT)
    wanted = range(seed, seed + seeds)
    command = repeat(scenario, seed, seeds, policy, overrides, plan, lang)
    console = Console()
    try:
        run = run_name(loaded.scenario, seed, plan)
        free_place(Path(out), name_of_folder(run, seeds, second.scenario if second else None))
        results = runs(loaded.scenario, wanted, workers, console, plan)
        other = runs(second.scenario, wanted, workers, console) if second else []
        tell(console, results, lang)
        if other:
            tell_difference(console, results, other, lang)
        for line in in_vain(results[0], lang):
            click.echo(line, err=True)
        folder = write(Path(out), results, other, loaded, command, not no_figures, lang)
    except KeyboardInterrupt:
        fail(words()("terminal.interrupted"), INTERRUPTED)
    except StorageError as error:
        fail(error_text(error), FAILED)
    places = {"folder": folder} | ({} if no_figures else {"report": folder / "report.html"})
    for name, place in places.items():
        line = words(lang)(f"report.terminal.{name}", place=place)
        console.print(line, soft_wrap=True, highlight=False)


def fail(message: str, code: int) -> NoReturn:
    """Say what is wrong on stderr and end with a code."""
    click.echo(message, err=True)
    raise click.exceptions.Exit(code)


def opened(scenario: str, overrides: tuple[str, ...]) -> Loaded:
    """Return a loaded scenario, or end with all that is wrong with it."""
    try:
        return load_with_provenance(scenario, overrides)
    except ScenarioError as error:
        head = words()("terminal.not_simulated", what=scenario)
        fail(f"{head}\n{error_text(error)}", BAD_INPUT)


def apart(one: Scenario, other: Scenario) -> str:
    """Return why two scenarios cannot be compared as policies of one host; empty where they can."""
    for what, own, others in (
        ("host", one.host.name, other.host.name),
        ("start", one.clock.start_year, other.clock.start_year),
        ("quarters", one.clock.quarters, other.clock.quarters),
    ):
        if own != others:
            return words()(f"terminal.apart.{what}", name=one.name, own=own, others=others)
    return ""


def alike(one: Scenario, other: Scenario) -> bool:
    """Tell whether two scenarios are the same but for what they are called.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> alike(load("classroom"), load("classroom", ["policy.fund_saving=0.4"]))
    False
    """
    nameless = {"name": "", "title": ""}
    return one.model_copy(update=nameless) == other.model_copy(update=nameless)


def runs(
    scenario: Scenario,
    seeds: range,
    workers: int,
    console: Console,
    decisions: Sequence[Decision] = (),
) -> list[Result]:
    """Simulate a scenario under seeds, with a bar where somebody watches."""
    bar, say = progress(console), words()
    if bar.disable:
        many, gaps = "many" if len(seeds) > 1 else "one", (scenario.name, seeds.start, seeds[-1])
        line = dict(zip(("what", "first", "last"), gaps, strict=True))
        console.print(say(f"terminal.simulating_{many}", **line))
    with bar:
        if len(seeds) == 1:
            quarters, name = scenario.clock.quarters, say("terminal.quarters", what=scenario.name)
            task = bar.add_task(say("terminal.compiling", what=scenario.name), total=quarters)

            def passed(quarter: int) -> None:
                bar.update(task, completed=quarter, description=name)

            return [simulate(scenario, seeds[0], passed, decisions)]
        task = bar.add_task(say("terminal.seeds", what=scenario.name), total=len(seeds))
        results = []
        processes = workers or processors()
        for result in simulate_many(scenario, seeds, processes, decisions):
            results.append(result)
            bar.advance(task)
        return results


def tell(console: Console, results: Sequence[Result], language: str) -> None:
    """Print what came out: findings, claims, agreements, dependence."""
    scenario, say = results[0].scenario, words(language)
    console.print(
        f"\n[bold]{title_of(scenario, language)}[/bold]  {results[0].name}", highlight=False
    )
    for line in findings.headline(results, language):
        console.print(f"  {line}", highlight=False)
    heads, rows = findings.fates(results, language)
    claims = (*(say(f"report.head.{head}") for head in CLAIMS[:-1]), "")
    title = say("report.terminal.claims")
    show(console, title, claims, findings.milestones(results, language), gap=1)
    show(console, say("report.terminal.fates"), heads, rows)
    heads = tuple(say(f"report.head.{head}") for head in DEPENDENCE)
    show(console, say("report.terminal.dependence"), heads, findings.dependence(results, language))
    for line in findings.bargaining(results, language):
        console.print(f"  {line}", highlight=False)
    console.print()


def tell_difference(
    console: Console, results: Sequence[Result], other: Sequence[Result], language: str
) -> None:
    """Print what a second policy changes under the same seeds."""
    base, second = (called(runs[0].scenario.name, language) for runs in (results, other))
    say = words(language)
    measure, difference, interval = (
        say(f"report.head.{head}") for head in ("measure", "difference", "interval")
    )
    table = compared(comparison_table(results, other), language)
    title = say("report.terminal.against", other=title_of(other[0].scenario, language))
    show(console, title, (measure, base, second, difference, interval), table)
    console.print()
