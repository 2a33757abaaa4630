"""All that can be said of a study by its design: which analyses fit, and why others do not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from experiments.analysis.discovery import boxes, trees
from experiments.analysis.estimates import differences, estimates
from experiments.analysis.front import convergence, found_policies, optimism
from experiments.analysis.indices import indices
from experiments.analysis.robustness import robustness
from experiments.analysis.rows import AnalysisError, Rows
from experiments.study.declare import SENSITIVITY


@dataclass(frozen=True)
class Findings:
    """Tables by name, trees as text, and why an analysis that was due could not be done."""

    tables: dict[str, pd.DataFrame]
    trees: dict[tuple[str, str, str], str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)


def findings(rows: Rows) -> Findings:
    """Return estimates, and the analyses for which the design was made.

    What a search found, whether it has settled and what is left of it under other luck; indices of
    sensitivity for Morris, Saltelli and eFAST; robustness where options are compared; conditions
    where an outcome has thresholds and uncertainties vary.
    """
    study = rows.plan.opened.study
    options = len(study.policies) > 1 or len(rows.names("lever")) > 0
    sensitivity, searches = study.design.kind in SENSITIVITY, study.searches
    compared = options and study.replicates.paired and not (sensitivity or searches)
    due: dict[str, tuple[bool, Callable[[Rows], pd.DataFrame]]] = {
        "front": (searches, found_policies),
        "optimism": (searches, optimism),
        "convergence": (searches, convergence),
        "estimates": (not searches, estimates),
        "differences": (compared, differences),
        "indices": (sensitivity, indices),
        "robustness": (compared, robustness),
        "boxes": (bool(study.satisfactory) and bool(rows.names("uncertainty")), boxes),
    }
    found = Findings({})
    for name, (wanted, analyse) in due.items():
        if not wanted:
            continue
        try:
            table = analyse(rows)
        except AnalysisError as error:
            found.missing[name] = str(error)
            continue
        if len(table):
            found.tables[name] = table
    if "boxes" not in found.missing and due["boxes"][0]:
        try:
            found.trees.update(trees(rows))
        except AnalysisError as error:
            found.missing["trees"] = str(error)
    return found
