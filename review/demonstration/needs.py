"""How each need of the demonstration went from its chair to its decision, day by day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import sqlalchemy as sa

from catalogue.accounts.models import Account
from catalogue.permissions import Actor
from catalogue.records.vocabulary import Nature
from catalogue.reference_list.models import ReferenceEntry
from catalogue.work_programme.vocabulary import TextKind
from review.demonstration.items import Item
from review.demonstration.requests import (
    REQUESTS,
    Goes,
    Request,
    first_answers,
    other_answers,
)
from review.demonstration.rounds import FOCAL_POINT
from review.demonstration.texts import text_of
from review.demonstration.world import World, working_day
from review.needs import services
from review.needs.models import NeedsExpression
from review.needs.queries import find_readable
from review.needs.vocabulary import Admissibility, ForecastOpinionKind

BEGUN_BEFORE, TAKEN_BACK = timedelta(days=6), timedelta(days=1)
SCREENED, OPINION, COMMITTEE, DECIDED = (timedelta(days=days) for days in (5, 9, 16, 25))
BODY = "Commission de programmation (démonstration)"
ASKED = ("38", "41")
DECISIONS = {
    Goes.POSTPONED: "Le financement des essais n’est pas encore trouvé (démonstration).",
    Goes.MERGED: "Le besoin est le même que celui d’une fiche déjà inscrite (démonstration).",
    Goes.REJECTED: "Un règlement technique traite déjà ce sujet (démonstration).",
    Goes.OUT_OF_SCOPE: "Un tarif ne se normalise pas (démonstration).",
    Goes.REGISTERED: "Le besoin est établi et un organisme mène les travaux (démonstration).",
}
TEXT_AT = "50.00"


class Need:
    """One fiche of the story and the acts on it, each done the day it is called."""

    def __init__(self, world: World, request: Request, filed_on: date) -> None:
        self.world = world
        self.request = request
        self.filed_on = filed_on
        self.id = 0
        self.item = Item(world)

    @property
    def writer(self) -> Actor:
        """Who types: the chair, or the secretariat from a signed paper."""
        world, request = self.world, self.request
        return world.secretariat if request.on_paper else world.actor(request.author)

    def found(self, actor: Actor) -> NeedsExpression:
        """Give the fiche as it stands now."""
        return find_readable(self.world.session, actor, self.id)

    def begin(self) -> None:
        """Start the fiche with its first sections."""
        world = self.world
        author = world.session.get_one(Account, world.accounts[self.request.author])
        committee_id = world.committees[self.request.committee]
        needs = services.create(
            world.session,
            first_answers(self.request, committee_id),
            actor=self.writer,
            at=world.now(),
            for_account=author if self.request.on_paper else None,
        )
        self.id = needs.id

    def write(self) -> None:
        """Fill the other sections, with a reference joined or a signed paper."""
        world, writer = self.world, self.writer
        needs = self.found(writer)
        services.save_answers(
            world.session,
            needs,
            other_answers(self.request, self.filed_on),
            actor=writer,
            seen_version=needs.version,
            at=world.now(),
        )
        if self.request.joins_reference:
            entry = world.session.scalars(
                sa.select(ReferenceEntry).where(
                    ReferenceEntry.reference == self.request.joins_reference
                )
            ).one()
            services.attach_reference(world.session, needs, entry, actor=writer, at=world.now())
        if self.request.on_paper:
            content = text_of("Fiche signée", self.request.title, ("Scan de démonstration.",))
            services.attach_file(
                world.session,
                needs,
                BytesIO(content),
                folder=world.folder,
                file_name="fiche-signee.pdf",
                field_number="7",
                actor=writer,
                at=world.now(),
            )

    def file(self) -> None:
        """File it."""
        world, writer = self.world, self.writer
        needs = self.found(writer)
        services.submit(
            world.session,
            needs,
            actor=writer,
            seen_version=needs.version,
            at=world.now(),
            today=world.today,
        )

    def take_back(self) -> None:
        """Take it back to correct it, and file it again."""
        world = self.world
        needs = self.found(self.writer)
        services.withdraw(
            world.session,
            needs,
            actor=self.writer,
            reason="Un chiffre est à corriger dans le champ 18 (démonstration).",
            seen_version=needs.version,
            at=world.now(),
        )
        self.file()

    def screen(self) -> None:
        """Say whether it can be examined."""
        world, request = self.world, self.request
        needs = self.found(world.secretariat)
        verdicts = {
            Goes.RETURNED: (Admissibility.TO_COMPLETE, "Dites où vous avez cherché, et quand."),
            Goes.OUT_OF_SCOPE: (Admissibility.OUT_OF_SCOPE, DECISIONS[Goes.OUT_OF_SCOPE]),
        }
        admissibility, reason = verdicts.get(request.goes, (Admissibility.COMPLETE, ""))
        screening = services.Screening(
            admissibility=admissibility,
            on=world.today,
            received_on=needs.received_on or self.filed_on,
            reason=reason,
            asked=ASKED if admissibility is Admissibility.TO_COMPLETE else (),
            organisation_id=world.organisations[request.organisation],
        )
        services.screen(
            world.session,
            needs,
            screening,
            actor=world.secretariat,
            seen_version=needs.version,
            at=world.now(),
            today=world.today,
        )

    def give_opinion(self) -> None:
        """Give the focal point's opinion on the forecast."""
        world, request = self.world, self.request
        actor = world.actor(FOCAL_POINT)
        needs = self.found(actor)
        kind = ForecastOpinionKind.CONFIRMED
        reason = "La prévision correspond à ce que l’on sait de ce travail (démonstration)."
        if request.reclassified is not None:
            kind = ForecastOpinionKind.RECLASSIFIED
            reason = "La soude est manipulée surtout par des femmes : à traiter (démonstration)."
        services.give_forecast_opinion(
            world.session,
            needs,
            kind,
            reclassified_to=request.reclassified,
            reason=reason,
            actor=actor,
            seen_version=needs.version,
            at=world.now(),
        )

    def hear_committee(self) -> None:
        """Record what the committee said, with the women and men present."""
        world = self.world
        needs = self.found(world.secretariat)
        opinion = services.CommitteeOpinion(
            text="Avis favorable, à l’unanimité des présents (démonstration).",
            on=world.today,
            quorum_reached=True,
            women_present=world.choice.randint(1, 4),
            men_present=world.choice.randint(4, 8),
        )
        services.record_committee_opinion(
            world.session,
            needs,
            opinion,
            actor=world.secretariat,
            seen_version=needs.version,
            at=world.now(),
            today=world.today,
        )

    def decide(self, into: str) -> None:
        """Decide of it; ``into`` is the number of the fiche that takes a merged one over."""
        world, request = self.world, self.request
        actor = world.secretariat
        needs = self.found(actor)
        verdict = services.Verdict(body=BODY, on=world.today, reason=DECISIONS[request.goes])
        session, at, today = world.session, world.now(), world.today
        version = needs.version
        if request.goes is Goes.REGISTERED:
            item = services.register(
                session,
                needs,
                verdict,
                services.Registration(nature=Nature.NEW, contact="Secrétariat de la démonstration"),
                actor=actor,
                seen_version=version,
                at=at,
                today=today,
            )
            session.flush()
            self.item.id = item.id
        elif request.goes is Goes.MERGED:
            services.merge(
                session,
                needs,
                verdict,
                into_number=into,
                actor=actor,
                seen_version=version,
                at=at,
                today=today,
            )
        else:
            act = services.postpone if request.goes is Goes.POSTPONED else services.reject
            act(session, needs, verdict, actor=actor, seen_version=version, at=at, today=today)

    def reach(self, code: str) -> None:
        """Let its item reach a stage; the text sent to the council comes with 50.00."""
        self.item.reach(code)
        if code == TEXT_AT:
            self.item.join_text(TextKind.COUNCIL)


def plan_needs(world: World) -> None:
    """Plan every need, so that each stands on the last day where it is told."""
    previous: Need | None = None
    for request in REQUESTS:
        need = Need(world, request, world.before_last(request.filed))
        _plan(world, need, previous)
        previous = need


def _plan(world: World, need: Need, previous: Need | None) -> None:
    request, filed_on, goes = need.request, need.filed_on, need.request.goes
    world.on(working_day(filed_on - BEGUN_BEFORE), need.begin)
    if goes is Goes.BEGUN:
        return
    world.on(filed_on, need.write)
    if goes is Goes.WRITTEN:
        return
    world.on(filed_on, need.file)
    if request.taken_back:
        world.on(working_day(filed_on + TAKEN_BACK), need.take_back)
    if goes is Goes.FILED:
        return
    world.on(working_day(filed_on + SCREENED), need.screen)
    if goes in {Goes.RETURNED, Goes.ADMITTED}:
        return
    decided_on = working_day(filed_on + DECIDED)
    if goes is not Goes.OUT_OF_SCOPE:
        world.on(working_day(filed_on + OPINION), need.give_opinion)
        if goes is Goes.OPINION_GIVEN:
            return
        world.on(working_day(filed_on + COMMITTEE), need.hear_committee)
        if goes is Goes.READY:
            return
    world.on(decided_on, lambda: need.decide(_number_of(previous) if previous else ""))
    for code, days in request.reaches:
        world.on(working_day(decided_on + timedelta(days=days)), _reaching(need, code))


def _reaching(need: Need, code: str) -> Callable[[], None]:
    return lambda: need.reach(code)


def _number_of(need: Need) -> str:
    return need.world.session.get_one(NeedsExpression, need.id).number or ""
