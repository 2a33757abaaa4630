"""Running worlds: one, or the same scenario under many seeds, here or in worker processes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from importlib import import_module
from typing import Any, TypeVar

import networkx as nx
import pandas as pd

from experiments.faces import face
from experiments.orphans import go_with_parent
from model.bargains import Bargain, certificates
from model.dependence import DependencyGraph
from model.scenario.decisions import Decision, suffix
from model.scenario.dump import digest
from model.scenario.tree import Scenario

#: Runs handed to a worker at a time: long enough that handing over does not count.
CHUNK = 8
#: Who draws runs, by name as pandas names its backend: what computes does not depend on what draws.
DRAWN_BY, DRAWN = "view.notebook", ("capability", "autonomy", "autonomy_alone")

Job = TypeVar("Job")
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Result:
    """What came out of one run; picklable, and free of Mesa.

    Attributes
    ----------
    scenario : Scenario
        What was simulated.
    seed : int
        Under which luck.
    decisions : tuple of Decision
        What was decided otherwise, and from when on.
    series, partners, technologies, agreed : pandas.DataFrame
        See :class:`model.record.Record`; ``agreements`` adds to ``agreed`` how good each deal was.
    events : list of dict
        The log, in order.
    structure : DependencyGraph
        The graph of any quarter: ``structure.at(quarter)``.
    bargains : dict of Bargain
        By number of the agreement: the table at which it was last struck.
    """

    scenario: Scenario
    seed: int
    decisions: tuple[Decision, ...]
    series: pd.DataFrame
    partners: pd.DataFrame
    technologies: pd.DataFrame
    agreed: pd.DataFrame
    events: list[dict[str, Any]]
    structure: DependencyGraph
    bargains: dict[int, Bargain]

    @cached_property
    def name(self) -> str:
        """The name of the run: scenario, digest, seed, and decisions where there are any."""
        return run_name(self.scenario, self.seed, self.decisions)

    @cached_property
    def agreements(self) -> pd.DataFrame:
        """All agreements and how good each deal was, worked out when first asked for."""
        return self.agreed.assign(**certificates(self.bargains, len(self.agreed)))

    def graph(self, quarter: int | None = None) -> nx.MultiDiGraph[str]:
        """Return the dependency graph at the end of a quarter, the last by default."""
        return self.structure.at(quarter)

    def plot(self, *measures: str) -> Any:
        """Return measures through time as a picture that a notebook shows.

        Parameters
        ----------
        measures : str
            Columns of ``series``; by default what is met today, after the worst exit, and alone.

        Raises
        ------
        ValueError
            Where there is no measure of that name; the message names the nearest.

        Examples
        --------
        >>> from model.scenario.load import load
        >>> simulate(load("classroom"), seed=1).plot("autonomy").alt
        'autonomy through time, for classroom'
        """
        return import_module(DRAWN_BY).plot(self, *(measures or DRAWN))

    def __repr__(self) -> str:
        """Write the run by its name: its tables are too long to be written out."""
        return f"Result({self.name})"

    def _repr_html_(self) -> str:
        """Return how a notebook shows the run."""
        return face(self)


def run_name(scenario: Scenario, seed: int, decisions: Iterable[Decision | str] = ()) -> str:
    """Return the name of a run: the same name, the same run.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> run_name(load("classroom"), 7).startswith("classroom-")
    True
    """
    return f"{scenario.name}-{digest(scenario)}-{seed}{suffix(decisions)}"


def simulate(
    scenario: Scenario,
    seed: int,
    on_quarter: Callable[[int], None] | None = None,
    decisions: Iterable[Decision | str] = (),
) -> Result:
    """Simulate one run from its first quarter to its last.

    Parameters
    ----------
    scenario : Scenario
        What to simulate.
    seed : int
        Name of the run, zero or more.
    on_quarter : callable, optional
        Called with the number of quarters that have passed, after each.
    decisions : iterable of Decision or str
        What is decided otherwise, and from when on; see :mod:`model.scenario.decisions`.

    Returns
    -------
    Result
        Series, agreements, events and structure.

    Raises
    ------
    ValueError
        If the seed is negative, or decisions cannot be followed.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> result = simulate(load("classroom"), seed=1)
    >>> bool(result.series["autonomy"].between(0, 1).all())
    True
    """
    # Here, since Mesa takes most of a second: whoever only reads results need not wait for it.
    from agents.population import settle

    world = settle(scenario, seed, decisions)
    world.run(on_quarter)
    result = Result(
        scenario=scenario,
        seed=int(seed),
        decisions=world.state.plan.decisions,
        series=world.series(),
        partners=world.record.partners(),
        technologies=world.record.technologies(),
        agreed=world.record.agreed(),
        events=world.state.events,
        structure=world.state.graph,
        bargains=world.state.bargains,
    )
    world.close()
    return result


def each(do: Callable[[Job], Answer], jobs: Iterable[Job], workers: int = 1) -> Iterator[Answer]:
    """Do independent jobs, here or in worker processes, and give the answers in their order.

    Parameters
    ----------
    do : callable
        What is done; a function of a module, or a partial of one, where there are workers.
    jobs : iterable
        What it is done to.
    workers : int
        Processes; 1 works in this one.

    Yields
    ------
    object
        One answer a job, the same for any number of workers.

    Raises
    ------
    ValueError
        If there are fewer than one worker.

    Examples
    --------
    >>> list(each(abs, [-1, 2]))
    [1, 2]
    """
    if workers < 1:
        raise ValueError(f"{workers} workers: at least 1 is needed")
    wanted = list(jobs)
    if workers == 1 or len(wanted) == 1:
        yield from map(do, wanted)
        return
    size = max(1, min(CHUNK, -(-len(wanted) // workers)))
    parts = [wanted[at : at + size] for at in range(0, len(wanted), size)]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(workers, len(parts)), context, go_with_parent) as pool:
        for answers in pool.map(_part, [do] * len(parts), parts):
            yield from answers


def _part(do: Callable[[Job], Answer], jobs: Sequence[Job]) -> list[Answer]:
    return [do(job) for job in jobs]


def simulate_many(
    scenario: Scenario,
    seeds: Iterable[int],
    workers: int = 1,
    decisions: Iterable[Decision | str] = (),
) -> Iterator[Result]:
    """Simulate one scenario under many seeds, in the order of the seeds.

    The results are the same for any number of workers.

    Parameters
    ----------
    scenario : Scenario
        What to simulate.
    seeds : iterable of int
        Names of the runs.
    workers : int
        Processes; 1 runs in this one.
    decisions : iterable of Decision or str
        The same in every run; what one of them names and a run does not have is void there.

    Yields
    ------
    Result
        One a seed.

    Raises
    ------
    ValueError
        If there are fewer than one worker.
    """
    yield from each(partial(simulate, scenario, decisions=tuple(decisions)), seeds, workers)
