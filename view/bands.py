"""Many seeds of one choice, piece by piece: what bands are made of, as a hook of a component."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import cast

import solara

from experiments.runner import run_name
from model.scenario.tree import Scenario
from view.session import Question, answered, use_waiting
from view.sketches import Sketch, sketched
from view.workshop import CORES, Workshop, ensembles

#: Seconds that a picture must stand before its band is begun, where server, browser and bands share
#: two or three cores: in them a lever that is still in hand tells so.
STANDS = 0.2 if CORES < 4 else 0.0
#: Seconds for which it must have been out of hand: who goes step by step is not held up by bands
#: that nobody will see (with them, steps 0.35 s apart took 126 ms on two cores, not 86).
REST = 0.5
#: Seeds of a band, and how many one worker takes at a time: what is under way when a lever moves
#: goes on beside the picture that is waited for.
BAND, CHUNK = 20, 1
#: Pieces of work in the queue at a time, one more than workers: visitors take turns.
AHEAD = 1 + CORES


class Hand:
    """Tells when a visitor last had a lever in hand; what a move would make stale waits until then.

    Attributes
    ----------
    held : float
        Seconds by the clock of :func:`time.monotonic`.
    """

    def __init__(self) -> None:
        self.held = -math.inf

    def holds(self) -> None:
        """Take note that a lever is in hand."""
        self.held = time.monotonic()

    async def rests(self, seconds: float, since: float) -> None:
        """Wait until no lever that was in hand since some time has been so for some seconds."""
        while self.held > since and (left := self.held + seconds - time.monotonic()) > 0.0:
            await asyncio.sleep(left)


@dataclass(frozen=True)
class Ensemble:
    """Sketches of many seeds, as far as they have come.

    Attributes
    ----------
    sketches : tuple of Sketch
        In the order of seeds once all are there.
    total : int
        How many are to come in all.
    left_s : float
        Seconds until then, guessed from the pace so far; nan before the first.
    error : BaseException or None
        Why no more come.
    """

    sketches: tuple[Sketch, ...] = ()
    total: int = 0
    left_s: float = float("nan")
    error: BaseException | None = None

    @property
    def complete(self) -> bool:
        """Whether all have come."""
        return 0 < self.total == len(self.sketches)


def band_of(
    scenario: Scenario,
    first: int,
    decisions: tuple[str, ...] = (),
    seeds: int = BAND,
    chunk: int = CHUNK,
) -> list[Question[list[Sketch]]]:
    """Return the questions whose answers make a band, see `use_ensemble`."""
    name = run_name(scenario, first, decisions)
    wanted = range(first, first + seeds)
    parts = [wanted[place : place + chunk] for place in range(0, seeds, chunk)]
    return [
        Question(("sketches", name, part), sketched, (scenario, part, decisions)) for part in parts
    ]


def known(pieces: Sequence[Question[list[Sketch]]], shop: Workshop) -> tuple[Sketch, ...] | None:
    """Return the sketches of a band whose pieces have all been made, or None."""
    found: list[Sketch] = []
    for piece in pieces:
        more: list[Sketch] | None = shop.known(piece.name)
        if more is None:
            return None
        found += more
    return tuple(found)


def use_ensemble(
    scenario: Scenario | None,
    first: int,
    decisions: tuple[str, ...] = (),
    seeds: int = BAND,
    chunk: int = CHUNK,
    rest: float = STANDS,
    partly: bool = False,
    hand: Hand | None = None,
) -> Ensemble:
    """Return many seeds of a scenario as they come in, at once those that were made before.

    Parameters
    ----------
    scenario : Scenario or None
        What is simulated; None: nothing.
    first : int
        The first seed; the others follow it.
    decisions : tuple of str
        What is decided in each run.
    seeds, chunk : int
        How many, and how many of them make one piece of work.
    rest : float
        Seconds to wait first, unless the band was begun before.
    partly : bool
        Whether to draw again as pieces come, or only once all are there.
    hand : Hand, optional
        Whose levers are next to the picture.
    """
    shop = ensembles()
    pieces = solara.use_memo(
        lambda: [] if scenario is None else band_of(scenario, first, decisions, seeds, chunk),
        [scenario, first, decisions, seeds],
    )
    name = pieces[0].name if pieces else None
    made = solara.use_memo(lambda: known(pieces, shop) if pieces else None, [name, seeds])
    came, set_came = solara.use_state(cast("tuple[Hashable, Ensemble]", (None, Ensemble())))

    async def gather() -> None:
        if not pieces or made is not None:
            return
        moved, found = time.monotonic(), Ensemble(total=seeds)
        try:
            if not shop.asked(name):
                await asyncio.sleep(rest)
            begun = time.monotonic()
            for place, piece in enumerate(pieces):
                if hand is not None:
                    await hand.rests(REST, moved)
                for next_one in pieces[place : place + AHEAD]:
                    next_one.ask(shop)
                more: list[Sketch] = await answered(piece, shop)
                sketches = found.sketches + tuple(more)
                pace = (time.monotonic() - begun) / len(sketches)
                found = replace(found, sketches=sketches, left_s=pace * (seeds - len(sketches)))
                if partly or found.complete:
                    set_came((name, found))
        except asyncio.CancelledError:
            for piece in pieces[len(found.sketches) // chunk :][:AHEAD]:
                shop.drop(piece.name)  # what is under way goes on, what waits is dropped
            raise
        except Exception as error:  # shown to the visitor, who keeps what came
            set_came((name, replace(found, error=error)))

    use_waiting(gather, [name, seeds])
    if made is not None:
        return Ensemble(made, seeds, 0.0)
    return came[1] if name is not None and came[0] == name else Ensemble(total=seeds)


def use_last(band: Ensemble, waiting: bool) -> Ensemble:
    """Return the ensemble, or while something waits that which stood before."""
    kept = solara.use_ref(band)
    if not waiting:
        kept.current = band
    return kept.current
