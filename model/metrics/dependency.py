"""Official marks of dependency: the European Union's on trade (M2), ASPI's on research (M3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from model.metrics.concentration import hhi

#: Marks above which the three indicators of the European Commission speak of dependency.
MARKS = (0.4, 0.5, 1.0)
#: Lead ratio and number of the top ten institutions from which a risk is high or medium. Recalled,
#: not read in the source: treat as an assumption.
HIGH, MEDIUM = (3.0, 8), (2.0, 5)


class Dependency(NamedTuple):
    """The three core dependency indicators of one product in one year."""

    concentration: float
    import_share: float
    import_ratio: float

    @property
    def dependent(self) -> bool:
        """Whether all three are above their marks."""
        return all(value > mark for value, mark in zip(self, MARKS, strict=True))


def dependency_indicators(imports: ArrayLike, output: float, exports: float) -> Dependency:
    """Return the European Commission's core dependency indicators of a product (M2).

    Equations: ``CDI1 = Σ_p (imports_p / imports)²``, ``CDI2 = imports / (imports + output -
    exports)``, ``CDI3 = imports / exports``.

    Parameters
    ----------
    imports : (P,) array
        Imports by state of origin, in any one unit of value.
    output, exports : float
        The host's production and exports, in the same unit.

    Returns
    -------
    Dependency
        Indices without unit; ``inf`` for a ratio over nothing, ``nan`` for no imports at all.

    Raises
    ------
    ValueError
        If output or exports are negative, or more is exported than there is.

    Notes
    -----
    Source: European Commission (2021), Strategic dependencies and capacities, SWD(2021) 352.

    Examples
    --------
    >>> found = dependency_indicators([60.0, 25.0, 15.0], output=30.0, exports=20.0)
    >>> [round(value, 3) for value in found], found.dependent
    ([0.445, 0.909, 5.0], True)
    """
    total = float(np.sum(np.asarray(imports, dtype=np.float64)))
    use = total + output - exports
    if not (output >= 0.0 and exports >= 0.0 and use >= 0.0):
        raise ValueError(
            f"output {output}, exports {exports}, imports {total}: more goes than comes"
        )
    import_ratio = total / exports if exports > 0.0 else (np.inf if total > 0.0 else np.nan)
    import_share = total / use if use > 0.0 else (np.inf if total > 0.0 else np.nan)
    return Dependency(float(hhi(imports)), float(import_share), float(import_ratio))


def lasting_dependency(years: Sequence[Dependency], at_least: int = 2) -> bool:
    """Return whether a product is dependent in enough of the years looked at.

    The Commission asks for two of three.

    Parameters
    ----------
    years : sequence of Dependency
        One a year.
    at_least : int
        Number of years in which all three indicators must be above their marks.

    Examples
    --------
    >>> bad, good = Dependency(0.5, 0.9, 5.0), Dependency(0.2, 0.9, 5.0)
    >>> lasting_dependency([bad, good, bad]), lasting_dependency([good, good, bad])
    (True, False)
    """
    return sum(year.dependent for year in years) >= at_least


def lead_ratio(output: ArrayLike) -> float:
    """Return how many times the output of the second the first one has.

    Equation: ``q = largest / second largest``.

    Parameters
    ----------
    output : (n,) array
        Share or number of high-impact publications by state, two states or more.

    Returns
    -------
    float
        Ratio, 1 or more; ``inf`` where the second has none, ``nan`` where nobody has.

    Raises
    ------
    ValueError
        If there are fewer than two states.

    Examples
    --------
    >>> round(lead_ratio([15.0, 81.5, 3.5]), 2)
    5.43
    """
    ordered = np.sort(np.asarray(output, dtype=np.float64))
    if len(ordered) < 2:
        raise ValueError(f"{len(ordered)} states: a lead needs at least 2")
    first, second = float(ordered[-1]), float(ordered[-2])
    if second > 0.0:
        return first / second
    return float("inf") if first > 0.0 else float("nan")


def monopoly_risk(lead: float, top_ten: int) -> Literal["high", "medium", "low"]:
    """Return the risk that one state monopolises a technology, after ASPI (M3).

    High where the lead ratio is at least 3 and 8 of the top ten institutions are the leader's;
    medium from 2 and 5. The marks are recalled, not read.

    Parameters
    ----------
    lead : float
        Lead ratio q.
    top_ten : int
        Institutions of the leading state among the top ten, t.

    Returns
    -------
    str
        Source: Gaida et al. (2023), ASPI's critical technology tracker.

    Raises
    ------
    ValueError
        If the count is not one of ten.

    Examples
    --------
    >>> monopoly_risk(5.43, 9), monopoly_risk(5.43, 6), monopoly_risk(1.2, 9)
    ('high', 'medium', 'low')
    """
    if not 0 <= top_ten <= 10:
        raise ValueError(f"{top_ten} of the top ten: expected 0 to 10")
    if lead >= HIGH[0] and top_ten >= HIGH[1]:
        return "high"
    if lead >= MEDIUM[0] and top_ten >= MEDIUM[1]:
        return "medium"
    return "low"
