"""The names of talks: what each was about, with whom and when; and finding one by its name."""

from __future__ import annotations

from experiments.recall import label_of, place_of
from model.contracts import filed
from model.snapshot import History
from model.tapes import Tape


def names(history: History) -> dict[str, tuple[int, int]]:
    """Return every talk by name, with its place among the tapes and its thread.

    A talk is called TOPIC-PARTNER-QUARTER, failed or not, one about an agreement reopened with its
    number behind; what came into force answers to the name of its agreement too.
    """
    state, found = history.state, {}
    for at, tape in enumerate(state.tapes or ()):
        when = label_of(state.scenario, tape.quarter)
        for thread, p in enumerate(tape.partners):
            again = f"-reopened-{tape.reopened}" if tape.reopened >= 0 else ""
            partner = state.atlas.partners[p]
            found[f"{state.atlas.topic(tape.technology)}-{partner}-{when}{again}"] = (at, thread)
    for row, deal in enumerate(state.portfolio.rows):
        agreement = filed(state, row)
        topic = state.atlas.topic(int(deal["technology"]))
        when = label_of(state.scenario, int(deal["signed"]))
        found[agreement.label] = found[f"{topic}-{agreement.partner}-{when}"]
    return found


def found_by(history: History, name: str) -> tuple[str, Tape, int]:
    """Return a talk by its name, whatever its case: the name, the tape and the thread on it.

    Raises
    ------
    RecallError
        Where there was no such talk.
    """
    places = names(history)
    order = list(places)
    some = order[:: max(1, len(order) // 12)]
    at = place_of("deal", name, {each: n for n, each in enumerate(order)}, some)
    place, thread = places[order[at]]
    return order[at], (history.state.tapes or [])[place], thread
