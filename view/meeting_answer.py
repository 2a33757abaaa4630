"""What the command `bargain` answers of more than two parties, or of discount factors played."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from model.exchange.tactics import style_table
from model.negotiation.many_yardsticks import many_yardsticks
from model.negotiation.meeting import Meeting, Result
from model.negotiation.yardsticks import Point, checked_powers, distance
from view.bargain_answer import ANSWER, VERSION, ending, party_facts, solution_lines
from view.names import side_of
from view.words import words


def party_labels(meeting: Meeting) -> tuple[str, ...]:
    """Return what to call the parties; no two the same.

    Examples
    --------
    >>> from model.negotiation.domain import Issue, Party
    >>> side, other = Party(((0.0, 1.0),)), Party(((0.0, 1.0),), name="Ana")
    >>> party_labels(Meeting((Issue("x", ("a", "b")),), (side, other, other)))
    ('side 1', 'Ana (2)', 'Ana (3)')
    """
    names = [side_of(party.name, at) for at, party in enumerate(meeting.parties, 1)]
    uses = Counter(names)
    return tuple(name if uses[name] == 1 else f"{name} ({at})" for at, name in enumerate(names, 1))


def meeting_answer(
    meeting: Meeting,
    title: str,
    result: Result,
    rounds: int,
    seed: int,
    normalise: bool,
    powers: Sequence[float] = (),
) -> dict[str, Any]:
    """Return everything about a meeting that was played, ready for JSON.

    Returns
    -------
    dict
        As described in model/data/bargains/README.md.
    """
    names = party_labels(meeting)
    found = many_yardsticks(meeting, result.worth, powers)

    def told(point: Point) -> dict[str, Any]:
        return {"deal": meeting.named(point.levels), "utilities": list(point.worth)}

    judged: dict[str, Any] = {}
    if found:
        judged = {
            "powers": list(checked_powers(powers, len(names))),
            "solutions": {name: list(map(told, of)) for name, of in found.solutions.items()},
            "distances": {name: distance(result.worth, of) for name, of in found.solutions.items()},
            "better": told(found.better) if found.better else None,
        }
    return judged | {
        "format": ANSWER,
        "version": VERSION,
        "title": title,
        "rounds": rounds,
        "seed": seed,
        "normalised": normalise,
        "outcomes": meeting.outcomes,
        "parties": [
            {
                "name": name,
                "reservation": party.reservation,
                "discount": party.discount,
                "style": style_table(party.style),
            }
            for name, party in zip(names, meeting.parties, strict=True)
        ],
        "end": result.end.name.lower(),
        "round": result.round,
        "by": names[result.by] if result.by >= 0 else None,
        "deal": meeting.named(result.levels) if result.levels else None,
        "utilities": list(result.worth),
        "discounted": list(result.discounted),
        "trace": [
            {
                "round": offer.round,
                "by": names[offer.side],
                "offer": meeting.named(offer.levels),
                "utilities": list(offer.worth),
            }
            for offer in result.trace
        ],
    }


def meeting_lines(told: dict[str, Any]) -> Iterator[str]:
    """Lines for a terminal, from what :func:`meeting_answer` returns, as the language has them."""
    say = words()
    names = [party["name"] for party in told["parties"]]
    title, size = told["title"] or say("bargain.untitled"), f"{told['outcomes']:,}"
    yield say("bargain.head_many", title=title, size=size, count=len(names))
    for party in told["parties"]:
        yield "  " + say("bargain.party_many", **party_facts(party))
    yield ""
    if told["deal"]:
        by = told["by"]
        yield say("bargain.deal_many", round=told["round"], rounds=told["rounds"], who=by)
        yield from (f"  {issue}: {level}" for issue, level in told["deal"].items())
    else:
        yield ending(told)
    for name, worth, left in zip(names, told["utilities"], told["discounted"], strict=True):
        less = say("bargain.discounted", left=f"{left:.4g}") if left != worth else ""
        yield f"  {name}: {worth:.4g}{less}"
    if "solutions" in told:
        yield ""
        yield from solution_lines(told, ", ".join(names), _point, say("bargain.none_many"))
        better = told["better"]
        yield say("bargain.better", point=_point(better)) if better else say("bargain.no_better")
    if told["trace"]:
        yield ""
        yield say("bargain.offers_many")
    for move in told["trace"]:
        point = {"deal": move["offer"], "utilities": move["utilities"]}
        yield f"  {move['round']:>5}  {move['by']}: {_point(point)}"


def _point(point: dict[str, Any]) -> str:
    """Return a deal with its utilities in one line."""
    worths = ", ".join(f"{worth:.4g}" for worth in point["utilities"])
    return f"{worths}  ({'; '.join(point['deal'].values())})"
