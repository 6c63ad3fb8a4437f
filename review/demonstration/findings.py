"""A draft sent back to its committee: the findings of the reader, and the first answer."""

from __future__ import annotations

from review.answers.filled import criteria_of
from review.checklists.queries import published_version
from review.demonstration.rounds import Round
from review.findings import queries, replying, services
from review.findings.models import RoundReturn
from review.findings.services import FindingText
from review.findings.vocabulary import ReplyAnswer

ADDED = (
    FindingText(
        "A10",
        "Les avertissements de l’article 6 ne se voient que par écrit : ajouter des pictogrammes, "
        "pour les personnes qui ne lisent pas. (Exemple inventé.)",
        "6",
        4,
    ),
    FindingText(
        "A3",
        "Préciser la masse des sacs que l’on porte, pour les femmes et pour les hommes. "
        "(Exemple inventé.)",
        "5.3",
        3,
    ),
    FindingText(
        "T1",
        "« le magasinier » : écrire « la personne chargée du magasin ». (Exemple inventé.)",
        "4.2",
        2,
    ),
)


def send_back(round_: Round) -> None:
    """Prepare the list from what was answered, add what else was seen, and send it."""
    world = round_.world
    (reader,) = round_.readers
    actor = world.actor(reader)
    services.prepare(world.session, round_.found(), actor=actor, at=world.now())
    checklist = published_version(world.session, round_.found().checklist_version.number)
    criteria = criteria_of(checklist.questions if checklist is not None else ())
    for one in ADDED:
        returned = _list(round_)
        services.add(
            world.session,
            returned,
            one,
            criteria,
            actor=actor,
            seen_version=returned.version,
            at=world.now(),
        )
    returned = _list(round_)
    services.send(
        world.session,
        returned,
        actor=actor,
        seen_version=returned.version,
        at=world.now(),
        on=world.today,
    )


def answer_first(round_: Round, chair: str) -> None:
    """Let the chair answer the first finding; the others wait."""
    world, returned = round_.world, _list(round_)
    replying.reply(
        world.session,
        returned,
        returned.findings[0],
        answer=ReplyAnswer.ACCEPTED,
        text="Pictogrammes ajoutés à l’article 6 et à l’annexe A. (Exemple inventé.)",
        actor=world.actor(chair),
        seen_version=0,
        at=world.now(),
    )


def _list(round_: Round) -> RoundReturn:
    found = queries.return_of(round_.world.session, round_.id)
    if found is None:
        raise LookupError(round_.id)
    return found
