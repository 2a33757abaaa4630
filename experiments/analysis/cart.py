"""Small trees of conditions under which an outcome misses its thresholds, grown by CART.

Needs the extra ``discovery`` (scikit-learn).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiments.analysis.discovery import Place, cases, enough, short
from experiments.analysis.rows import AnalysisError, Rows

#: Questions in a row at most, the least part of rows in a leaf, parts of a cross-validation.
DEPTH, LEAF, FOLDS = 3, 0.05, 5


def trees(rows: Rows) -> dict[Place, str]:
    """Return a small tree of conditions for each outcome with thresholds, as text.

    Raises
    ------
    AnalysisError
        Where no outcome has thresholds, a factor is no number, or the extra is not installed.

    References
    ----------
    Breiman, Friedman, Olshen & Stone (1984), Classification and Regression Trees.
    """
    from sklearn.tree import export_text

    return {
        place: str(export_text(tree, feature_names=list(x.columns), show_weights=True))
        for place, tree, x, _ in _grown(rows)
    }


def leaves(rows: Rows) -> pd.DataFrame:
    """Return the leaves of the trees: conditions, size, and how much of it misses the thresholds.

    Returns
    -------
    DataFrame
        ``scenario``, ``policy``, ``outcome``, ``rule``: conditions in words; ``rows``; ``misses``;
        ``share``: misses in the leaf; ``overall``: misses in all rows. The most missed first.
        ``told``: rows that a tree grown without them tells rightly (cross-validation); ``guessed``:
        those that are right where all are told alike. No more told than guessed: no tree.

    Raises
    ------
    AnalysisError
        As `trees` does.
    """
    found: list[list[Any]] = []
    for place, tree, x, miss in _grown(rows):
        overall, told = float(miss.mean()), _told(tree, x, miss)
        guessed = max(overall, 1.0 - overall)
        at, rules = tree.apply(x.to_numpy()), dict(_rules(tree.tree_, list(x.columns)))
        own = [(rule, at == leaf) for leaf, rule in rules.items()]
        for rule, inside in sorted(own, key=lambda each: -miss[each[1]].mean()):
            count, misses = int(inside.sum()), int(miss[inside].sum())
            found.append([*place, rule, count, misses, misses / count, overall, told, guessed])
    columns = ["scenario", "policy", "outcome", "rule", "rows", "misses", "share", "overall"]
    return pd.DataFrame(found, columns=[*columns, "told", "guessed"])


def _told(tree: Any, x: pd.DataFrame, miss: NDArray[np.bool_]) -> float:
    """Return the part of rows that trees like this one, grown without them, tell rightly."""
    from sklearn.base import clone
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    return float((cross_val_predict(clone(tree), x.to_numpy(), miss, cv=folds) == miss).mean())


def _grown(rows: Rows) -> Iterator[tuple[Place, Any, pd.DataFrame, NDArray[np.bool_]]]:
    """Yield for each world and outcome its tree, the factors, and which rows miss."""
    try:
        from sklearn.tree import DecisionTreeClassifier
    except ImportError as error:
        raise AnalysisError(f"CART needs the extra `discovery` ({error})") from error
    for place, x, miss in cases(rows):
        if enough(miss):
            tree = DecisionTreeClassifier(max_depth=DEPTH, min_samples_leaf=LEAF, random_state=0)
            yield place, tree.fit(x.to_numpy(), np.where(miss, "missed", "met")), x, miss


def _rules(tree: Any, names: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the leaves of a tree by number, each with its conditions."""
    ahead: list[tuple[int, dict[str, tuple[float, float]]]] = [(0, {})]
    while ahead:
        node, limits = ahead.pop()
        if tree.children_left[node] < 0:
            yield node, worded(limits)
            continue
        name, cut = names[tree.feature[node]], float(tree.threshold[node])
        low, high = limits.get(name, (-np.inf, np.inf))
        ahead.append((int(tree.children_left[node]), {**limits, name: (low, min(high, cut))}))
        ahead.append((int(tree.children_right[node]), {**limits, name: (max(low, cut), high)}))


def worded(limits: Mapping[str, tuple[float, float]]) -> str:
    """Return conditions in a line: each factor above its low end, and at most its high end.

    Examples
    --------
    >>> worded({"quorum": (0.55, float("inf")), "trust": (0.2, 0.8)})
    'quorum > 0.55, 0.2 < trust ≤ 0.8'
    """
    texts = []
    for name, (low, high) in limits.items():
        above = "" if np.isinf(low) else f"{short(low)} < "
        below = f" ≤ {short(high)}"
        texts.append(f"{name} > {short(low)}" if np.isinf(high) else f"{above}{name}{below}")
    return ", ".join(texts)
