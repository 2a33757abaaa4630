"""Many different bargains in one call, for studies, on all cores.

No bargain knows of another, so it does not matter which core plays it: the results are the same to
the last bit on one core and on many.
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from model.compiled import compiled_aside
from model.negotiation.codes import Floats, Integers
from model.negotiation.protocol import play_threads
from model.processors import processors

LEAST = 100  # talks in a part; below, starting a thread takes longer than it saves
PARTS = 8  # a core, so that none waits long for another whose talks last longer


def play_many(
    tables: Floats,
    levels: Integers,
    reservations: Floats,
    styles: Floats,
    rounds: int,
    first: int,
    rival_talks: bool,
    cores: int = 0,
) -> tuple[Integers, Floats]:
    """Play each of many talks to its end, without chance and without trace.

    Parameters
    ----------
    tables : float64 (talks, threads, 2, issues, most levels), USD m
        As in :func:`model.negotiation.play.play`, with one more dimension in front.
    levels : int64 (issues,)
        Number of levels of each issue, the same for all talks.
    reservations : float64 (talks, threads, 2), USD m
        What no deal is worth to each side.
    styles : float64 (talks, threads, 2, STYLE_COLUMNS)
        How each side bargains.
    rounds, first, rival_talks
        As in :func:`model.negotiation.play.play`.
    cores : int, optional
        On how many cores at once; 0 for all of the machine. Small batches take fewer.

    Returns
    -------
    ends : int64 (talks, threads, 3 + issues)
        As from :func:`model.negotiation.play.play`.
    worth : float64 (talks, threads, 4)
        As from :func:`model.negotiation.play.play`.

    Examples
    --------
    >>> from model.negotiation.codes import Style
    >>> share = np.linspace(0.0, 1.0, 5)
    >>> talk = np.array([[[share], [1.0 - share]]])
    >>> styles = np.array([[Style().row(), Style().row()]])
    >>> ends, worth = play_many(
    ...     np.stack([talk, 2 * talk]),
    ...     np.array([5]),
    ...     np.zeros((2, 1, 2)),
    ...     np.stack([styles, styles]),
    ...     *(20, 0, True),
    ... )
    >>> worth[:, 0, 0].tolist()
    [0.5, 1.0]
    """
    talks = len(tables)
    ends = np.empty((talks, tables.shape[1], 3 + len(levels)), np.int64)
    worth = np.empty((talks, tables.shape[1], 4))

    def play_part(begin: int, end: int) -> None:
        part = slice(begin, end)
        _play_each(
            *(tables[part], levels, reservations[part], styles[part], rounds, first, rival_talks),
            *(ends[part], worth[part]),
        )

    cores = min(cores or processors(), talks // LEAST)
    if cores < 2:
        play_part(0, talks)
        return ends, worth
    edges = np.linspace(0, talks, min(PARTS * cores, talks // LEAST) + 1).astype(int).tolist()
    with ThreadPoolExecutor(cores) as pool:
        list(pool.map(play_part, edges[:-1], edges[1:]))  # a list, so that errors come out
    return ends, worth


@compiled_aside
def _play_each(
    tables: Floats,
    levels: Integers,
    reservations: Floats,
    styles: Floats,
    rounds: int,
    first: int,
    rival_talks: bool,
    ends: Integers,
    worth: Floats,
) -> None:
    """Play talks one after the other and write their ends and worth, see :func:`play_many`."""
    noise = np.empty((0, 0, 0))
    parts = np.empty((0, 0))
    nothing = np.empty((0, 0, 0, 0), np.int64)
    for talk in range(tables.shape[0]):
        play_threads(
            tables[talk], levels, reservations[talk], styles[talk], rounds, first, rival_talks,
            0.0, noise, nothing, nothing, parts, ends[talk], worth[talk],
        )  # fmt: skip
