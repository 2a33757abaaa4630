"""Which figures a run is shown with, and in what order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matplotlib.figure import Figure

from experiments.runner import Result
from view.figures.agreements import agreements_figure
from view.figures.autonomy import autonomy_figure
from view.figures.bargaining import bargaining_figure
from view.figures.benchmarks import benchmarks_figure
from view.figures.capability import capability_figure
from view.figures.dependence import dependence_figure
from view.figures.graph import graph_figure
from view.figures.money import money_figure


def gallery(
    results: Sequence[Result], other: Sequence[Result] = ()
) -> Iterator[tuple[str, Figure]]:
    """Yield the name and the picture of each figure of a run.

    Parameters
    ----------
    results : sequence of Result
        One a seed; the first is the run itself.
    other : sequence of Result
        A second policy under the same seeds.
    """
    yield "autonomy", autonomy_figure(results, other)
    yield "dependence", dependence_figure(results, other)
    yield "graph", graph_figure(results)
    yield "capability", capability_figure(results)
    yield "benchmarks", benchmarks_figure(results)
    yield "agreements", agreements_figure(results)
    yield "money", money_figure(results, other)
    yield "bargaining", bargaining_figure(results)
