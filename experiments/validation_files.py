"""What `run.py validate` leaves on the disk: points beside bands, and the runs behind them."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiments.draws import ranges
from experiments.manifest import ROOT, git_state, libraries
from experiments.validation import BAND, Judged
from model.scenario.case import Case
from model.scenario.dump import digest
from model.version import version

Array = NDArray[np.float64]
FORMAT = 1


@dataclass(frozen=True)
class Checked:
    """A case after its runs: what was drawn, what its points read, how each point is judged.

    Attributes
    ----------
    case : Case
        What was recorded.
    drawn : (runs, numbers) array
        In the order of :func:`experiments.draws.ranges`.
    read : (runs, points) array
        In the order of the case's points.
    judged : sequence of Judged
        In the same order.
    """

    case: Case
    drawn: Array
    read: Array
    judged: Sequence[Judged]


def name_of(cases: Sequence[Case], draws: int, seed: int) -> str:
    """Return the name of a validation, from which it can be repeated.

    Examples
    --------
    >>> from model.scenario.case import load_case
    >>> name_of([load_case("india_solar")], 200, 1)[:9]
    'validate-'
    """
    record = [
        (digest(c.scenario), sorted((n, p.model_dump()) for n, p in c.points.items()))
        for c in cases
    ]
    whole = hashlib.sha256(
        repr((record, [ranges(c.scenario, c.provenance) for c in cases])).encode()
    )
    return f"validate-{whole.hexdigest()[:12]}-{draws}-{seed}"


def points_table(checked: Sequence[Checked]) -> pd.DataFrame:
    """Return one row a recorded point: record, band, error, verdict."""
    return pd.DataFrame([row(each) for one in checked for each in one.judged])


def row(one: Judged) -> dict[str, Any]:
    """Return a judged point as plain values; what is not finite is None."""
    asked = one.asked
    numbers = {
        "recorded": asked.recorded,
        "low": one.low,
        "median": one.median,
        "high": one.high,
        "error": one.error,
    }
    return {
        "case": one.case,
        "point": one.point,
        "measure": asked.measure,
        "of": asked.of,
        "when": str(asked.when),
        "read": asked.read,
        "unit": one.unit,
        **{name: value if math.isfinite(value) else None for name, value in numbers.items()},
        "verdict": one.verdict,
        "runs": one.runs,
        "mark": one.mark,
        "source": one.source,
    }


def runs_table(one: Checked, seed: int) -> pd.DataFrame:
    """Return one row a run of a case: seed, what each point reads, every number drawn."""
    paths = list(ranges(one.case.scenario, one.case.provenance))
    frame = pd.DataFrame(one.drawn, columns=paths)
    for place, point in reversed(list(enumerate(one.case.points))):
        frame.insert(0, f"points.{point}", one.read[:, place])
    frame.insert(0, "seed", seed + np.arange(len(frame)))
    return frame


def said(checked: Sequence[Checked], draws: int, seed: int, command: str) -> Mapping[str, Any]:
    """Return what a validation says of itself: how it was made, and every case with its points."""
    return {
        "format": FORMAT,
        "run": name_of([each.case for each in checked], draws, seed),
        "command": command,
        "draws": draws,
        "seed": seed,
        "band": list(BAND),
        "fitted": [],
        "convenio": version(),
        "libraries": libraries(),
        "git": git_state(ROOT),
        "cases": [
            {
                "name": one.case.scenario.name,
                "title": one.case.scenario.title,
                "digest": digest(one.case.scenario),
                "asks": one.case.question.asks,
                "note": one.case.question.note,
                "rests_on": list(one.case.question.rests_on),
                "numbers_drawn": len(ranges(one.case.scenario, one.case.provenance)),
                "points": [row(each) for each in one.judged],
            }
            for one in checked
        ],
    }
