"""One self-contained page about a run: findings, pictures, claims, money, caveats."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from experiments.runner import Result
from model.scenario.load import Loaded
from model.scenario.quantities import quantities
from model.version import version
from view import findings
from view.templating import template
from view.words import words

#: Measures that the comparison of two policies shows, in this order.
COMPARED = (
    "capability",
    "autonomy",
    "autonomy_alone",
    "know_how",
    "transfer_effectiveness",
    "debt_share",
    "fund_usd_m",
    "investment_usd_m",
    "jobs",
    "exports_usd_m",
    "signed",
    "left",
)
ALTS = {
    "autonomy": "Needs met, autonomy and dependence through time",
    "dependence": "Dependence by partner through time",
    "graph": "The dependency graph at the end of the run",
    "capability": "Needs met and know-how by technology through time",
    "benchmarks": "Research and know-how beside recorded paths of countries",
    "agreements": "Agreements through time",
    "money": "Budget, fund, debt and loans through time",
    "bargaining": "The host's share of the surplus of each deal",
}


def compared(comparison: pd.DataFrame | None) -> list[findings.Row]:
    """Return the rows of a comparison that a report shows."""
    if comparison is None:
        return []
    table = comparison.set_index("measure").to_dict("index")
    say = words("en")
    rows: list[findings.Row] = []
    for measure in COMPARED:
        row = table[measure]
        values = (findings.number(row[key], row["unit"]) for key in ("base", "other", "difference"))
        ends = [findings.number(row[key], row["unit"]) for key in ("low", "high")]
        interval = "" if "none" in ends else " to ".join(ends)
        rows.append((say.get(f"measure.{measure}", measure), *values, interval))
    return rows


def report(
    results: Sequence[Result],
    loaded: Loaded,
    command: str,
    pictures: Mapping[str, bytes],
    other: Sequence[Result] = (),
    comparison: pd.DataFrame | None = None,
) -> str:
    """Return the page as HTML that needs nothing from anywhere else.

    Parameters
    ----------
    results : sequence of Result
        One a seed; the first is the run itself.
    loaded : Loaded
        The scenario with its provenance.
    command : str
        What repeats the run.
    pictures : mapping
        PNG bytes by name; figures without a picture are left out.
    other : sequence of Result
        A second policy under the same seeds.
    comparison : pandas.DataFrame, optional
        From :func:`experiments.summary.comparison_table`.
    """
    scenario, seeds = results[0].scenario, [run.seed for run in results]
    heads, rows = findings.fates(results)
    known = [loaded.provenance.get(each.path) for each in quantities(scenario)]
    marks = Counter(each.mark for each in known if each is not None)
    ranged = sum(
        each is not None and each.mark == "assumption" and each.range is not None for each in known
    )
    said = f"seed {seeds[0]}" if len(seeds) == 1 else f"seeds {seeds[0]} to {seeds[-1]}"
    first, last = results[0].series["label"].iloc[[0, -1]]
    return template("report.html").render(
        title=scenario.title,
        under=f"{first} to {last}, {said}",
        findings=list(findings.headline(results)),
        dependence=findings.dependence(results),
        milestones=findings.milestones(results),
        fate_heads=heads,
        fates=rows,
        bargaining=list(findings.bargaining(results)),
        comparison=compared(comparison),
        other=other[0].scenario.title if other else "",
        title_base=scenario.name,
        title_other=other[0].scenario.name if other else "",
        pictures={name: base64.b64encode(data).decode() for name, data in pictures.items()},
        alts=ALTS,
        quantities=sum(marks.values()),
        assumptions=marks["assumption"],
        ranged=ranged,
        one_seed=len(seeds) == 1,
        command=command,
        name=results[0].name,
        version=version(),
    )
