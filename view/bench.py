"""Mesa's own view of a world, for modellers: ``.venv/bin/python -m solara run view.bench``.

It steps one world and shows its measures as they come; all else is in ``run.py view``.
It needs the extra ``bench``. All browsers that open it share one world, as Mesa has it: it is for
one person on one machine. Solara's own server has the browser ask solara.dev for two pictures, and
draws all the same where that is not answered; ``run.py view --app view.bench`` asks nobody, and
takes two or three times as long to start as the view itself. Either way Mesa's page, with Altair in
its luggage, is blank for some three seconds of a visit before it stands.
"""

from __future__ import annotations

import mesa
import solara
from matplotlib.figure import Figure
from mesa.visualization import SolaraViz
from mesa.visualization.utils import update_counter

from agents.population import settle
from model.scenario.files import shipped_names
from model.scenario.load import load

SHOWN = ("capability", "autonomy", "autonomy_alone", "dependence", "know_how")


class Bench(mesa.Model):
    """A world that Mesa can make anew from its parameters.

    Parameters
    ----------
    scenario : str
        A shipped name.
    seed : int
        Name of the run.

    Examples
    --------
    >>> bench = Bench("classroom", 1)
    >>> bench.step()
    >>> bench.world.quarter, bench.running
    (1, True)
    """

    def __init__(self, scenario: str = "classroom", seed: int = 1) -> None:
        super().__init__(rng=seed)
        self.world = settle(load(scenario), seed)

    def step(self) -> None:
        """Let a quarter pass, if there is one left."""
        if not self.world.over:
            self.world.step()
        self.running = not self.world.over


@solara.component
def Measures(bench: Bench) -> None:
    """Draw the measures so far."""
    update_counter.get()
    figure = Figure(figsize=(7.0, 4.0), layout="constrained")
    axes = figure.subplots()
    if bench.world.quarter:
        rows = bench.world.series()
        for name in SHOWN:
            axes.plot(rows["quarter"], rows[name], label=name.replace("_", " "))
        axes.legend(loc="upper left", fontsize=8)
    axes.set(ylim=(0, 1), xlabel="quarter", ylabel="share of needs")
    solara.FigureMatplotlib(figure, format="png")


@solara.component
def Page() -> None:
    """Show the bench."""
    bench = solara.use_memo(Bench, [])
    SolaraViz(
        bench,
        components=[Measures],
        model_params={
            "scenario": {"type": "Select", "value": "classroom", "values": list(shipped_names())},
            "seed": {"type": "InputText", "value": 1, "label": "seed"},
        },
        name="Convenio, step by step",
    )
