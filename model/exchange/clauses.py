"""Talks in turn, and where most-favoured clauses and joint value may stand in a JSON file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from model.exchange.faults import Faults
from model.negotiation.issues import Issue, Party

TOGETHER, IN_TURN = "together", "in_turn"


def read_clause(faults: Faults, key: str, given: Any, issues: Sequence[Issue]) -> tuple[str, ...]:
    """Return the issues of a party's most-favoured clause; what is wrong joins the faults.

    Parameters
    ----------
    faults : Faults
        Of the file.
    key : str
        Where the clause stands.
    given : object
        What stands there.
    issues : sequence of Issue
        Of the bargain.

    Examples
    --------
    >>> share = Issue("share", ("half", "all"))
    >>> faults = Faults("x.json")
    >>> read_clause(faults, "party 2: most_favoured", ["shares"], [share])
    ()
    >>> faults.end()
    Traceback (most recent call last):
        ...
    model.exchange.faults.BargainFileError: x.json: party 2: most_favoured = "shares": ...
    """
    names = [issue.name for issue in issues]
    if not isinstance(given, list):
        faults.note(key, given, "a list of names of issues")
        return ()
    found: list[str] = []
    for name in given:
        if name not in names:
            faults.note(key, name, "the name of an issue", names)
        elif name in found:
            faults.note(key, name, "each issue once")
        else:
            found.append(name)
    return tuple(found)


def read_talks(faults: Faults, given: Any, parties: Sequence[Party]) -> bool:
    """Return whether the parties talk in turn; raise where what couples talks cannot be played.

    Parameters
    ----------
    faults : Faults
        Of the file.
    given : object
        What stands under ``talks``.
    parties : sequence of Party
        The host first.

    Raises
    ------
    BargainFileError
        Where the key is neither of its two words, or a clause or joint value stands where it cannot
        be played.
    """
    if given not in (TOGETHER, IN_TURN):
        faults.note("talks", given, f"{TOGETHER!r} or {IN_TURN!r}", (TOGETHER, IN_TURN))
    in_turn = bool(given == IN_TURN)
    if in_turn and len(parties) < 3:
        faults.note("parties", len(parties), "a host and at least two partners for talks in turn")
    paired = {name for party in parties for pair in party.interactions for name in pair.issues}
    over = {name for pair in parties[0].joint for name in pair.issues}
    for at, party in enumerate(parties, 1):
        key = f"party {at}: most_favoured"
        if in_turn and party.home:
            faults.note(f"party {at}: home", "bodies", "no bodies at home where talks are in turn")
        if party.most_favoured and not in_turn:
            faults.note(key, party.most_favoured[0], f"a clause only where talks = {IN_TURN!r}")
        elif party.most_favoured and at == 1:
            faults.note(key, party.most_favoured[0], "no clause of the host, which grants them")
        for name in party.most_favoured:
            if name in paired:
                faults.note(key, name, "an issue that interacts with no other")
            if name in over:
                faults.note(key, name, "an issue of which no joint value is stated")
        if party.joint and not (in_turn and at == 1):
            wanted = f"joint value only of the first party where talks = {IN_TURN!r}"
            faults.note(f"party {at}: joint", f"{len(party.joint)} stated", wanted)
    faults.end()
    return in_turn
