"""Findings about patterns as a table."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from experiments.patterns import Effect, Finding

NOTHING = Effect(float("nan"), float("nan"), float("nan"), float("nan"), 0)


def finding_table(found: Iterable[Finding]) -> pd.DataFrame:
    """Return findings, a row each: means, intervals, sizes, seeds, with the mechanism on and off.

    Examples
    --------
    >>> from experiments.patterns import PATTERNS
    >>> one = Finding(PATTERNS[0], Effect(1.0, 0.5, 1.5, 2.0, 40), None)
    >>> finding_table([one])[["pattern", "on_mean", "found", "goes"]].values.tolist()
    [['absorption', 1.0, True, False]]
    """
    rows = []
    for each in found:
        row: dict[str, object] = {"pattern": each.pattern.key, "says": each.pattern.says}
        row["unit"] = each.pattern.unit
        for side, effect in (("on", each.on), ("off", each.off or NOTHING)):
            for name in ("mean", "low", "high", "size", "seeds"):
                row[f"{side}_{name}"] = getattr(effect, name)
        row |= {"found": each.found, "goes": each.goes}
        rows.append(row)
    return pd.DataFrame(rows)
