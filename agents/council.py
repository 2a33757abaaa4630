"""The Partnership Council: what to ask for, whom to ask, when to sign, what to learn from it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from agents.actor import Actor
from agents.agenda import agenda
from agents.calls import with_called
from agents.office import Office
from agents.partner import Partner
from model.bids import bid_terms
from model.causes import IN_VAIN, why_in_vain, why_reviewed
from model.contracts import filed, give_notice
from model.seating import roster
from model.short import total
from model.signing import put_in_force, ratified, rewrite
from model.talks import envelope_talk, protocol_talks
from model.terms import Protocol
from model.texts import Impasse, Matter, Seat, Text
from model.topics import urgency
from model.world import World

Array = NDArray[np.float64]


class Council(Actor):
    """The one body with authority over all negotiations.

    Parameters
    ----------
    world : World
        The world that it moves into.
    offices : list of Office
        One a partner, in the order of partners.
    partners : list of Partner
        Those across the table.
    """

    def __init__(self, world: World, offices: list[Office], partners: list[Partner]) -> None:
        super().__init__(world, "Partnership Council")
        self.offices, self.partners = offices, partners
        self.team = roster([partner.rows for partner in partners], bid_terms(world.state))
        self.envelopes: list[int] = []
        self.tables: list[tuple[int, list[Seat]]] = []
        self.texts: list[Text] = []
        self.rewritten: list[Text] = []

    def review(self) -> None:
        """Once a year rewrite the mandates from what was measured."""
        state = self.state
        if state.quarter % 4:
            return
        mandate, before = state.mandate, state.mandate.transfer_floor
        if state.scenario.mechanisms.adaptation and state.quarter:
            mandate.favour = self.favour()
            mandate.transfer_floor = self.adapted_floor()
            mandate.urgency = self.urgency()
        shares = mandate.favour / max(1e-9, total(mandate.favour))
        # Offices come first: the plan's budget, as far as there is cash, whatever the treasury
        # grants.
        purse = state.scenario.council
        budget = purse.budget_usd_m
        mandate.office_usd_m = purse.office_share * budget * shares
        mandate.culture_usd_m = purse.culture_share * budget * shares
        state.note(
            "annual review",
            transfer_floor=mandate.transfer_floor,
            favour=mandate.favour.tolist(),
            budget_usd_m=budget,
            because=why_reviewed(before, mandate.transfer_floor),
        )

    def favour(self) -> Array:
        """Return the weight of each partner: what it is believed to deliver, mean 1.

        Partners without agreements are given the mean of the others, so that a first chance is
        never lost.
        """
        seen = self.state.seen.tolist()
        protocols = sum(count for count, _ in seen)
        mean = sum(whole for _, whole in seen) / protocols if protocols else 1.0
        weight = [0.25 + (whole / count if count else mean) for count, whole in seen]
        middle = sum(weight) / max(1, len(weight))
        return np.array([each / middle for each in weight])

    def urgency(self) -> Array:
        """Return the priority of each technology, see :func:`model.topics.urgency`."""
        game, atlas = self.state.game, self.state.atlas
        if game is None:
            return atlas.weight.copy()
        return urgency(atlas.weight, game.met, game.after, atlas.lone[1:])

    def adapted_floor(self) -> float:
        """Return the transfer floor for the coming year.

        Raised by a twentieth when know-how falls short of what was promised, lowered when fewer
        than a third of the year's talks came to a deal; never below half of the declared floor.
        """
        state = self.state
        floor = state.mandate.transfer_floor
        talks, deals = state.year_talks
        state.year_talks = [0, 0]
        if talks and deals / talks < 1.0 / 3.0:
            floor -= 0.05
        elif state.transfer_effectiveness < 0.5 and deals:
            floor += 0.05
        low = 0.5 * state.scenario.policy.transfer_floor
        high = state.protocol_table.high[Protocol.TRANSFER_DEPTH]
        return float(min(max(floor, low), high))

    def open_talks(self) -> None:
        """Decide which talks to hold this quarter, as far as offices are prepared."""
        missing = self.state.portfolio.envelopes.tolist()
        self.envelopes = [p for p, row in enumerate(missing) if row < 0 and self.envelope_due(p)]
        for p in self.envelopes:
            self.offices[p].begin_talk()
            self.state.orders.held((-1, p))
        self.tables = agenda(self.state, self.team)
        if self.state.orders.called:
            self.tables = with_called(self.state, self.offices, self.partners, self.tables)

    def envelope_due(self, p: int) -> bool:
        """Tell whether a comprehensive agreement that is missing should be talked about now."""
        state = self.state
        due = self.offices[p].can_talk() and bool(state.pause_until[p, 0] <= state.quarter)
        if not due and (-1, p) in state.orders.called:
            state.orders.summoned.add((-1, p))
            return True
        return due

    def bargain(self) -> None:
        """Hold the talks of the quarter: envelopes, protocols, and what has been reopened."""
        state = self.state
        pause = state.scenario.bargaining.cooling_quarters
        self.texts, self.rewritten = [], []
        for p in self.envelopes:
            state.pause_until[p, 0] = max(state.pause_until[p, 0], state.quarter + pause)
            text = envelope_talk(state, p)
            if text is not None:
                self.texts.append(text)
        for k, seats in self.tables:
            slot = state.atlas.slot.item(k)
            for seat in seats:
                until = state.pause_until.item(seat.partner, slot)
                # Who was expelled stays so, though one talk more was decided.
                state.pause_until[seat.partner, slot] = max(until, state.quarter + pause)
        matters = [Matter(k, seats) for k, seats in self.tables]
        matters += [self.reopened(row, by_partner) for row, by_partner in state.reopened]
        for matter, found in zip(matters, protocol_talks(state, matters), strict=True):
            if matter.reopened >= 0:
                self.close_reopened(matter, found)
                continue
            state.year_talks[0] += 1
            if isinstance(found, Text):
                state.year_talks[1] += 1
                self.texts.append(found)

    def reopened(self, row: int, by_partner: bool) -> Matter:
        """Return the talk about an agreement that is held again, with today's outside options."""
        state = self.state
        k, p, firm, units = state.portfolio.read(row, "technology", "partner", "firm", "units")
        share = units / state.need_index.item(k)
        knowledge = state.firms.knowledge.item(firm, state.atlas.kind.item(k))
        skill = state.atlas.capability.item(p, k) * knowledge
        state.count("reopened")
        seat = Seat(partner=p, firm=firm, skill=skill, low=share, high=share)
        return Matter(k, [seat], row, by_partner)

    def close_reopened(self, matter: Matter, found: Text | Impasse) -> None:
        """Keep what an agreement was reopened to, or take note that it was in vain.

        The terms stay in force then, as far as they hold; else whoever asked leaves.
        """
        state, p = self.state, matter.seats[0].partner
        if isinstance(found, Text):
            self.rewritten.append(found)
            return
        state.note(
            IN_VAIN,
            agreement=filed(state, matter.reopened).label,
            partner=state.atlas.partners[p],
            by="partner" if matter.by_partner else "host",
            because=why_in_vain(state.events),
        )
        slot = int(state.atlas.slot[matter.technology])
        if state.luck.threat[p, state.quarter, slot] >= found.holds:
            give_notice(
                state, matter.reopened, matter.by_partner, because=IN_VAIN, holds=found.holds
            )

    def ratify(self) -> None:
        """Put signed texts to both ratifications, and what passes in force."""
        for text in self.texts:
            self.state.count("texts")
            home = ratified(self.state, text)
            if home is not None:
                put_in_force(self.state, text, home)
        for text in self.rewritten:
            if ratified(self.state, text) is not None:
                rewrite(self.state, text)
