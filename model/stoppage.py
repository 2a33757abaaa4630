"""Why a technology falls when others leave: what it lost itself, and for want of what it stands."""

from __future__ import annotations

from dataclasses import dataclass

from model.atlas import Atlas
from model.departure import Aftermath

#: Losses smaller than this are not worth a reason, share of need.
WORTH_TELLING = 0.005


@dataclass(frozen=True)
class Stoppage:
    """One technology that falls, the day the others leave.

    Attributes
    ----------
    technology : str
        Its id.
    before, after : float
        Share of the need met.
    imports, plants : float
        Share of the need that left with them: finished imports, production.
    chain : tuple of str
        What its plants stand still for, and what that stands still for in turn, down to what left
        itself; empty where only its own supply left.
    """

    technology: str
    before: float
    after: float
    imports: float
    plants: float
    chain: tuple[str, ...]


def stoppages(atlas: Atlas, exit: Aftermath) -> list[Stoppage]:
    """Return the technologies that fall on the day of an exit, the largest loss first.

    Plants need all their inputs, and each input may come from anybody: a plant stands still for the
    input that is scarcest for it, the ``min`` in the equation of :mod:`model.metrics.needs`.
    """
    count = len(exit.weight)
    names = (*atlas.technologies, *atlas.inputs)
    now = exit.path[0]
    found = []
    for k in range(count):
        if exit.before[k] - now[k] < WORTH_TELLING:
            continue
        chain = []
        place = _scarcest(atlas, exit, k)
        while place >= 0:
            chain.append(names[place])
            place = _scarcest(atlas, exit, place) if place < count else -1
        found.append(
            Stoppage(
                names[k],
                float(exit.before[k]),
                float(now[k]),
                float(exit.gone[k]),
                float(exit.gone[len(names) + k]),
                tuple(chain),
            )
        )
    return sorted(found, key=lambda each: each.after - each.before)


def _scarcest(atlas: Atlas, exit: Aftermath, k: int) -> int:
    """Return the good that holds back k's plants more than before the exit; -1 where none does."""
    bill, now = atlas.bill, exit.path[0]
    works, place = 1.0, -1
    for good, loss in zip(bill.needed[k].tolist(), bill.loss[k].tolist(), strict=True):
        if good < 0:
            break
        left = 1.0 - loss * (1.0 - float(now[good]))
        if left < works:
            works, place = left, good
    if place < 0 or exit.before[place] - now[place] < WORTH_TELLING:
        return -1
    return place
