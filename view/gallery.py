"""Which figures a run is shown with, and in what order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

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
from view.words import speaking


def gallery(
    results: Sequence[Result], other: Sequence[Result] = (), language: str = ""
) -> Iterator[tuple[str, Figure]]:
    """Yield the name and the picture of each figure of a run.

    Parameters
    ----------
    results : sequence of Result
        One a seed; the first is the run itself.
    other : sequence of Result
        A second policy under the same seeds.
    language : str
        Of the texts; that which is spoken where none is named.
    """
    drawn: dict[str, Callable[[], Figure]] = {
        "autonomy": lambda: autonomy_figure(results, other),
        "dependence": lambda: dependence_figure(results, other),
        "graph": lambda: graph_figure(results),
        "capability": lambda: capability_figure(results),
        "benchmarks": lambda: benchmarks_figure(results),
        "agreements": lambda: agreements_figure(results),
        "money": lambda: money_figure(results, other),
        "bargaining": lambda: bargaining_figure(results),
    }
    for name, draw in drawn.items():
        with speaking(language):  # not while whoever asked goes on with the picture
            figure = draw()
        yield name, figure
