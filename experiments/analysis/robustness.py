"""Which policy to choose when nobody knows the state of the world: regret, worst cases, floors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiments.analysis.rows import AnalysisError, Rows
from experiments.study.declare import Thresholds
from experiments.study.outcomes import indicator_of

Array = NDArray[np.float64]
#: Part of the states that counts as the tail.
TAIL = 0.1
RESAMPLES = 500
Measure = Callable[[Array], Array]


def robustness(rows: Rows, resamples: int = RESAMPLES, seed: int = 1) -> pd.DataFrame:
    """Return measures of robustness of each option: each policy with each setting of the levers.

    A state of the world is a scenario with a row of uncertainties and a seed; every option must
    have met every state. Outcomes of which neither way is better are left out.

    Parameters
    ----------
    rows : Rows
        Policies, or levels of levers, crossed with seeds and uncertainties.
    resamples : int
        Of the bootstrap, over rows of uncertainties and over seeds at a time.
    seed : int
        Of the bootstrap.

    Returns
    -------
    DataFrame
        The option, ``outcome``, ``measure``, ``value``, ``low``, ``high`` (95 %), ``best``: whether
        no other option does better. Measures: ``mean``; ``maximin``, the worst state; ``cvar``, the
        mean of the worst tenth; ``regret``, the largest loss against the best option of the same
        state, and ``regret_mean``; ``satisficing``, the share of states inside the thresholds.

    Raises
    ------
    AnalysisError
        Where there is but one option, or not every option has met every state.

    References
    ----------
    Savage (1951), Journal of the American Statistical Association 46; Rockafellar & Uryasev
    (2000), Journal of Risk 2; McPhail et al. (2018), Earth's Future 6.
    """
    options = ["policy", *rows.names("lever")]
    worlds = ["scenario", *rows.names("uncertainty")]
    study = rows.plan.opened.study
    scenario = next(iter(rows.plan.opened.worlds.values()))
    found: list[list[Any]] = []
    for outcome in rows.outcomes:
        sign = indicator_of(scenario, study.outcomes[outcome]).direction
        if sign == 0:
            continue
        cube, names = payoff(rows.runs, outcome, options, worlds)
        measures = _measures(sign, study.satisfactory.get(outcome))
        draws = _resampled(cube, resamples, seed)
        for name, measure in measures.items():
            value = measure(cube.reshape(len(cube), -1))
            spread = np.array([measure(each) for each in draws])
            low, high = np.quantile(spread, [0.025, 0.975], axis=0)
            upward = name == "satisficing" or (sign > 0 and not name.startswith("regret"))
            top = value.max() if upward else value.min()
            for at, option in enumerate(names):
                numbers = [value[at], low[at], high[at], bool(value[at] == top)]
                found.append([*option, outcome, name, *numbers])
    columns = [*options, "outcome", "measure", "value", "low", "high", "best"]
    return pd.DataFrame(found, columns=columns)


def payoff(
    runs: pd.DataFrame, outcome: str, options: list[str], worlds: list[str]
) -> tuple[Array, list[tuple[Any, ...]]]:
    """Return an outcome by option, row of uncertainties and seed, and the options.

    Raises
    ------
    AnalysisError
        Where the crossing has holes.

    Examples
    --------
    >>> runs = pd.DataFrame({"policy": ["a", "b"], "w": [1, 1], "seed": [1, 1], "y": [0.5, 0.25]})
    >>> payoff(runs, "y", ["policy"], ["w"])[0].tolist()
    [[[0.5]], [[0.25]]]
    """
    frame = runs.drop_duplicates([*options, *worlds, "seed"])
    option = frame.groupby(options, sort=False).ngroup().to_numpy()
    world = frame.groupby(worlds, sort=False).ngroup().to_numpy()
    luck = frame.groupby("seed", sort=False).ngroup().to_numpy()
    shape = tuple(int(each.max()) + 1 for each in (option, world, luck))
    if shape[0] < 2:
        raise AnalysisError("robustness compares options: there is but one policy and no lever")
    cube = np.full(shape, np.nan)
    cube[option, world, luck] = frame[outcome].to_numpy(dtype=np.float64)
    holes = int(np.isnan(cube).sum())
    if holes:
        raise AnalysisError(
            f"{outcome}: {holes} of {cube.size} combinations of option, uncertainties and seed "
            "have no value; robustness needs options crossed with states (policies, or one lever "
            "alone) and paired seeds, as many for each (none with a half_width)"
        )
    names = [tuple(each) for each in frame[options].drop_duplicates().itertuples(index=False)]
    return cube, names


def _measures(sign: int, floor: Thresholds | None) -> dict[str, Measure]:
    """Return the measures, each from (options, states) to (options,)."""

    def tail(values: Array) -> Array:
        count = max(1, round(TAIL * values.shape[1]))
        worst = np.sort(sign * values, axis=1)[:, :count]
        return np.asarray(sign * worst.mean(axis=1))

    def regrets(values: Array) -> Array:
        gain = sign * values
        return np.asarray(gain.max(axis=0) - gain)

    measures: dict[str, Measure] = {
        "mean": lambda values: np.asarray(values.mean(axis=1)),
        "maximin": lambda values: np.asarray(sign * (sign * values).min(axis=1)),
        "cvar": tail,
        "regret": lambda values: np.asarray(regrets(values).max(axis=1)),
        "regret_mean": lambda values: np.asarray(regrets(values).mean(axis=1)),
    }
    if floor is not None:
        low = -np.inf if floor.at_least is None else floor.at_least
        high = np.inf if floor.at_most is None else floor.at_most
        measures["satisficing"] = lambda values: np.asarray(
            ((values >= low) & (values <= high)).mean(axis=1)
        )
    return measures


def _resampled(cube: Array, resamples: int, seed: int) -> list[Array]:
    """Return the cube with rows of uncertainties and seeds drawn anew, flattened over states."""
    generator = np.random.default_rng(seed)
    options, worlds, lucks = cube.shape
    drawn = []
    for _ in range(resamples):
        w = generator.integers(worlds, size=worlds)
        s = generator.integers(lucks, size=lucks)
        drawn.append(cube[:, w][:, :, s].reshape(options, -1))
    return drawn
