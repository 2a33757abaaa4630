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
from view.words import words


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
    """Lines for a terminal, from what :func:`turns_answer` returns, as the language has them."""
    say = words()
    host, turns = told["parties"][0]["name"], told["turns"]
    title, size = told["title"] or say("bargain.turns.untitled"), f"{told['outcomes']:,}"
    yield say("bargain.turns.head", title=title, size=size, host=host, count=len(turns))
    for turn in turns:
        yield ""
        clause = ", ".join(turn["most_favoured"])
        yield turn["partner"] + (say("bargain.turns.clause", clause=clause) if clause else "")
        if turn["deal"] is None:
            yield "  " + say(f"bargain.turns.end.{turn['end']}", round=turn["round"])
            continue
        by = turn["by"]
        yield "  " + say("bargain.deal", round=turn["round"], rounds=told["rounds"], who=by)
        for issue, level in turn["deal"].items():
            was = turn["struck"][issue]
            raised = say("bargain.turns.raised", was=was) if was != level else ""
            yield f"  {issue}: {level}{raised}"
        ours, theirs = (f"{worth:.4g}" for worth in turn["utilities"])
        gains = {"ours": ours, "theirs": theirs, "host": host, "partner": turn["partner"]}
        yield "  " + say("bargain.turns.worth", **gains)
        if turn["discounted"] != turn["utilities"]:
            ours, theirs = (f"{worth:.4g}" for worth in turn["discounted"])
            yield "  " + say("bargain.turns.discounted", ours=ours, theirs=theirs)
    total = told["host_total"]
    joint = say("bargain.turns.joint", joint=f"{total['joint']:+.4g}") if total["joint"] else ""
    if any(turn["deal"] for turn in turns):
        yield ""
        worth = f"{total['worth']:.4g}"
        yield say("bargain.turns.total", worth=worth, host=host, joint=joint)
