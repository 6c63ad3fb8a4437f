"""The public enquiries of the demonstration: what invented people say of invented drafts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from catalogue.enquiry import services
from catalogue.enquiry.models import Enquiry
from catalogue.enquiry.queries import comments_of, enquiry_by_id, latest_enquiry
from catalogue.enquiry.services import CommentFacts, DraftAccess, Opening
from catalogue.enquiry.vocabulary import CommentKind, Outcome
from catalogue.permissions import ANONYMOUS
from catalogue.work_programme.vocabulary import TextKind
from review.demonstration.items import Item
from review.demonstration.world import World

DAYS = 60
WHERE_TO_ASK = "Texte inventé : à demander au secrétariat (démonstration)."
# The one whose draft anybody downloads.
ONLINE = "Uniformes scolaires – Tailles"
CLAUSES = (
    "1  Domaine d’application. Texte inventé.",
    "4.1  Les tailles vont de six à dix-huit ans.",
    "4.2  Chaque taille existe en deux coupes.",
)
# The answer to the first comment of those enquiries that have had one.
ANSWERED = "Pompes solaires villageoises – Exigences"


@dataclass(frozen=True, slots=True)
class Said:
    """One comment, so many days after the opening."""

    after: int
    facts: CommentFacts


T, G, E = CommentKind.TECHNICAL, CommentKind.GENERAL, CommentKind.EDITORIAL

HEARD: dict[str, tuple[Said, ...]] = {
    ONLINE: (
        Said(
            8,
            CommentFacts(
                organisation="Association de parents d’élèves (démonstration)",
                clause="4.2",
                kind=T,
                comment="La coupe droite ne convient pas aux filles de plus de douze ans.",
                proposed_change="Ajouter une coupe ample de la taille 12 à la taille 18.",
                about_gender=True,
            ),
        ),
        Said(
            15,
            CommentFacts(
                organisation="Atelier de couture (démonstration)",
                clause="4.1",
                kind=E,
                comment="Donner les tailles en centimètres plutôt qu’en âges.",
            ),
        ),
    ),
    ANSWERED: (
        Said(
            12,
            CommentFacts(
                organisation="Groupement villageois (démonstration)",
                clause="6.1",
                kind=T,
                comment="La hauteur du robinet n’est pas dite : ce sont les femmes qui puisent.",
                proposed_change="Fixer la hauteur du robinet entre 70 cm et 90 cm.",
                about_gender=True,
            ),
        ),
        Said(
            30,
            CommentFacts(
                organisation="Fabricant de pompes (démonstration)",
                kind=G,
                comment="Prévoir une période d’adaptation d’un an.",
            ),
        ),
    ),
}


def plan_enquiry(world: World, item: Item, title: str, opened_on: date) -> None:
    """Plan an enquiry from the day of its stage 40.20, with what is said of its draft."""
    world.on(opened_on, lambda: _open(world, item, online=title == ONLINE))
    for said in HEARD.get(title, ()):
        _plan_comment(world, item, said, opened_on + timedelta(days=said.after))
    if title == ANSWERED:
        world.on(opened_on + timedelta(days=40), lambda: _answer_first(world, item))


def _plan_comment(world: World, item: Item, said: Said, day: date) -> None:
    world.on(day, lambda: _hear(world, item, said.facts))


def _open(world: World, item: Item, *, online: bool) -> None:
    text_id = item.join_text(TextKind.DRAFT, CLAUSES, as_file=True) if online else None
    found = item.found()
    services.open_enquiry(
        world.session,
        found,
        Opening(
            closes_on=world.today + timedelta(days=DAYS - 1),
            text_version_id=text_id,
            draft=DraftAccess(published=online, note="" if online else WHERE_TO_ASK),
        ),
        actor=world.secretariat,
        seen_version=found.version,
        at=world.now(),
        today=world.today,
    )
    world.session.flush()


def _hear(world: World, item: Item, facts: CommentFacts) -> None:
    services.receive_comment(
        world.session,
        _enquiry(world, item),
        facts,
        actor=ANONYMOUS,
        at=world.now(),
        today=world.today,
    )
    world.session.flush()


def _answer_first(world: World, item: Item) -> None:
    enquiry = _enquiry(world, item)
    first = comments_of(world.session, enquiry.id)[0]
    services.answer_comments(
        world.session,
        enquiry,
        [first],
        outcome=Outcome.PARTLY,
        answer="Hauteur fixée entre 75 cm et 95 cm, d’après les essais (démonstration).",
        actor=world.secretariat,
        seen_versions={first.id: first.version},
        at=world.now(),
        today=world.today,
    )
    world.session.flush()


def _enquiry(world: World, item: Item) -> Enquiry:
    latest = latest_enquiry(world.session, item.found().id)
    found = enquiry_by_id(world.session, world.secretariat, latest.id) if latest else None
    if found is None:
        msg = "the enquiry was opened on an earlier day"
        raise LookupError(msg)
    return found
