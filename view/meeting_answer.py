"""What the command `bargain` answers of more than two parties, or of discount factors played."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from model.exchange.tactics import style_table
from model.negotiation.many_yardsticks import many_yardsticks
from model.negotiation.meeting import Meeting, Result
from model.negotiation.yardsticks import Point, checked_powers, distance
from view.bargain_answer import ANSWER, SOLUTIONS, VERSION, by_power, ending


def party_labels(meeting: Meeting) -> tuple[str, ...]:
    """Return what to call the parties; no two the same.

    Examples
    --------
    >>> from model.negotiation.domain import Issue, Party
    >>> side, other = Party(((0.0, 1.0),)), Party(((0.0, 1.0),), name="Ana")
    >>> party_labels(Meeting((Issue("x", ("a", "b")),), (side, other, other)))
    ('side 1', 'Ana (2)', 'Ana (3)')
    """
    names = [party.name or f"side {at}" for at, party in enumerate(meeting.parties, 1)]
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
    """Lines for a terminal, from what :func:`meeting_answer` returns."""
    names = [party["name"] for party in told["parties"]]
    yield f"{told['title'] or 'A bargain'}: {told['outcomes']:,} outcomes, {len(names)} parties"
    for party in told["parties"]:
        style = party["style"]
        yield (
            f"  {party['name']}: {style['tactic']}, parameter {style['parameter']:g}, "
            f"discount factor {party['discount']:g}; no deal is worth {party['reservation']:.4g}"
        )
    yield ""
    if told["deal"]:
        yield (f"Deal in round {told['round']} of {told['rounds']}, accepted last by {told['by']}")
        for issue, level in told["deal"].items():
            yield f"  {issue}: {level}"
    else:
        yield ending(told)
    for name, worth, left in zip(names, told["utilities"], told["discounted"], strict=True):
        yield f"  {name}: {worth:.4g}" + (f", discounted {left:.4g}" if left != worth else "")
    if "solutions" in told:
        yield ""
        yield f"Solutions ({', '.join(names)}; distance of what was reached{by_power(told)})"
        for name, label in SOLUTIONS.items():
            away = told["distances"][name]
            for point in told["solutions"][name]:
                yield f"  {label:<18} {_point(point)}; {away:.4g} away"
            if not told["solutions"][name]:
                yield f"  {label:<18} none: no outcome reaches all reservation values"
        better = told["better"]
        yield f"Better for all: {_point(better)}" if better else "No outcome is better for all"
    if told["trace"]:
        yield ""
        yield "Offers"
    for move in told["trace"]:
        point = {"deal": move["offer"], "utilities": move["utilities"]}
        yield f"  {move['round']:>5}  {move['by']}: {_point(point)}"


def _point(point: dict[str, Any]) -> str:
    """Return a deal with its utilities in one line."""
    worths = ", ".join(f"{worth:.4g}" for worth in point["utilities"])
    return f"{worths}  ({'; '.join(point['deal'].values())})"
