"""The folder of a run: data, figures and report; the same from the command and the page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from experiments.files import put
from experiments.folders import new_folder
from experiments.manifest import manifest, seal
from experiments.runner import Result
from experiments.storage import write_run
from experiments.summary import comparison_table
from model.scenario.dump import digest
from model.scenario.load import Loaded
from model.scenario.tree import Scenario
from view.figures.frame import png
from view.gallery import gallery
from view.report import report


def name_of_folder(run: str, seeds: int = 1, second: Scenario | None = None) -> str:
    """Return the name of a folder: that of the run, and what else is in it.

    A run with bands, or beside a second policy, does not take the place of the run alone.

    Examples
    --------
    >>> name_of_folder("peru2040-6e2017902334-1")
    'peru2040-6e2017902334-1'
    >>> name_of_folder("peru2040-6e2017902334-1", seeds=20)
    'peru2040-6e2017902334-1-20seeds'
    """
    bands = f"-{seeds}seeds" if seeds > 1 else ""
    beside = f"-vs-{second.name}-{digest(second)}" if second is not None else ""
    return run + bands + beside


def write(
    out: Path,
    results: Sequence[Result],
    other: Sequence[Result],
    loaded: Loaded,
    command: str,
    figures: bool,
    language: str = "en",
) -> Path:
    """Write data, figures and report; the folder appears only when all of it is there.

    The language is that of figures and report; data have one form, whoever reads them.
    """
    scenario = results[0].scenario
    table = comparison_table(results, other) if other else None
    second = other[0].scenario if other else None
    name = name_of_folder(results[0].name, len(results), second)
    with new_folder(out, name) as folder:
        write_run(folder, results, table)
        if figures:
            draw(folder, results, other, loaded, command, table, language)
        seeds, decisions = [run.seed for run in results], results[0].decisions
        seal(folder, manifest(scenario, seeds, command, second, decisions))
    return out / name


def draw(
    folder: Path,
    results: Sequence[Result],
    other: Sequence[Result],
    loaded: Loaded,
    command: str,
    table: pd.DataFrame | None,
    language: str,
) -> None:
    """Draw the figures and the report into a folder."""
    pictures = {}
    for name, figure in gallery(results, other, language):
        pictures[name] = png(figure)
        put(folder / "figures" / f"{name}.png", pictures[name])
    page = report(results, loaded, command, pictures, other, table, language)
    put(folder / "report.html", page.encode())
