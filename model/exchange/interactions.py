"""Declared interactions of a party, and joint value over its deals, as a file states them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from model.exchange.faults import MOST_WORTH, Faults
from model.negotiation.domain import Interaction, Issue, Party
from model.negotiation.interactions import merge

KEYS = ("issues", "levels", "worth")
MOST_PAIRS = 10_000  # assumption: far more than anybody writes


def interactions_table(party: Party) -> dict[str, Any]:
    """Return interactions and joint value of a party as a file states them; nothing for none.

    Examples
    --------
    >>> interactions_table(Party(((0.0, 1.0),)))
    {}
    """
    stated = {"interactions": party.interactions, "joint": party.joint}
    return {
        key: [
            {"issues": list(each.issues), "levels": list(each.levels), "worth": each.worth}
            for each in pairs
        ]
        for key, pairs in stated.items()
        if pairs
    }


def read_interactions(
    faults: Faults,
    key: str,
    given: object,
    issues: Sequence[Issue],
    of_two_deals: bool = False,
) -> tuple[Interaction, ...]:
    """Return the interactions that a file states; what is wrong with them joins the faults.

    Of two deals, the two issues may be the same.
    """
    if not isinstance(given, list) or len(given) > MOST_PAIRS:
        faults.note(key, given, f"a list of at most {MOST_PAIRS} objects with {', '.join(KEYS)}")
        return ()
    levels = {issue.name: issue.levels for issue in issues}
    read: dict[frozenset[tuple[str, str]], Interaction] = {}
    for at, each in enumerate(given, 1):
        here = f"{key} {at}"
        if not isinstance(each, dict) or set(each) != set(KEYS):
            faults.note(here, each, f"an object with the keys {', '.join(KEYS)}")
            continue
        names, chosen = _pair(each["issues"]), _pair(each["levels"])
        same = names is not None and names[0] == names[1] and not of_two_deals
        if names is None or same or not set(names) <= set(levels):
            wanted = "two issues" if of_two_deals else "two different issues"
            faults.note(f"{here}: issues", each["issues"], f"{wanted} of the bargain")
            continue
        if chosen is None or any(
            level not in levels[name] for name, level in zip(names, chosen, strict=True)
        ):
            faults.note(f"{here}: levels", each["levels"], "a level of each of the two issues")
            continue
        worth = faults.number(f"{here}: worth", each["worth"], -MOST_WORTH, MOST_WORTH)
        place = frozenset(zip(names, chosen, strict=True))
        if place in read:
            faults.note(f"{here}: levels", each["levels"], "a pair of levels that comes once")
        read[place] = Interaction(names, chosen, worth)
    return tuple(read.values())


def check_merged(faults: Faults, issues: Sequence[Issue], parties: Sequence[Party]) -> None:
    """Raise BargainFileError where issues that interact are too many for the engine."""
    try:
        merge(issues, parties)
    except ValueError as error:
        faults.note("interactions", sum(len(party.interactions) for party in parties), str(error))
    faults.end()


def _pair(given: object) -> tuple[str, str] | None:
    """Return two texts, or None where it is anything else."""
    if isinstance(given, list) and len(given) == 2 and all(isinstance(one, str) for one in given):
        return given[0], given[1]
    return None
