"""Texts of participation, a call answered and one in preparation: all invented."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

import sqlalchemy as sa

from catalogue.committees.models import Committee, Mandate
from catalogue.committees.vocabulary import Sex
from review.demonstration.world import World
from review.nominations import calls, proposals, texts
from review.nominations.calls import CallFacts
from review.nominations.models import Call, CallSeat, ParticipationText, Proposal
from review.nominations.proposals import ProposalFacts
from review.nominations.queries import call_of, open_seats, proposal_of, text_of
from review.nominations.texts import TextFacts
from review.nominations.vocabulary import TextKind
from review.nominations.wording import typed

WRITTEN_BEFORE, PUBLISHED_BEFORE, REWRITTEN_BEFORE = 95, 90, 8
SENT_BEFORE, ANSWERED_BEFORE, DECIDED_BEFORE, PREPARED_BEFORE = 45, 30, 15, 4
OPEN_FOR = timedelta(days=75)
VACANT, ENDING = frozenset({"CTN5", "CTN11"}), frozenset({"CTN3"})
ASKED = ("ciment", "energie", "genre", "universite")

# Without open wording, so that it can be in force; the next version has some left.
CRITERIA = (
    "Texte inventé pour la démonstration.\n\n"
    "Peut être proposée toute personne qui connaît le domaine, sans condition de diplôme.\n"
    "Pour chaque siège, une femme et un homme sont proposés quand cela est possible.\n"
    "La durée du mandat est de trois ans."
)
REWRITTEN = (
    f"{CRITERIA}\nChaque candidat présente son expérience. Le président du comité reçoit les "
    "dossiers. Les experts sont entendus."
)
LETTER = (
    "Texte inventé pour la démonstration.\n\n"
    "Nous vous désignons membre du comité. Le directeur de votre organisme en est informé."
)
# For which committee's seat, by whom, who is proposed.
PROPOSED = (
    ("CTN11", "energie", "Proposée A", Sex.WOMAN),
    ("CTN11", "universite", "Proposé B", Sex.MAN),
    ("CTN5", "genre", "Proposée C", Sex.WOMAN),
    ("CTN5", "ciment", "Proposée D", Sex.UNDECLARED),
)
RETAINED, DECLINED = 0, 1
WHY_DECLINED = "Le siège est donné à une autre personne proposée (démonstration)."


class Participation:
    """The criteria and the letter, the call that was sent and what came in answer."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.criteria_id = self.call_id = 0
        self.received: list[int] = []

    def begin(self, kind: TextKind, title: str, text: str) -> int:
        """Begin a text with its first wording."""
        world = self.world
        made = texts.begin(
            world.session,
            TextFacts(kind, title),
            typed(text),
            actor=world.secretariat,
            at=world.now(),
        )
        world.session.flush()
        return made.id

    def write(self) -> None:
        """Write the criteria, and the letter that still has words to correct."""
        title = "Critères de participation aux comités (démonstration)"
        self.criteria_id = self.begin(TextKind.CRITERIA, title, CRITERIA)
        self.begin(TextKind.DESIGNATION, "Lettre de désignation type (démonstration)", LETTER)

    def publish(self) -> None:
        """Put the criteria in force."""
        world, text = self.world, self._criteria()
        texts.publish(
            world.session,
            text,
            on=world.today,
            actor=world.secretariat,
            seen_version=text.version,
            at=world.now(),
            today=world.today,
        )

    def rewrite(self) -> None:
        """Begin the next version of the criteria: it cannot be published as it is."""
        world, text = self.world, self._criteria()
        texts.write(
            world.session,
            text,
            typed(REWRITTEN),
            actor=world.secretariat,
            seen_version=text.version,
            at=world.now(),
        )

    def call(self) -> None:
        """Send a call for the vacant seats of two committees."""
        world = self.world
        self.call_id = self._prepare("Sièges vacants (démonstration)", VACANT)
        found = self._call()
        calls.send(
            world.session,
            found,
            on=world.today,
            actor=world.secretariat,
            seen_version=found.version,
            at=world.now(),
            today=world.today,
        )
        self._let_go(found)

    def answer(self) -> None:
        """Note who is proposed."""
        world, call = self.world, self._call()
        seats = self._seats()
        for code, organisation, name, sex in PROPOSED:
            facts = ProposalFacts(
                seat_id=seats[code],
                organisation_id=world.organisations[organisation],
                received_on=world.today,
                family_name=f"{name} (personne inventée)",
                sex=sex,
            )
            made = proposals.receive(
                world.session,
                call,
                facts,
                actor=world.secretariat,
                at=world.now(),
                today=world.today,
            )
            self.received.append(made.id)
            self._let_go(made)
        self._let_go(call)

    def decide(self) -> None:
        """Give one seat and tell the other organisation why not; two proposals still wait."""
        world, session = self.world, self.world.session
        proposal = proposal_of(session, self.call_id, self.received[RETAINED])
        if proposal is not None:
            proposals.retain(
                session,
                proposal,
                valid_from=world.today,
                valid_to=None,
                homonym=False,
                actor=world.secretariat,
                seen_version=proposal.version,
                at=world.now(),
                today=world.today,
            )
        session.flush()
        proposal = proposal_of(session, self.call_id, self.received[DECLINED])
        if proposal is not None:
            proposals.decline(
                session,
                proposal,
                reason=WHY_DECLINED,
                actor=world.secretariat,
                seen_version=proposal.version,
                at=world.now(),
                today=world.today,
            )

    def prepare_next(self) -> None:
        """Prepare the call for the mandate that ends."""
        self._prepare("Mandats qui finissent (démonstration)", ENDING)

    def _prepare(self, title: str, codes: Collection[str]) -> int:
        world = self.world
        seats = open_seats(world.session, on=world.today)
        facts = CallFacts(
            title=title,
            opens_on=world.today,
            closes_on=world.today + OPEN_FOR,
            mandate_ids=frozenset(one.id for one in seats if one.committee.code in codes),
            organisation_ids=frozenset(world.organisations[one] for one in ASKED),
            message="Appel inventé pour la démonstration.",
            criteria_id=self.criteria_id,
        )
        made = calls.prepare(world.session, facts, actor=world.secretariat, at=world.now())
        self._let_go(made)
        return made.id

    def _let_go(self, row: Call | Proposal) -> None:
        """Write what was done, and have the next act read it whole as a page does."""
        self.world.session.flush()
        self.world.session.expunge(row)

    def _seats(self) -> dict[str, int]:
        """Give the seats of the call by the code of their committee."""
        rows = self.world.session.execute(
            sa.select(Committee.code, CallSeat.id)
            .join(Mandate, Mandate.committee_id == Committee.id)
            .join(CallSeat, CallSeat.mandate_id == Mandate.id)
            .where(CallSeat.call_id == self.call_id)
        )
        return {row[0]: row[1] for row in rows}

    def _criteria(self) -> ParticipationText:
        found = text_of(self.world.session, self.criteria_id)
        if found is None:
            raise LookupError(self.criteria_id)
        return found

    def _call(self) -> Call:
        found = call_of(self.world.session, self.call_id)
        if found is None:
            raise LookupError(self.call_id)
        return found


def plan_participation(world: World) -> None:
    """Plan the criteria, the letter, a call with its answers, and the call that follows."""
    told = Participation(world)
    for days, act in (
        (WRITTEN_BEFORE, told.write),
        (PUBLISHED_BEFORE, told.publish),
        (SENT_BEFORE, told.call),
        (ANSWERED_BEFORE, told.answer),
        (DECIDED_BEFORE, told.decide),
        (REWRITTEN_BEFORE, told.rewrite),
        (PREPARED_BEFORE, told.prepare_next),
    ):
        world.on(world.before_last(days), act)
