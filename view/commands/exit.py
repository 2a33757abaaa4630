"""The command `exit`: let somebody leave on some day of a run; see what falls and comes back."""

from __future__ import annotations

import json
from pathlib import Path

import click
import numpy as np
from rich.console import Console

from experiments.files import put
from experiments.folders import StorageError, told
from experiments.recall import RecallError, label_of, place_of, recalled, seed_of
from model.contracts import filed
from model.departure import Aftermath, Leavers, aftermath
from model.dependence import firm_node
from model.metrics.needs import stacked_supply
from model.portfolio import ENDED
from model.scenario.problems import ScenarioError
from model.state import State
from model.stoppage import Stoppage, stoppages
from view.commands.decide import decide, of_seed
from view.commands.language import in_language
from view.commands.once import BAD_INPUT, FAILED, fail
from view.figures.exits import exit_figure
from view.figures.frame import png
from view.names import name_of
from view.problems import error_text
from view.terminal import progress, show
from view.words import spoken, words

SHOWN = 12  # technologies in the table
LANGUAGES = ("en", "es")


@click.command(name="exit")
@click.argument("run", default="peru2040")
@click.option("--at", "label", required=True, metavar="QUARTER", help="Such as 2032Q1.")
@click.option(
    "--leaves",
    multiple=True,
    metavar="WHO",
    help="A state, a firm or an agreement, by name; may be repeated: they leave together.",
)
@of_seed
@decide
@click.option("--horizon", type=click.FloatRange(0.0, 100.0), help="Years; as in the scenario.")
@click.option(
    "--resourcing",
    default=1.0,
    show_default=True,
    type=click.FloatRange(0.0, 100.0),
    help="Factor on how fast others are found; 0: never.",
)
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@click.option("--figure", type=click.Path(dir_okay=False), help="Draw it into this PNG file.")
@in_language
def leave(
    run: str,
    label: str,
    leaves: tuple[str, ...],
    seed: int | None,
    decisions: tuple[str, ...],
    horizon: float | None,
    resourcing: float,
    as_json: bool,
    figure: str | None,
) -> None:
    """Let somebody leave at the end of a quarter of RUN, and say what falls and what comes back.

    RUN is a folder written by `once`, or a scenario, which is simulated up to the quarter. Exit
    codes: 0 answered; 1 a result could not be read or written; 2 something wrong with what was
    asked for.
    """
    console = Console()
    try:
        quarters = words()("terminal.quarters", what=run)
        with progress(Console(stderr=True)) as bar:
            task = bar.add_task(words()("terminal.compiling", what=run), total=None)

            def passed(quarter: int, last: int) -> None:
                bar.update(task, completed=quarter, total=last, description=quarters)

            world = recalled(run, seed_of(run, seed), label, passed, decisions=decisions)
        leavers = named(world.state, leaves or ("",))  # nobody: told who could
        after = aftermath(world.state, leavers, horizon, resourcing)
    except (RecallError, ScenarioError, ValueError) as error:
        fail(error_text(error), BAD_INPUT)
    except StorageError as error:
        fail(error_text(error), FAILED)
    stops = stoppages(world.state.atlas, after)
    if as_json:
        click.echo(json.dumps(answer(world.state, leavers, after, stops), allow_nan=False))
    else:
        tell(console, world.state, leavers, after, stops, spoken())
    if figure:
        title = f"{', '.join(leaves)}, {label}"
        try:
            put(Path(figure), png(exit_figure(world.state, after, title)))
        except OSError as error:
            fail(error_text(told(error, Path(figure))), FAILED)


def named(state: State, leaves: tuple[str, ...]) -> Leavers:
    """Return those named: states by id or name, firms by id, agreements by label.

    Raises
    ------
    RecallError
        Where there is nobody of that name.
    """
    atlas = state.atlas
    places: dict[str, tuple[str, int]] = {}
    for s, key in enumerate(atlas.states[1:], start=1):
        # In either language: who reads one may write the other.
        for name in (key, *(state_name(state, s, language) for language in LANGUAGES)):
            places[name] = ("states", s)
    for row in np.flatnonzero(state.firms.rows["home"] > 0).tolist():
        places[firm_node(state.firms, atlas, row)[5:]] = ("firms", row)
    rows, ended = state.portfolio.rows, set()
    for row in np.flatnonzero(rows["technology"] >= 0).tolist():
        label = filed(state, row).label
        places[label] = ("agreements", row)
        if rows["status"][row] >= ENDED:
            ended.add(label)
    order = list(places)
    foreign = range(1, len(atlas.states))
    names = {state_name(state, s, language) for s in foreign for language in LANGUAGES}
    some = [name for name in order if name not in ended and name not in names]
    found: dict[str, set[int]] = {"states": set(), "firms": set(), "agreements": set()}
    for word in leaves:
        at = place_of("--leaves", word, {name: at for at, name in enumerate(order)}, some)
        kind, place = places[order[at]]
        found[kind].add(place)
    return Leavers(*(frozenset(found[kind]) for kind in ("states", "firms", "agreements")))


def tell(
    console: Console,
    state: State,
    leavers: Leavers,
    after: Aftermath,
    stops: list[Stoppage],
    language: str,
) -> None:
    """Print who leaves; what is met before, on the day and at the end; why technologies fall."""
    met, scenario, say = after.needs_met, state.scenario, words(language)
    before = float(after.before[: len(after.weight)] @ after.weight)
    gone = [state_name(state, s, language) for s in sorted(leavers.states)]
    gone += [firm_node(state.firms, state.atlas, row)[5:] for row in sorted(leavers.firms)]
    gone += [filed(state, row).label for row in sorted(leavers.agreements)]
    head = say(
        "leave.head",
        who=", ".join(gone),
        quarter=label_of(scenario, state.quarter - 1),
        scenario=scenario.name,
        seed=state.seed,
    )
    years = f"{after.years[-1]:g}"
    numbers = say(
        "leave.met",
        before=f"{before:.3f}",
        day=f"{met[0]:.3f}",
        years=years,
        later=f"{met[-1]:.3f}",
        loss=f"{float(after.loss @ after.weight):.3f}",
    )
    console.print(f"\n{head}\n{numbers}", highlight=False)
    if not stops:
        console.print(say("leave.nothing"))
        return
    rows = [
        (
            name_of(scenario, each.technology, language),
            f"{each.before:.2f}",
            f"{each.after:.2f}",
            f"{after.path[-1, state.atlas.technologies.index(each.technology)]:.2f}",
            f"{each.imports:.2f}",
            f"{each.plants:.2f}",
            told_why(state, leavers, each, language),
        )
        for each in stops[:SHOWN]
    ]
    columns = ("technology", "before", "day", "later", "imports", "plants", "because")
    heads = [say(f"leave.{column}", years=years) for column in columns]
    show(console, say("leave.title"), heads, rows, gap=1)
    if len(stops) > SHOWN:
        console.print(say("leave.more", count=len(stops) - SHOWN))


def told_why(state: State, leavers: Leavers, stop: Stoppage, language: str) -> str:
    """Return for want of what a technology stands still, and of whom if several states left."""
    say = words(language)
    source = source_of(state, leavers, stop, language) if len(leavers.states) > 1 else ""
    links = (name_of(state.scenario, link, language) for link in stop.chain)
    chain = say("leave.chain").join(links)
    return say("leave.source", chain=chain, source=source) if source else chain


def source_of(state: State, leavers: Leavers, stop: Stoppage, language: str = "en") -> str:
    """Return the leaving state that supplied most of what a chain leads down to; else nothing."""
    if not (stop.chain and leavers.states):
        return ""
    supply = stacked_supply(state.imports, state.produced, state.input_share)
    place = (*state.atlas.technologies, *state.atlas.inputs).index(stop.chain[-1])
    share = supply[place].copy()
    if place < len(state.atlas.technologies):
        share += state.produced[place]
    most = max(sorted(leavers.states), key=lambda s: float(share[s]))
    return state_name(state, most, language) if share[most] > 0.0 else ""


def state_name(state: State, place: int, language: str = "en") -> str:
    """Return the name of a foreign state by its place in the atlas."""
    return name_of(state.scenario, state.atlas.states[place], language)


def answer(
    state: State, leavers: Leavers, after: Aftermath, stops: list[Stoppage]
) -> dict[str, object]:
    """Return all of it as plain values: years, needs met, and by technology path and reasons."""
    atlas = state.atlas
    why = {each.technology: each for each in stops}
    technologies = {}
    for k, key in enumerate(atlas.technologies):
        each = why.get(key)
        technologies[key] = {
            "before": float(after.before[k]),
            "path": after.path[:, k].tolist(),
            "mean_loss": float(after.loss[k]),
            "imports_left": float(after.gone[k]),
            "plants_left": float(after.gone[len(after.before) + k]),
            "for_want_of": list(each.chain) if each else [],
            "which_came_from": source_of(state, leavers, each) if each else "",
        }
    return {
        "years": after.years.tolist(),
        "before": float(after.before[: len(after.weight)] @ after.weight),
        "needs_met": after.needs_met.tolist(),
        "technologies": technologies,
    }
