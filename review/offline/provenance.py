"""Where a spreadsheet comes from: this reading, an earlier one of the same standard, or another."""

from __future__ import annotations

from sqlalchemy.orm import Session

from catalogue.errors import DomainError
from catalogue.exchange.workbook import FILE
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from review.assignments.checks import own_only
from review.assignments.models import Assignment
from review.assignments.queries import assignment_of, label_of
from review.checklists.queries import published_version
from review.offline.reading import Origin


def provenance(
    session: Session, assignment: Assignment, origin: Origin, *, actor: Actor
) -> tuple[bool, tuple[Message, ...]]:
    """Tell whether a file was made for this assignment, and what to know of where it comes from.

    A file of another reading of the same person on the same standard is taken, every difference to
    be chosen. Raises :class:`DomainError` for a file of another standard or of somebody else.
    """
    own_only(assignment, actor)
    own = origin.assignment_id == assignment.id
    notes: list[Message] = []
    if origin.assignment_id is None:
        notes.append(
            N_(
                "Ce fichier ne dit plus de quelle relecture il vient : vérifiez que c’est la bonne "
                "norme. Rien de ce qui est enregistré n’est remplacé sans votre choix."
            )
        )
    elif not own:
        notes.append(_of_an_earlier_round(session, assignment, origin.assignment_id))
    number = assignment.round.checklist_version.number
    if origin.checklist is not None and origin.checklist != number:
        notes.append(
            N_(
                "Ce fichier suit la version %(file)d de la grille ; cette relecture suit la "
                "version %(round)d. Les réponses sont reprises par le code de leur critère : "
                "relisez les questions avant d’appliquer.",
                file=origin.checklist,
                round=number,
            )
        )
    return own, tuple(notes)


def _of_an_earlier_round(session: Session, assignment: Assignment, other_id: int) -> Message:
    other = assignment_of(session, other_id)
    if other is None or other.account_id != assignment.account_id:
        raise DomainError(
            N_(
                "Ce fichier n’est pas celui de cette relecture. Téléchargez la grille sur cette "
                "page, remplissez-la, puis déposez-la."
            ),
            field=FILE,
        )
    there, here = other.round, assignment.round
    same_item = there.work_item_id is not None and there.work_item_id == here.work_item_id
    same_edition = there.edition_id is not None and there.edition_id == here.edition_id
    if not (same_item or same_edition):
        raise DomainError(
            N_(
                "Ce fichier est celui de votre relecture n° %(id)d, « %(title)s ». Déposez-le sur "
                "la page de cette relecture-là.",
                id=other.id,
                title=label_of(there),
            ),
            field=FILE,
        )
    return N_(
        "Ce fichier vient d’une autre relecture de la même norme (n° %(id)d) : vérifiez que ses "
        "réponses valent pour le texte relu ici. Rien de ce qui est enregistré n’est remplacé sans "
        "votre choix.",
        id=other.id,
    )


def unknown_code(session: Session, assignment: Assignment, origin: Origin, code: str) -> Message:
    """Say why a row's code is not one of this checklist: a criterion gone, or a code altered."""
    number = assignment.round.checklist_version.number
    if not code:
        return N_(
            "Cette ligne n’a plus de code. Remettez celui du critère auquel elle répond ; rien "
            "n’est deviné."
        )
    if origin.checklist is not None and origin.checklist != number:
        version = published_version(session, origin.checklist)
        if version is not None and any(one.code == code for one in version.questions):
            return N_(
                "Le critère %(code)s n’existe plus dans la version %(number)d de la grille. "
                "Gardez ce qui est écrit là s’il sert à un autre critère.",
                code=code,
                number=number,
            )
    return N_(
        "Le code « %(code)s » n’existe pas dans cette grille (version %(number)d). Remettez le "
        "code d’origine ; rien n’est deviné.",
        code=code[:40],
        number=number,
    )
