"""What the command `bargain` says of talks in turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from model.exchange.clauses import IN_TURN
from model.exchange.tactics import style_table
from model.negotiation.domain import Bargain
from model.negotiation.in_turn import Turn, host_total
from model.negotiation.meeting import Meeting
from view.bargain_answer import ANSWER, VERSION
from view.meeting_answer import party_labels


def turns_answer(
    meeting: Meeting, title: str, turns: Sequence[Turn], rounds: int, seed: int, normalise: bool
) -> dict[str, Any]:
    """Return everything about talks in turn that were played, ready for JSON.

    Returns
    -------
    dict
        As described in model/data/bargains/README.md.
    """
    host, *partners = party_labels(meeting)
    total, joint = host_total(turns)
    talks = []
    for name, party, turn in zip(partners, meeting.parties[1:], turns, strict=True):
        outcome, standing = turn.outcome, turn.standing
        seats = (host, name)
        talk = Bargain(meeting.issues, meeting.parties[0], party)
        worth = standing.worth if standing else outcome.worth
        now = outcome.round if standing else 0  # no deal is worth as much at any time
        talks.append(
            {
                "partner": name,
                "most_favoured": list(party.most_favoured),
                "end": outcome.end.name.lower(),
                "round": outcome.round,
                "by": seats[outcome.by] if outcome.by in (0, 1) else None,
                "deal": meeting.named(standing.levels) if standing else None,
                "struck": outcome.deal or None,
                "raised": list(turn.raised),
                "utilities": list(worth),
                "discounted": list(talk.discounted(worth, now, rounds)),
                "trace": [
                    {
                        "round": move.round,
                        "by": seats[move.side],
                        "offer": meeting.named(move.levels),
                        "utilities": list(move.worth),
                    }
                    for move in outcome.trace
                ],
            }
        )
    return {
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
            for name, party in zip((host, *partners), meeting.parties, strict=True)
        ],
        "talks": IN_TURN,
        "turns": talks,
        "host_total": {"worth": total, "joint": joint},
    }


def turns_lines(told: dict[str, Any]) -> Iterator[str]:
    """Lines for a terminal, from what :func:`turns_answer` returns."""
    host = told["parties"][0]["name"]
    turns = told["turns"]
    yield (
        f"{told['title'] or 'Talks'}: {told['outcomes']:,} outcomes, {host} with "
        f"{len(turns)} partners in turn"
    )
    for turn in turns:
        yield ""
        clause = ", ".join(turn["most_favoured"])
        yield turn["partner"] + (f", most favoured on {clause}" if clause else "")
        if turn["deal"] is None:
            where = f" in round {turn['round']}" if turn["end"] == "breakdown" else ""
            yield f"  no deal: {turn['end'].replace('_', ' ')}{where}"
            continue
        yield f"  Deal in round {turn['round']} of {told['rounds']}, accepted by {turn['by']}"
        for issue, level in turn["deal"].items():
            was = turn["struck"][issue]
            yield f"  {issue}: {level}" + (f", raised from {was}" if was != level else "")
        ours, theirs = turn["utilities"]
        yield f"  worth {ours:.4g} to {host}, {theirs:.4g} to {turn['partner']}"
        if turn["discounted"] != turn["utilities"]:
            ours, theirs = turn["discounted"]
            yield f"  discounted {ours:.4g} and {theirs:.4g}"
    total = told["host_total"]
    joint = f", {total['joint']:+.4g} of it joint value" if total["joint"] else ""
    if any(turn["deal"] for turn in turns):
        yield ""
        yield f"All deals together are worth {total['worth']:.4g} to {host}{joint}"
