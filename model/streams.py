"""One integer names a run: every random number comes from a stream named by purpose and entity.

A stream is keyed by ``(purpose, entity keys)`` and never by the order in which things happen, so
that two policies under one seed meet the same luck: all draws of a run are laid out beforehand in
arrays by quarter, and an agreement that is signed in one world and not in the other shifts nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Purpose(IntEnum):
    """What a stream is for; the numbers are part of every run's name and never change."""

    COMMODITY = 1
    CRISIS = 2
    RECESSION = 3
    TURNOVER = 4
    ELECTION = 5
    PARTNER_FIRMS = 6
    HOST_FIRMS = 7
    BREAKDOWN = 8
    HOME_VOTE = 9
    ABROAD_VOTE = 10
    OVERRUN = 11
    ASSESSMENT = 12
    REOPENING = 13
    BREAKUP = 14
    DISTRESS = 15
    ENTRY = 16
    THREAT = 17
    CURRENCY = 18


@lru_cache(maxsize=16)
def words(seed: int) -> tuple[int, ...]:
    """Return a seed in words of 32 bits, the lowest first, filled up to the four of numpy's pool.

    Examples
    --------
    >>> words(7), words(2**32)
    ((7, 0, 0, 0), (0, 1, 0, 0))
    """
    length = max(4 * 32, seed.bit_length())
    return tuple(seed >> place & 0xFFFFFFFF for place in range(0, length, 32))


def stream(seed: int, purpose: Purpose, *entity: int) -> np.random.Generator:
    """Return the generator of one purpose and entity under one seed.

    Parameters
    ----------
    seed : int
        Name of the run, zero or more.
    purpose : Purpose
        What the numbers are for.
    *entity : int
        Stable keys of the entity, as declared in the scenario.

    Returns
    -------
    numpy.random.Generator
        The same numbers for the same arguments, on any machine and in any order of calls.

    Raises
    ------
    ValueError
        If the seed is negative.

    Examples
    --------
    >>> stream(7, Purpose.CRISIS).random() == stream(7, Purpose.CRISIS).random()
    True
    >>> stream(7, Purpose.CRISIS).random() == stream(8, Purpose.CRISIS).random()
    False

    What follows the seed is numpy's spawn key, laid out as numpy does, only faster:

    >>> named = np.random.SeedSequence(2**70, spawn_key=(Purpose.ENTRY, 3))
    >>> bool(stream(2**70, Purpose.ENTRY, 3).random() == np.random.default_rng(named).random())
    True
    """
    if seed < 0:
        raise ValueError(f"a seed is zero or a positive whole number, not {seed}")
    lineage = np.array((*words(int(seed)), purpose, *entity), dtype=np.uint32)
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(lineage)))


@dataclass(frozen=True)
class Luck:
    """Every draw that a talk, a vote or a project may need, by partner, quarter and technology.

    Arrays have shape (partners, quarters, slots): slot 0 belongs to the comprehensive agreement,
    slot ``key`` to the technology of that key. Uniform on [0, 1) or standard normal. Read only,
    since runs under one seed share them.
    """

    breakdown: NDArray[np.float64]
    home_vote: NDArray[np.float64]
    abroad_vote: NDArray[np.float64]
    overrun: NDArray[np.float64]
    assessment: NDArray[np.float64]
    reopening: NDArray[np.float64]
    breakup: NDArray[np.float64]
    distress: NDArray[np.float64]
    threat: NDArray[np.float64]
    entry: NDArray[np.float64]  # (quarters, ENTRIES, 3): whether, size, skill

    @cached_property
    def whether_distress(self) -> list[list[float]]:
        """The draws that tell whether a partner goes unserved, by quarter and partner."""
        found: list[list[float]] = self.distress[:, :, 0].T.tolist()
        return found


#: Firms that may open in one quarter at most.
ENTRIES = 3
NORMAL = frozenset({Purpose.HOME_VOTE, Purpose.OVERRUN, Purpose.ASSESSMENT})


@lru_cache(maxsize=24)  # those of a band, and of a picture: where a lever moves, no seed does
def luck(seed: int, partner_keys: tuple[int, ...], quarters: int, slots: int) -> Luck:
    """Return all draws of a run.

    Parameters
    ----------
    seed : int
        Name of the run.
    partner_keys : tuple of int
        Stable keys of the partners.
    quarters : int
        Length of the run.
    slots : int
        One more than the largest key of a technology.

    Returns
    -------
    Luck
        Arrays of shape (partners, quarters, slots).

    Examples
    --------
    >>> luck(1, (1, 2), quarters=8, slots=3).overrun.shape
    (2, 8, 3)
    """

    def draws(purpose: Purpose) -> Array:
        sheets = np.empty((len(partner_keys), quarters, slots))
        for key, sheet in zip(partner_keys, sheets, strict=True):
            generator = stream(seed, purpose, key)
            if purpose in NORMAL:
                generator.standard_normal(out=sheet)
            else:
                generator.random(out=sheet)
        return fixed(sheets)

    return Luck(
        breakdown=draws(Purpose.BREAKDOWN),
        home_vote=draws(Purpose.HOME_VOTE),
        abroad_vote=draws(Purpose.ABROAD_VOTE),
        overrun=draws(Purpose.OVERRUN),
        assessment=draws(Purpose.ASSESSMENT),
        reopening=draws(Purpose.REOPENING),
        breakup=draws(Purpose.BREAKUP),
        distress=draws(Purpose.DISTRESS),
        threat=draws(Purpose.THREAT),
        entry=fixed(stream(seed, Purpose.ENTRY).random((quarters, ENTRIES, 3))),
    )


def fixed(values: Array) -> Array:
    """Return an array that nobody can write to any more."""
    values.flags.writeable = False
    return values
