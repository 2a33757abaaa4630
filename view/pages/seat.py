"""The page Take a seat: one side of a talk, moved by the visitor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import solara

from model.scenario.moves import ACCEPT, LEAVE, SIDES, Moves
from view.charts.button import Button
from view.charts.fields import Fields, one_of
from view.charts.table import Table
from view.charts.tag import tag
from view.clauses import clause
from view.findings import number
from view.pages.debrief import Over
from view.pages.page import Given
from view.planes import talks
from view.seats import Seated, moves_of, seated
from view.session import Question, use_answer

#: Rounds that an offer stands where somebody stands firm.
FIRM = 5


@solara.component
def Seat(given: Given) -> None:
    """Show the choice of a seat, and what is seen from it."""
    say, run = given.say, given.run
    listed = use_answer(Question(("talks", run.name), talks, (given.asked,)))
    held = [each for each in listed.value or () if "-reopened-" not in each.name]
    places = {each.held: each for each in held}
    name, _, text = given.choice.picked.partition(";")
    name = name if name in places else next(iter(places), "")
    text = text or "host:"
    try:
        moves = moves_of(text)
    except ValueError:
        moves = Moves(0, ())
        text = "host:"
    question = Question(("seat", run.name, name, text), seated, (given.asked, name, text))
    answer = use_answer(question if name else None)
    error = listed.error or answer.error

    def sit(told: Mapping[str, Any]) -> None:
        if told["key"] == "talk":
            given.change(picked=f"{told['value']};{SIDES[moves.side]}:")
        elif told["value"] in SIDES:
            given.change(picked=f"{name};{told['value']}:")

    def move(offers: int = 0, levels: tuple[int, ...] = (), last: str = "") -> None:
        made = Moves(moves.side, (*moves.offers, *([levels] * offers)), last)
        given.change(picked=f"{name};{made.text}")

    with tag("div", cls="cv-headline"):
        tag("h2", say("app.seat.title"))
        tag("p", say("app.seat.says"), cls="cv-more")
    if name:
        with tag("div", cls="cv-card cv-wide-fields"):
            options = [(key, _label(given, key, each)) for key, each in places.items()]
            partner = given.named(places[name].partner)
            sides = list(zip(SIDES, (given.named("host"), partner), strict=True))
            Fields(
                fields=[
                    one_of("talk", say("app.seat.talk"), name, options),
                    one_of("side", say("app.seat.side"), SIDES[moves.side], sides),
                ],
                event_set=sit,
            )
    with tag("div", cls="cv-stage waiting" if answer.old else "cv-stage", id="results"):
        if error is not None:
            tag("p", given.fault(error), cls="cv-card cv-note", role="alert")
            Button(
                say("app.seat.anew"),
                lambda: given.change(picked=f"{name};{text.partition(':')[0]}:"),
            )
        elif answer.value is None:
            idle = not name and listed.value is not None
            tag("p", say("app.seat.none" if idle else "app.working"), cls="cv-card", role="status")
        elif answer.value.sight is None:
            Over(given, answer.value, f"{name};{SIDES[moves.side]}:")
        else:
            Turn(given, answer.value, moves, move)


def _label(given: Given, key: str, talk: Any) -> str:
    return f"{talk.quarter}: {given.named(talk.topic)} – {given.named(talk.partner)}"


@solara.component
def Turn(given: Given, here: Seated, moves: Moves, move: Callable[..., None]) -> None:
    """Show one's turn: the situation, the draft of an offer, what was said so far."""
    say, sight = given.say, here.sight
    assert sight is not None
    with tag("div", cls="cv-two"):
        with tag("section", cls="cv-card cv-prose", aria_live="polite"):
            tag("h3", say("app.seat.round", round=sight.round, rounds=sight.rounds))
            _situation(given, here)
            with tag("div", cls="cv-row"):
                if sight.standing is not None:
                    fair = sight.standing.worth_usd_m >= sight.reservation_usd_m
                    Button(say("app.seat.accept"), lambda: move(last=ACCEPT), off=not fair)
                Button(say("app.seat.leave"), lambda: move(last=LEAVE))
        Draft(given, here, moves, move)
    _history(given, here, moves.side)


def _situation(given: Given, here: Seated) -> None:
    say, sight = given.say, here.sight
    assert sight is not None

    def money(amount: float) -> str:
        return number(amount, "USD m", given.choice.language)

    with tag("div", cls="cv-facts"):
        tag("div", tag("b", money(sight.reservation_usd_m)), tag("span", say("app.seat.limit")))
        tag("div", tag("b", money(sight.outside_usd_m)), tag("span", say("app.seat.outside")))
        if sight.standing is not None:
            worth = money(sight.standing.worth_usd_m)
            tag("div", tag("b", worth), tag("span", say("app.seat.standing")))
    for rival, worth_usd_m in sight.rivals.items():
        name = given.named(rival)
        key = "app.seat.rival_silent" if worth_usd_m is None else "app.seat.rival"
        tag("p", say(key, rival=name, worth="" if worth_usd_m is None else money(worth_usd_m)))


@solara.component
def Draft(given: Given, here: Seated, moves: Moves, move: Callable[..., None]) -> None:
    """Show the draft of an offer, with what each level is worth to oneself."""
    say, language = given.say, given.choice.language
    start = moves.offers[-1] if moves.offers else here.free
    draft, set_draft = solara.use_state(start)
    current = draft if len(draft) == len(here.issues) else start
    sight = here.sight
    assert sight is not None

    def put(told: Mapping[str, Any]) -> None:
        place = here.issues.index(told["key"])
        set_draft((*current[:place], int(told["value"]), *current[place + 1 :]))

    fields = [
        one_of(
            issue,
            say.get(f"issue.{issue}", issue),
            str(current[place]),
            [
                (str(level), f"{clause(issue, value)}  ({number(worth, 'USD m', language)})")
                for level, (value, worth) in enumerate(
                    zip(here.levels[place], here.worth_usd_m[place], strict=True)
                )
            ],
        )
        for place, issue in enumerate(here.issues)
    ]
    worth = sum(row[level] for row, level in zip(here.worth_usd_m, current, strict=True))
    fair = worth >= sight.reservation_usd_m
    with tag("section", cls="cv-card cv-prose cv-wide-fields", aria_label=say("app.seat.draft")):
        tag("h3", say("app.seat.draft"))
        Fields(fields=fields, event_set=put)
        tag("p", say("app.seat.worth", worth=number(worth, "USD m", language)))
        if not fair:
            tag("p", say("app.seat.less"), cls="cv-note")
        with tag("div", cls="cv-row"):
            Button(say("app.seat.offer"), lambda: move(1, current), off=not fair)
            firm = min(FIRM, sight.rounds_left + 1)
            Button(say("app.seat.firm", rounds=firm), lambda: move(firm, current), off=not fair)
        tag("p", say("app.seat.advice"), cls="cv-unit")
        with tag("div", cls="cv-row"):
            Button(say("app.seat.free"), lambda: set_draft(here.free))
            Button(say("app.seat.giving"), lambda: set_draft(here.giving))


def _history(given: Given, here: Seated, side: int) -> None:
    """Show all offers so far: what each was worth to oneself, and what moved."""
    say, language = given.say, given.choice.language
    assert here.sight is not None
    rows = []
    last: dict[int, tuple[int, ...]] = {}
    for said in here.sight.history:
        before = last.get(said.side)
        changed = [
            f"{say.get(f'issue.{issue}', issue)} {clause(issue, here.levels[n][said.levels[n]])}"
            for n, issue in enumerate(here.issues)
            if before is None or before[n] != said.levels[n]
        ]
        who = say("app.seat.you") if said.side == side else say("app.seat.they")
        worth = number(said.worth_usd_m, "USD m", language)
        rows.append(
            (f"{said.round}-{said.side}", [str(said.round), who, worth, ", ".join(changed)])
        )
        last[said.side] = said.levels
    if rows:
        with tag("section", cls="cv-card cv-rounds"):
            heads = ("round", "who", "worth_you", "moved")
            Table(
                title=say("app.seat.history"),
                caption=say("app.seat.history"),
                columns=[say(f"app.seat.head.{head}") for head in heads],
                rows=list(reversed(rows)),
                left=(1, 3),
            )
