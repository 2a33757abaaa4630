"""Print a digest of many bargains and certificates: run with and without the compiler."""

import hashlib

import numpy as np

from model.negotiation.beliefs import NO_PARTS
from model.negotiation.certificate import certificate
from model.negotiation.codes import BELIEF, DEAL_LEVELS, Belief
from model.negotiation.frontier import pareto_frontier
from model.negotiation.play import play
from model.negotiation.sides import play_sides
from tests.bargains import EMPTY, random_bargain, random_crowd


def digest(count: int) -> str:
    """Return the digest of all bytes that the engine returns for `count` random bargains."""
    found = hashlib.sha256()
    for seed in range(count):
        posed = random_bargain(seed)
        posed.styles[..., BELIEF] = seed % len(Belief)
        issues = len(posed.levels)
        trace = np.full((len(posed.tables), posed.rounds, 2, issues), -1)
        for steps in (trace, EMPTY):
            ends, worth = play(*posed, steps)
            found.update(ends.tobytes() + worth.tobytes() + steps.tobytes())
        for table, reservation, end in zip(posed.tables, posed.reservations, ends, strict=True):
            points, outcomes = pareto_frontier(table, posed.levels, reservation, 0.0)
            found.update(points.tobytes() + outcomes.tobytes())
            if end[DEAL_LEVELS][0] >= 0:
                made = certificate(table, posed.levels, reservation, end[DEAL_LEVELS], 0.0)
                found.update(made.tobytes())
        crowd = random_crowd(seed, 2 + seed % 4)
        crowd[3][:, BELIEF] = seed % len(Belief)
        end, value = play_sides(*crowd, NO_PARTS)
        found.update(end.tobytes() + value.tobytes() + crowd[-1].tobytes())
    return found.hexdigest()


if __name__ == "__main__":
    print(digest(60))
