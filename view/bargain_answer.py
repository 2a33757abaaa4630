"""What the command `bargain` answers: as data, and as lines for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from model.exchange.statement import Statement
from model.exchange.tactics import style_table
from model.negotiation.bargain import Outcome
from model.negotiation.codes import BOTH, NOBODY
from model.negotiation.domain import Bargain
from model.negotiation.opponents import correlation, estimated_values
from model.negotiation.yardsticks import Point, checked_powers, distance, yardsticks
from view.names import side_of
from view.words import words

ANSWER, VERSION = "convenio-bargain-answer", 1
SOLUTIONS = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")
MOST_POINTS = 40  # frontier points that are worth printing; --json holds all
MOST_DIGITS = 10**15  # outcomes whose number is worth printing


def ending(told: dict[str, Any]) -> str:
    """Return why there is no deal, from an answer.

    Examples
    --------
    >>> ending({"end": "breakdown", "round": 4, "by": "Line"})
    'No deal: talks broke down in round 4, before a turn of Line'
    """
    return words()(f"bargain.end.{told['end']}", round=told["round"], who=told["by"])


def by_power(told: dict[str, Any]) -> str:
    """Return what is to say of bargaining powers, from an answer; nothing where they are equal.

    Examples
    --------
    >>> by_power({"powers": [0.7, 0.3]}), by_power({"powers": [0.5, 0.5]})
    ('; Nash with powers 0.7, 0.3', '')
    """
    powers = told["powers"]
    if len(set(powers)) == 1:
        return ""
    return words()("bargain.powers", powers=", ".join(f"{power:g}" for power in powers))


def labels(talk: Bargain) -> tuple[str, str]:
    """Return what to call the two sides; never the same.

    Examples
    --------
    >>> from model.negotiation.domain import Issue, Party
    >>> side = Party(((0.0, 1.0),))
    >>> labels(Bargain((Issue("x", ("a", "b")),), side, side))
    ('side 1', 'side 2')
    """
    names = (side_of(talk.host.name, 1), side_of(talk.partner.name, 2))
    return names if names[0] != names[1] else (f"{names[0]} (1)", f"{names[1]} (2)")


def answer(
    statement: Statement,
    outcome: Outcome,
    rounds: int,
    seed: int,
    normalised: bool,
    powers: Sequence[float] = (),
) -> dict[str, Any]:
    """Return everything about a bargain that was played, ready for JSON.

    Returns
    -------
    dict
        As described in model/data/bargains/README.md.
    """
    talk = statement.talk
    found = yardsticks(talk, powers)
    names = labels(talk)

    def point(each: Point) -> dict[str, Any]:
        return {"deal": talk.named(each.levels), "utilities": list(each.worth)}

    return {
        "format": ANSWER,
        "version": VERSION,
        "title": statement.title,
        "rounds": rounds,
        "seed": seed,
        "normalised": normalised,
        "outcomes": talk.outcomes,
        "parties": [
            {
                "name": name,
                "reservation": party.reservation,
                "discount": party.discount,
                "style": style_table(party.style),
            }
            for name, party in zip(names, talk.sides, strict=True)
        ],
        "end": outcome.end.name.lower(),
        "round": outcome.round,
        "by": {NOBODY: None, BOTH: "both"}.get(outcome.by, names[outcome.by % 2]),
        "deal": outcome.deal or None,
        "utilities": list(outcome.worth),
        "powers": list(checked_powers(powers, 2)),
        "frontier_is_exact": found.exact,
        "frontier": [point(each) for each in found.frontier],
        "solutions": {name: [point(each) for each in of] for name, of in found.solutions.items()},
        "distances": {
            "frontier": distance(outcome.worth, found.frontier),
            **{name: distance(outcome.worth, of) for name, of in found.solutions.items()},
        },
        "trace": [
            {
                "round": move.round,
                "by": names[move.side],
                "offer": talk.named(move.levels),
                "utilities": list(move.worth),
            }
            for move in outcome.trace
        ],
    }


def model_correlations(talk: Bargain, outcome: Outcome, rounds: int) -> list[float | None]:
    """Return how well each side's belief after the talk agrees with the other's true utilities.

    Needs the trace of the outcome. None where there is nothing to compare: an offer was never
    heard, or one of the two utilities is the same everywhere.
    """
    found = []
    for side, style in enumerate(talk.styles):
        moves = [move for move in outcome.trace if move.side != side]
        heard = [talk.merged.join(move.levels) for move in moves]
        times = [move.round / (rounds + 1) for move in moves]
        table = talk.table[::-1].copy() if side else talk.table
        believed = estimated_values(
            table, talk.counts, style.belief, heard, times, talk.merged.parts
        )
        found.append(correlation(table[1], believed, talk.counts))
    return found


def lines(told: dict[str, Any]) -> Iterator[str]:
    """Lines for a terminal, from what :func:`answer` returns, in the language that is spoken."""
    say = words()
    first, second = (party["name"] for party in told["parties"])
    count = told["outcomes"]
    size = f"{count:,}" if count < MOST_DIGITS else say("bargain.about", count=len(str(count)) - 1)
    yield say("bargain.head", title=told["title"] or say("bargain.untitled"), size=size)
    for party in told["parties"]:
        yield "  " + say("bargain.party", **party_facts(party))
        if party["discount"] < 1.0:
            yield "    " + say("bargain.not_played", discount=f"{party['discount']:g}")
    yield ""
    if told["deal"]:
        who = say("bargain.both") if told["by"] == "both" else told["by"]
        yield say("bargain.deal", round=told["round"], rounds=told["rounds"], who=who)
        yield from (f"  {issue}: {level}" for issue, level in told["deal"].items())
    else:
        yield ending(told)
    mine, theirs = (f"{worth:.4g}" for worth in told["utilities"])
    yield "  " + say("bargain.utilities", one=first, first=mine, other=second, second=theirs)
    yield ""
    yield from solution_lines(told, f"{first}, {second}", _point, say("bargain.none"))
    yield ""
    frontier: Sequence[dict[str, Any]] = told["frontier"]
    yield say(
        "bargain.frontier",
        count=f"{len(frontier):,}",
        kept="" if told["frontier_is_exact"] else say("bargain.kept"),
        away=f"{told['distances']['frontier']:.4g}",
    )
    for point in frontier[:MOST_POINTS]:
        yield f"  {_point(point)}"
    if len(frontier) > MOST_POINTS:
        yield "  " + say("bargain.more", count=f"{len(frontier) - MOST_POINTS:,}")
    if "model_correlation" in told:
        yield ""
        yield say("bargain.reading")
        for name, well in zip((first, second), told["model_correlation"], strict=True):
            yield f"  {name}: " + (say("bargain.no_reading") if well is None else f"{well:.3f}")
    if told["trace"]:
        yield ""
        yield say("bargain.offers", names=f"{first}, {second}")
    for move in told["trace"]:
        point = {"deal": move["offer"], "utilities": move["utilities"]}
        yield f"  {move['round']:>5}  {move['by']}: {_point(point)}"


def party_facts(party: dict[str, Any]) -> dict[str, str]:
    """Return how a party bargains, for the gaps of a text; tactics keep their names."""
    return {
        "name": party["name"],
        "tactic": party["style"]["tactic"],
        "parameter": f"{party['style']['parameter']:g}",
        "discount": f"{party.get('discount', 1.0):g}",
        "limit": f"{party['reservation']:.4g}",
    }


def solution_lines(
    told: dict[str, Any], names: str, shown: Callable[[dict[str, Any]], str], none: str
) -> Iterator[str]:
    """Lines on the solutions, each with its distance of what was reached."""
    say = words()
    yield say("bargain.solutions", names=names, powers=by_power(told))
    for name in SOLUTIONS:
        label, away = say(f"bargain.solution.{name}"), told["distances"][name]
        for point in told["solutions"][name]:
            far = say("bargain.away", point=shown(point), away=f"{away:.4g}")
            yield f"  {label:<18} {far}"
        if not told["solutions"][name]:
            yield f"  {label:<18} {none}"


def _point(point: dict[str, Any]) -> str:
    """Return a deal with its utilities in one line."""
    host, partner = point["utilities"]
    return f"{host:.4g}, {partner:.4g}  ({'; '.join(point['deal'].values())})"
