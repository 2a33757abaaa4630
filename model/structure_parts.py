"""Why a measure of structure changed: plants, lessons, envelopes, needs and shocks as players.

Measures of who supplies what hang on inputs that act together (a plant meets a need only if what it
needs is there, and an exit hurts only where nobody else supplies), so the parts are Shapley values:
see :func:`model.attribution.split`; for the players, :mod:`model.players`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from model.attribution import Part, Reasons, split
from model.mixture import Inputs, Mixture
from model.players import inputs_at, players
from model.snapshot import History

Read = Callable[[Mixture, int], float]

#: Pairs of orders in which inputs are changed, where there are too many for every set.
PAIRS = 64

#: Measures by sheet and name; the number is the place of the partner or technology.
STRUCTURE: Mapping[tuple[str, str], Read] = MappingProxyType(
    {
        ("host", "capability"): lambda m, _: m.game.capability,
        ("host", "autonomy"): lambda m, _: m.game.autonomy,
        ("host", "autonomy_strict"): lambda m, _: m.game.autonomy_strict,
        ("host", "autonomy_alone"): lambda m, _: m.game.autonomy_alone,
        ("host", "dependence"): lambda m, _: m.game.capability - m.game.autonomy_alone,
        ("host", "dependence_worst"): lambda m, _: m.game.capability - m.game.autonomy,
        ("host", "robustness"): lambda m, _: m.game.robustness,
        ("host", "hhi_firm"): lambda m, _: m.means[0],
        ("host", "hhi_controller"): lambda m, _: m.means[1],
        ("host", "concentrated"): lambda m, _: m.means[2],
        ("host", "transfer_effectiveness"): lambda m, _: m.effectiveness,
        ("host", "jobs"): lambda m, _: float(m.sums.jobs.sum()),
        ("host", "live"): lambda m, _: m.sums.live,
        ("host", "exports_usd_m"): lambda m, _: float(m.exports.sum()),
        ("partner", "dependence"): lambda m, p: float(m.game.dependence[p]),
        ("partner", "exit_loss"): lambda m, p: float(m.game.exit_loss[p]),
        ("partner", "supply_share"): lambda m, p: float(m.supply_share[p]),
        ("partner", "jobs"): lambda m, p: float(m.sums.jobs[p]),
        ("partner", "exports_usd_m"): lambda m, p: float(m.exports[p]),
        ("technology", "met"): lambda m, k: float(m.game.met[k]),
        ("technology", "met_domestic"): lambda m, k: min(1.0, float(m.produced[k].sum())),
        ("technology", "met_alone"): lambda m, k: float(m.game.alone[k]),
        ("technology", "own_run"): lambda m, k: float(m.produced[k, 0]),
        ("technology", "hhi_controller"): lambda m, k: float(m.sums.by_controller[k]),
    }
)


def structure_reasons(
    history: History,
    measure: tuple[str, str],
    of: tuple[str, int],
    dates: tuple[int, int],
    labels: tuple[str, str],
    pairs: int = PAIRS,
) -> Reasons:
    """Return why a measure of structure changed.

    Parameters
    ----------
    history : History
        A run.
    measure : tuple
        Sheet and name, one of ``STRUCTURE``.
    of : tuple
        Name and place of the partner or technology; ``("", 0)`` for the host.
    dates : tuple of int
        Two quarters, the earlier first; -1 for the start of the run.
    labels : tuple of str
        What they are called.
    pairs : int
        Pairs of orders to sample.

    Returns
    -------
    Reasons
        Parts of inputs that moved nothing are left out.
    """
    read, place = STRUCTURE[measure], of[1]
    early = inputs_at(history, *dates)
    moved = players(history, *dates)

    def value(inputs: Inputs) -> float:
        return float(read(Mixture(history.state, inputs), place))

    def worth(some: Sequence[int]) -> float:
        inputs = early.copy()
        for player in some:
            moved[player].change(inputs)
        return value(inputs)

    def walk(order: Sequence[int]) -> list[float]:
        inputs = early.copy()
        values = [value(inputs)]
        for player in order:
            moved[player].change(inputs)
            values.append(value(inputs))
        return values

    parts, errors, orders = split(worth, walk, len(moved), pairs)
    told = [
        Part(*who[:4], amount, error)
        for who, amount, error in zip(moved, parts.tolist(), errors.tolist(), strict=True)
        if amount or error
    ]
    return Reasons(
        measure[1],
        of[0],
        *labels,
        value(early),
        worth(range(len(moved))),
        "sampled" if orders else "shapley",
        orders,
        tuple(sorted(told, key=lambda part: -abs(part.amount))),
    )
