"""All that can be said of a study by its design: which analyses fit, and why others do not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from experiments.analysis.cart import leaves, trees
from experiments.analysis.estimates import differences, estimates
from experiments.analysis.front import convergence, found_policies, optimism, tried
from experiments.analysis.indices import indices
from experiments.analysis.prim import boxes, peeling
from experiments.analysis.robustness import robustness
from experiments.analysis.rows import AnalysisError, Rows
from experiments.study.declare import SENSITIVITY

#: All tables that there may be.
TABLES = (
    *("front", "optimism", "convergence", "tried"),
    *("estimates", "differences", "indices", "robustness"),
    *("peeling", "boxes", "leaves"),
)


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
    conditions = bool(study.satisfactory) and bool(rows.names("uncertainty"))
    found = Findings({})
    due: dict[str, tuple[bool, Callable[[Rows], pd.DataFrame]]] = {
        "front": (searches, found_policies),
        "optimism": (searches, optimism),
        "convergence": (searches, convergence),
        "tried": (searches, tried),
        "estimates": (not searches, estimates),
        "differences": (compared, differences),
        "indices": (sensitivity, indices),
        "robustness": (compared, robustness),
        "peeling": (conditions, peeling),
        "boxes": (conditions, lambda rows: boxes(rows, found.tables.get("peeling"))),
        "leaves": (conditions, leaves),
    }
    for name, (wanted, analyse) in due.items():
        if not wanted:
            continue
        try:
            table = analyse(rows)
        except AnalysisError as error:
            if str(error) not in found.missing.values():  # several may lack the same
                found.missing[name] = str(error)
            continue
        if len(table):
            found.tables[name] = table
    if "peeling" in found.tables:  # the longest: read last
        found.tables["peeling"] = found.tables.pop("peeling")
    if "leaves" in found.tables:
        found.trees.update(trees(rows))
    return found
