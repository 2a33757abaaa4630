"""What the command `bargain` answers: as data, and as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from model.exchange.statement import Statement
from model.exchange.tactics import style_table
from model.negotiation.bargain import Outcome
from model.negotiation.codes import BOTH, NOBODY, End
from model.negotiation.domain import Bargain
from model.negotiation.opponents import correlation, estimated_values
from model.negotiation.yardsticks import Point, checked_powers, distance, yardsticks

ANSWER, VERSION = "convenio-bargain-answer", 1
SOLUTIONS = {
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai–Smorodinsky",
    "egalitarian": "egalitarian",
    "utilitarian": "utilitarian",
}
ENDS = {
    End.DEADLINE: "No deal: the rounds ran out",
    End.NO_OFFER: "No deal: a reservation value is above all outcomes",
    End.WALKED_AWAY: "No deal: a side walked away",
}
MOST_POINTS = 40  # frontier points that are worth printing; --json holds all
MOST_DIGITS = 10**15  # outcomes whose number is worth printing


def ending(told: dict[str, Any]) -> str:
    """Return why there is no deal, from an answer.

    Examples
    --------
    >>> ending({"end": "breakdown", "round": 4, "by": "Line"})
    'No deal: talks broke down in round 4, before a turn of Line'
    """
    if told["end"] == End.BREAKDOWN.name.lower():
        where = f"in round {told['round']}, before a turn of {told['by']}"
        return f"No deal: talks broke down {where}"
    return ENDS.get(End[told["end"].upper()], f"No deal: {told['end']}")


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
    return f"; Nash with powers {', '.join(f'{power:g}' for power in powers)}"


def labels(talk: Bargain) -> tuple[str, str]:
    """Return what to call the two sides; never the same.

    Examples
    --------
    >>> from model.negotiation.domain import Issue, Party
    >>> side = Party(((0.0, 1.0),))
    >>> labels(Bargain((Issue("x", ("a", "b")),), side, side))
    ('side 1', 'side 2')
    """
    names = (talk.host.name or "side 1", talk.partner.name or "side 2")
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
    """Lines for a terminal, from what :func:`answer` returns."""
    first, second = (party["name"] for party in told["parties"])
    count = told["outcomes"]
    size = f"{count:,}" if count < MOST_DIGITS else f"about 10^{len(str(count)) - 1}"
    yield f"{told['title'] or 'A bargain'}: {size} outcomes"
    for party in told["parties"]:
        style = party["style"]
        yield (
            f"  {party['name']}: {style['tactic']}, parameter {style['parameter']:g}; "
            f"no deal is worth {party['reservation']:.4g}"
        )
        if party["discount"] < 1.0:
            yield f"    its discount factor {party['discount']:g} is not played (--discounted)"
    yield ""
    if told["deal"]:
        yield f"Deal in round {told['round']} of {told['rounds']}, accepted by {told['by']}"
        for issue, level in told["deal"].items():
            yield f"  {issue}: {level}"
    else:
        yield ending(told)
    yield f"  utilities: {first} {told['utilities'][0]:.4g}, {second} {told['utilities'][1]:.4g}"
    yield ""
    yield f"Solutions ({first}, {second}; distance of what was reached{by_power(told)})"
    for name, label in SOLUTIONS.items():
        away = told["distances"][name]
        for point in told["solutions"][name]:
            yield f"  {label:<18} {_point(point)}; {away:.4g} away"
        if not told["solutions"][name]:
            yield f"  {label:<18} none: no outcome reaches both reservation values"
    yield ""
    kept = "" if told["frontier_is_exact"] else ", some left out"
    frontier: Sequence[dict[str, Any]] = told["frontier"]
    away = told["distances"]["frontier"]
    yield f"Pareto frontier: {len(frontier):,} points{kept}; {away:.4g} away"
    for point in frontier[:MOST_POINTS]:
        yield f"  {_point(point)}"
    if len(frontier) > MOST_POINTS:
        yield f"  … and {len(frontier) - MOST_POINTS:,} more (--json lists all)"
    if "model_correlation" in told:
        yield ""
        yield "Correlation of what each believes of the other with the truth"
        for name, well in zip((first, second), told["model_correlation"], strict=True):
            yield f"  {name}: " + ("nothing to compare" if well is None else f"{well:.3f}")
    if told["trace"]:
        yield ""
        yield f"Offers ({first}, {second})"
    for move in told["trace"]:
        point = {"deal": move["offer"], "utilities": move["utilities"]}
        yield f"  {move['round']:>5}  {move['by']}: {_point(point)}"


def _point(point: dict[str, Any]) -> str:
    """Return a deal with its utilities in one line."""
    host, partner = point["utilities"]
    return f"{host:.4g}, {partner:.4g}  ({'; '.join(point['deal'].values())})"
