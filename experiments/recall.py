"""Going back to a quarter of a run: by its name it is simulated again up to there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.storage import read_run
from model.scenario.decisions import Decision, ordered
from model.scenario.load import load
from model.scenario.problems import nearest
from model.scenario.quarters import quarter_label, quarter_place
from model.scenario.tree import Scenario

if TYPE_CHECKING:
    from model.world import World

#: Names that a message lists because the word is a part of them.
MOST_LIKE = 40


class RecallError(ValueError):
    """A run, a quarter or a name that is not there; the message lists what is."""


def quarter_of(scenario: Scenario, label: str) -> int:
    """Return the place of a quarter such as 2032Q1 in a run.

    Raises
    ------
    RecallError
        Where it is no quarter, or lies outside the run.

    Examples
    --------
    >>> quarter_of(load("peru2040"), "2026Q1")
    4
    """
    try:
        return quarter_place(scenario.clock, label)
    except ValueError as error:
        raise RecallError(f"quarter {label!r}: expected {error}") from None


def recalled(
    run: str,
    seed: int,
    label: str,
    passed: Callable[[int, int], None] = lambda *_: None,
    watch: Callable[[World], None] = lambda _: None,
    decisions: Iterable[Decision | str] = (),
) -> World:
    """Return the world of a run as it stood at the end of a quarter.

    Parameters
    ----------
    run : str
        A folder that ``run.py once`` has written, or a scenario's name or file.
    seed : int
        Name of the run, where a scenario is given; a folder knows its own.
    label : str
        The quarter, such as 2032Q1.
    passed : callable, optional
        Called after each quarter with how many have passed, and how many will.
    watch : callable, optional
        Called with the world before its first quarter and after each; must not change it.
    decisions : iterable of Decision or str
        What is decided otherwise in a scenario; a folder knows its own, to which these are added.

    Raises
    ------
    RecallError
        Where there is no such quarter, or a stored run does not come out again as it was stored.
    experiments.folders.StorageError, model.scenario.problems.ScenarioError
        Where the folder or the scenario cannot be read.
    model.scenario.decisions.DecisionError
        Where decisions cannot be followed.
    """
    if not Path(run).is_dir():
        scenario = load(run)
        return _up_to(scenario, seed, quarter_of(scenario, label), passed, watch, decisions)
    stored = read_run(run)
    scenario = stored.scenario()
    quarter = quarter_of(scenario, label)
    more = ordered(decisions)
    world = _up_to(
        scenario, int(stored.manifest["seed"]), quarter, passed, watch, (*stored.decisions, *more)
    )
    if more:
        return world  # a fork of what is stored, with which it cannot be compared
    was = float(stored.series["autonomy"].iloc[quarter])
    game = world.state.game
    if game is None or abs(was - game.autonomy) > 1e-9:
        raise RecallError(
            f"{run}: written by Convenio {stored.manifest['convenio']}, this version simulates it "
            f"otherwise; write it anew: {stored.manifest['command']}"
        )
    return world


def seed_of(run: str, seed: int | None) -> int:
    """Return the seed of a run: a folder's own, else the one asked for, else 1.

    Raises
    ------
    RecallError
        Where another seed is asked for than that of the folder.
    experiments.folders.StorageError
        Where the folder cannot be read.

    Examples
    --------
    >>> seed_of("classroom", None), seed_of("classroom", 7)
    (1, 7)
    """
    if not Path(run).is_dir():
        return 1 if seed is None else seed
    manifest = read_run(run).manifest
    own = int(manifest["seed"])
    if seed is not None and seed != own:
        raise RecallError(
            f"--seed {seed}: {run} is the run of seed {own}; for another one name the scenario, "
            f"{manifest['scenario']['name']}"
        )
    return own


def scenario_of(run: str) -> Scenario:
    """Return what a run simulates: the scenario of a folder, or the one that is named."""
    return read_run(run).scenario() if Path(run).is_dir() else load(run)


def label_of(scenario: Scenario, quarter: int) -> str:
    """Return the name of a quarter; ``start`` of the one before the first.

    Examples
    --------
    >>> label_of(load("peru2040"), 4), label_of(load("peru2040"), -1)
    ('2026Q1', 'start')
    """
    return quarter_label(scenario.clock, quarter)


def _up_to(
    scenario: Scenario,
    seed: int,
    quarter: int,
    passed: Callable[[int, int], None],
    watch: Callable[[World], None],
    decisions: Iterable[Decision | str],
) -> World:
    from agents.population import settle  # with Mesa, as in experiments.runner

    world = settle(scenario, seed, decisions)
    watch(world)
    while world.quarter <= quarter:
        world.step()
        watch(world)
        passed(world.quarter, quarter + 1)
    return world


def place_of(kind: str, word: str, places: Mapping[str, int], listed: Sequence[str] = ()) -> int:
    """Return the place of a name, whatever its case; ``listed`` is what a message shows of them.

    Raises
    ------
    RecallError
        Where there is none; it names those that the word is a part of, or else the nearest and what
        exists.

    Examples
    --------
    >>> place_of("state", "China", {"korea": 1, "china": 2})
    2
    """
    known = {name.casefold(): place for name, place in places.items()}
    if word.casefold() in known:
        return known[word.casefold()]
    like = [name for name in places if word and word.casefold() in name.casefold()]
    if 1 < len(like) < len(places):
        listed, hint = like[:MOST_LIKE], ""
    else:
        guess = like[0] if like else nearest(word, places)
        hint = f"; did you mean {guess}?" if guess else ""
    shown = ", ".join(listed or places)
    rest = ", …" if len(listed or places) < (len(like) if len(like) > 1 else len(places)) else ""
    raise RecallError(f"{kind} {word!r}: expected one of {shown or 'none'}{rest}{hint}")
