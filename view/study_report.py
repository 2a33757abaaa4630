"""One self-contained page about a study: question, tables, figures, its file, how to repeat it."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from experiments.analysis.findings import Findings
from experiments.analysis.rows import Rows
from model.version import version
from view.figures.boxes import boxes_figure
from view.figures.convergence import convergence_figure
from view.figures.front import front_figure
from view.figures.indices import indices_figure
from view.figures.leaves import leaves_figure
from view.figures.levers import levers_figure
from view.figures.policies import policies_figure
from view.figures.robustness import robustness_figure
from view.names import called, world_of
from view.problems import trouble_text
from view.templating import template
from view.words import words

#: Rows of a table that the page shows; the files beside it hold all.
MOST_ROWS = 60


def figures(rows: Rows, found: Findings, language: str = "en") -> Iterator[tuple[str, Figure]]:
    """Yield the name and the picture of each figure of a study."""
    yield from _of_design(rows, found, language)
    for name, table, draw in (
        ("boxes", "peeling", boxes_figure),
        ("leaves", "leaves", leaves_figure),
    ):
        if table in found.tables:
            for outcome in found.tables[table]["outcome"].unique():
                yield f"{name}_{outcome}", draw(rows, found.tables[table], outcome, language)


def _of_design(rows: Rows, found: Findings, language: str) -> Iterator[tuple[str, Figure]]:
    if "indices" in found.tables:
        for outcome in rows.outcomes:
            figure = indices_figure(rows, found.tables["indices"], outcome, language)
            yield f"indices_{outcome}", figure
        return
    if "front" in found.tables:
        yield "front", front_figure(rows, found.tables["front"], language)
        yield "policies", policies_figure(rows, found.tables["front"], language)
    if "convergence" in found.tables:
        yield "convergence", convergence_figure(rows, found.tables["convergence"], language)
    if rows.plan.opened.study.searches:
        return
    if "robustness" in found.tables:
        yield "robustness", robustness_figure(rows, found.tables["robustness"], language)
    for lever in rows.names("lever"):
        if found.tables["estimates"][lever].nunique() <= 50:
            yield f"lever_{lever}", levers_figure(rows, found.tables["estimates"], lever, language)


def study_report(
    rows: Rows,
    found: Findings,
    pictures: Mapping[str, bytes],
    manifest: Mapping[str, object],
    source: str,
    language: str = "en",
) -> str:
    """Return the page as HTML that needs nothing from anywhere else.

    Parameters
    ----------
    rows : Rows
        The study.
    found : Findings
        What can be said of it.
    pictures : mapping
        PNG bytes by name.
    manifest : mapping
        Versions, digest and command.
    source : str
        The study file as it stands.
    language : str
        Of the texts.
    """
    say, study = words(language), rows.plan.opened.study
    again = study.replicates
    return template("study.html").render(
        say=say,
        language=language,
        title=study.question,
        under=say(
            "study.rows",
            runs=f"{len(rows.runs):,}",
            rows=f"{rows.plan.rows:,}",
            replicates=again.count,
        ),
        design=say(
            "study.design",
            kind=say(f"study.kind.{study.design.kind}"),
            seed=again.first_seed,
            paired=say("study.paired" if again.paired else "study.own"),
        ),
        sections=[
            (
                say(f"study.head.{name}"),
                say(f"study.note.{name}"),
                list(table),
                cells(table, language),
                max(0, len(table) - MOST_ROWS),
            )
            for name, table in found.tables.items()
        ],
        trees=[(world_of(place, language), text) for place, text in found.trees.items()],
        missing=[(name, trouble_text(why, language)) for name, why in found.missing.items()],
        pictures=[(name, base64.b64encode(data).decode()) for name, data in pictures.items()],
        source=source,
        manifest=json.dumps(manifest, indent=1, ensure_ascii=False),
        command=str(manifest["command"]),
        digest=str(manifest["digest"]),
        code=str(manifest["code"]),
        version=version(),
    )


def cells(table: pd.DataFrame, language: str = "en") -> list[list[str]]:
    """Return the first rows of a table as people read them.

    Examples
    --------
    >>> cells(pd.DataFrame({"a": [0.123456, float("nan")], "b": [12345, 1], "c": ["x", 71642.3]}))
    [['0.1235', '12,345', 'x'], ['', '1', '71,642']]
    """
    yes, lines = words(language)("study.yes"), table.head(MOST_ROWS).to_numpy(dtype=object)
    return [[called(_cell(each, yes), language) for each in line] for line in lines]


def _cell(value: object, yes: str) -> str:
    if isinstance(value, bool | np.bool_):
        return yes if value else ""
    if isinstance(value, int | np.integer):
        return f"{value:,}"
    if isinstance(value, float | np.floating):
        number = float(value)
        large = abs(number) >= 1e4
        return "" if np.isnan(number) else f"{number:,.0f}" if large else f"{number:,.4g}"
    return str(value)
