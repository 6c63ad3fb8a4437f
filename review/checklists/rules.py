"""What may change from one version of the checklist to the next, and who reads a draft."""

from __future__ import annotations

from catalogue.messages import N_, Message
from catalogue.permissions import Permission, Predicate
from review.checklists.models import ChecklistVersion
from review.checklists.vocabulary import MARKER_CODES, SHIPPED_PARTS


def in_marker(code: str) -> bool:
    """Tell whether the marker or the short form reads this criterion."""
    return code in MARKER_CODES


def shipped(code: str) -> bool:
    """Tell whether a criterion is one of the 23 of version 1, whose answers are always owed."""
    return code in SHIPPED_PARTS


def why_kept(code: str) -> Message | None:
    """Say why a criterion cannot be withdrawn, None when it can."""
    if not in_marker(code):
        return None
    return N_(
        "%(code)s entre dans le calcul du marqueur : sans lui, les marqueurs changeraient sans "
        "que personne ne l’ait décidé. Il reste dans la grille ; sa formulation peut changer.",
        code=code,
    )


# A published version is for everybody, a draft for those who may edit it.
readable: Predicate[ChecklistVersion] = Predicate(
    lambda actor, version: version.published_at is not None or actor.may(Permission.CHECKLIST_EDIT),
    lambda actor: (
        ChecklistVersion.id.is_not(None)
        if actor.may(Permission.CHECKLIST_EDIT)
        else ChecklistVersion.published_at.is_not(None)
    ),
)
