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
from view.names import called
from view.templating import template
from view.titles import title_of
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
#: Headings of its tables, by text: see `[report.head]`.
DEPENDENCE = ("whom", "lost", "share", "alone", "trust")
CLAIMS = ("claim", "claimed", "by", "value", "shortfall", "first", "verdict")


def compared(comparison: pd.DataFrame | None, language: str = "en") -> list[findings.Row]:
    """Return the rows of a comparison that a report shows."""
    if comparison is None:
        return []
    table = comparison.set_index("measure").to_dict("index")
    say = words(language)
    rows: list[findings.Row] = []
    for measure in COMPARED:
        row = table[measure]
        values = (
            findings.number(row[key], row["unit"], language)
            for key in ("base", "other", "difference")
        )
        low, high = (findings.number(row[key], row["unit"], language) for key in ("low", "high"))
        known = say("number.none") not in (low, high)
        interval = say("number.span", low=low, high=high) if known else ""
        rows.append((say.get(f"measure.{measure}", measure), *values, interval))
    return rows


def report(
    results: Sequence[Result],
    loaded: Loaded,
    command: str,
    pictures: Mapping[str, bytes],
    other: Sequence[Result] = (),
    comparison: pd.DataFrame | None = None,
    language: str = "en",
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
    language : str
        Of the texts.
    """
    say = words(language)
    scenario, seeds = results[0].scenario, [run.seed for run in results]
    heads, rows = findings.fates(results, language)
    known = [loaded.provenance.get(each.path) for each in quantities(scenario)]
    marks = Counter(each.mark for each in known if each is not None)
    ranged = sum(
        each is not None and each.mark == "assumption" and each.range is not None for each in known
    )
    seed = "report.seed" if len(seeds) == 1 else "report.seeds"
    first, last = results[0].series["label"].iloc[[0, -1]]
    return template("report.html").render(
        say=say,
        language=language or "en",
        title=title_of(scenario, language),
        under=say(
            "report.under", first=first, last=last, seed=say(seed, first=seeds[0], last=seeds[-1])
        ),
        findings=list(findings.headline(results, language)),
        dependence_heads=[say(f"report.head.{head}") for head in DEPENDENCE],
        dependence=findings.dependence(results, language),
        claim_heads=[say(f"report.head.{head}") for head in CLAIMS],
        milestones=findings.milestones(results, language),
        fate_heads=heads,
        fates=rows,
        bargaining=list(findings.bargaining(results, language)),
        comparison=compared(comparison, language),
        other=title_of(other[0].scenario, language) if other else "",
        title_base=called(scenario.name, language),
        title_other=called(other[0].scenario.name, language) if other else "",
        pictures={name: base64.b64encode(data).decode() for name, data in pictures.items()},
        quantities=sum(marks.values()),
        assumptions=marks["assumption"],
        ranged=ranged,
        one_seed=len(seeds) == 1,
        command=command,
        name=results[0].name,
        version=version(),
    )
