"""The command `bargain`: play one bargain from files and say how good its deal is."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import click

from model.exchange.faults import BargainFileError
from model.exchange.files import read_meeting
from model.exchange.statement import Statement
from model.exchange.writing import write_bargain
from model.negotiation import bargain as engine
from model.negotiation.codes import Belief, Offer
from model.negotiation.domain import Bargain
from model.negotiation.in_turn import meet_in_turn
from model.negotiation.meeting import meet
from model.streams import Purpose, stream
from view.bargain_answer import answer, lines, model_correlations
from view.bargain_asked import as_asked, chancy, powers_of, timeless
from view.commands.language import in_language
from view.meeting_answer import meeting_answer, meeting_lines
from view.problems import error_text
from view.ratification_answer import ratification, ratification_lines
from view.turns_answer import turns_answer, turns_lines
from view.words import speaking, words

BAD_INPUT = 2
MOST_ROUNDS = 100_000
MOST_TRACED = 10_000  # rounds; the offers of more would fill the memory


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--tactics",
    multiple=True,
    metavar="NAME[:NUMBER]",
    help="How a side bargains, such as boulware:3, conceder:0.5, linear, tit_for_tat:1, micro, "
    "hardliner, random; once for all alike or once for each party.",
)
@click.option(
    "--model",
    type=click.Choice([each.name.lower() for each in Belief]),
    help="How all parties read the others' offers; the answer says how well.",
)
@click.option(
    "--offers",
    type=click.Choice([each.name.lower() for each in Offer]),
    help="What all parties offer of what is worth enough to them: trade_off, what the others are "
    "believed to like, looked for step by step; exact_trade_off, what they like best; cheapest, "
    "what is worth least.",
)
@click.option(
    "--rounds", default=40, show_default=True, type=click.IntRange(1, MOST_ROUNDS), help="Deadline."
)
@click.option(
    "--seed",
    default=1,
    show_default=True,
    type=click.IntRange(0),
    help="For random tactics and the random end.",
)
@click.option(
    "--risk",
    default=0.0,
    show_default=True,
    type=click.FloatRange(0.0, 1.0, max_open=True),
    help="Random end: probability that talks break down before any one turn.",
)
@click.option("--sides", nargs=2, type=int, help="Which two of several profiles, from 1.")
@click.option("--normalise", is_flag=True, help="Each side's worst outcome 0, its best 1.")
@click.option(
    "--discounted",
    is_flag=True,
    help="Play the discount factors of the files: who declines knows that it gets less later.",
)
@click.option(
    "--powers",
    metavar="A,B,...",
    help="Bargaining power of each party for the Nash solution, such as 0.7,0.3; sum 1.  "
    "[default: equal]",
)
@click.option("--trace", is_flag=True, help="List all offers.")
@click.option(
    "--write",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="Write the bargain as it was played: FILE.json in our JSON, any other name a folder of "
    "GENIUS XML.",
)
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@in_language
def bargain(
    files: tuple[str, ...],
    tactics: tuple[str, ...],
    model: str | None,
    offers: str | None,
    rounds: int,
    seed: int,
    risk: float,
    sides: tuple[int, int] | None,
    normalise: bool,
    discounted: bool,
    powers: str | None,
    trace: bool,
    write: Path | None,
    as_json: bool,
) -> None:
    """Play the bargain that FILE states.

    FILE is one JSON file, of two or more parties, or the name of a shipped one; or a domain and two
    profiles of GENIUS; or two profiles. The frontier, and how well models read, are told of two
    parties whose discount factors are not played; solutions of all at one table.

    Utilities are as the files state them, unless --normalise is given. Exit codes: 0 played, with
    or without a deal; 2 something wrong with what was asked for.
    """
    say = words()
    try:
        if (trace or model) and rounds > MOST_TRACED:
            asked = "--trace" if trace else "--model"
            most = {"most": f"{MOST_TRACED:,}", "rounds": f"{rounds:,}"}
            refuse(say("bargain.asked.most", option=asked, **most))
        meeting, title = read_meeting(files, sides)
        meeting = as_asked(meeting, tactics, model, offers, normalise)
        weights = powers_of(powers, len(meeting.parties)) if powers is not None else ()
        if write:
            for file in write_bargain(meeting, title, write):
                click.echo(say("bargain.written", file=file), err=True)
        played = meeting if discounted else timeless(meeting)
        luck = stream(seed, Purpose.BREAKDOWN)
        by_chance = risk > 0.0 or chancy(meeting.parties)
        with speaking("en" if as_json else ""):  # JSON has one form, also of who has no name
            if meeting.in_turn:
                if weights:
                    refuse(say("bargain.asked.at_one_table", option="--powers"))
                shape = (len(meeting.parties) - 1, rounds, 2)
                noise = luck.random(shape) if by_chance else None
                turns = meet_in_turn(played, rounds, noise, trace, risk)
                fate = None
                told = turns_answer(played, title, turns, rounds, seed, normalise)
            elif discounted or len(meeting.parties) > 2:
                noise = luck.random((rounds, len(meeting.parties))) if by_chance else None
                result = meet(played, rounds, noise, trace, risk)
                fate = ratification(meeting, result.levels, seed)
                told = meeting_answer(played, title, result, rounds, seed, normalise, weights)
            else:
                talk = Bargain(meeting.issues, *meeting.parties)
                noise = luck.random((rounds, 2)) if by_chance else None
                traced = trace or bool(model)
                calm = Bargain(played.issues, *played.parties)
                outcome = engine.bargain(calm, rounds, risk=risk, noise=noise, trace=traced)
                read_well = model_correlations(talk, outcome, rounds) if model else None
                if not trace:
                    outcome = replace(outcome, trace=())
                fate = ratification(talk, outcome.levels, seed)
                told = answer(Statement(talk, title), outcome, rounds, seed, normalise, weights) | (
                    {"model_correlation": read_well} if read_well else {}
                )
        told |= {"risk": risk} | ({"ratification": fate} if fate else {})
    except BargainFileError as error:
        count = len(error.problems)
        head = say("bargain.problems" if count > 1 else "bargain.problem", count=count)
        refuse(f"{head}\n{error_text(error)}")
    except ValueError as error:
        refuse(error_text(error))
    if as_json:
        click.echo(json.dumps(told, indent=2, ensure_ascii=False, allow_nan=False))
        return
    shown = lines if "frontier" in told else turns_lines if "turns" in told else meeting_lines
    for line in shown(told):
        click.echo(line)
    for line in ratification_lines(told):
        click.echo(line)


def refuse(why: str) -> NoReturn:
    """Say what is wrong with what was asked for, and end."""
    click.echo(why, err=True)
    raise click.exceptions.Exit(BAD_INPUT) from None
