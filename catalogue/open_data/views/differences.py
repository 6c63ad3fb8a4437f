"""What a file brings, record by record, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from catalogue.i18n import say
from catalogue.messages import N_, Message
from catalogue.open_data.models import Deliverable, IcsChange, IsoCommittee
from catalogue.open_data.queries import Brought
from catalogue.open_data.stage_words import stage_in_words

_LONGEST = 300  # characters of a text shown in a comparison


@dataclass(frozen=True, slots=True)
class Change:
    """One fact in words: what it was, what it becomes."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RecordShown:
    """One record a file brings or has refused."""

    name: str
    title: str = ""
    changes: tuple[Change, ...] = ()
    problem: str = ""
    href: str | None = None


def _text(value: Any) -> str:
    written = "" if value is None else str(value)
    return written if len(written) <= _LONGEST else f"{written[:_LONGEST]}…"


def _list(values: Any) -> str:
    return _text(", ".join(str(one) for one in values or ()))


_DELIVERABLE: Mapping[str, tuple[Message, Callable[[Any], str]]] = {
    "reference": (N_("Référence"), _text),
    "title_fr": (N_("Titre français"), _text),
    "title_en": (N_("Titre anglais"), _text),
    "stage_code": (N_("Stade"), stage_in_words),
    "published_on": (N_("Publication"), _text),
    "edition_number": (N_("Numéro d’édition"), _text),
    "committee": (N_("Comité"), _text),
    "ics": (N_("Domaine (ICS)"), _list),
    "replaces": (N_("Remplace les documents n°"), _list),
    "replaced_by": (N_("Remplacé par les documents n°"), _list),
    "languages": (N_("Langues"), _list),
    "pages_en": (N_("Pages"), _text),
    "scope_en": (N_("Domaine d’application"), _text),
    "scope_fr": (N_("Domaine d’application en français"), _text),
}
_COMMITTEE: Mapping[str, tuple[Message, Callable[[Any], str]]] = {
    "reference": (N_("Référence"), _text),
    "title_en": (N_("Titre anglais"), _text),
    "status": (N_("Statut"), _text),
    "secretariat": (N_("Secrétariat"), _text),
    "p_members": (N_("Membres participants"), _list),
    "o_members": (N_("Membres observateurs"), _list),
    "scope_en": (N_("Domaine d’application"), _text),
}


def shown(brought: Brought, *, published: bool) -> RecordShown:
    """Put one record a file brings in words; a changed one with what changes."""
    after, before = brought.after, brought.before
    if isinstance(after, IcsChange):
        return RecordShown(after.code, after.title_fr, _wording(after))
    if isinstance(after, IsoCommittee):
        return RecordShown(
            after.reference, after.title_en or "", _changes(_COMMITTEE, before, after)
        )
    return RecordShown(
        after.reference,
        after.title_fr or after.title_en or _("Titre non communiqué par l’ISO"),
        _changes(_DELIVERABLE, before, after),
        href=url_for("open_data.deliverable_page", iso_id=after.iso_id) if published else None,
    )


def _wording(change: IcsChange) -> tuple[Change, ...]:
    if change.before_fr is None:
        return ()
    pairs = (
        (_("Titre français"), change.before_fr, change.title_fr),
        (_("Titre anglais"), change.before_en or "", change.title_en),
    )
    return tuple(Change(label, old, new) for label, old, new in pairs if old != new)


def _changes(
    fields: Mapping[str, tuple[Message, Callable[[Any], str]]],
    before: Deliverable | IsoCommittee | None,
    after: Deliverable | IsoCommittee,
) -> tuple[Change, ...]:
    if before is None:
        return ()
    return tuple(
        Change(say(label), write(getattr(before, name)), write(getattr(after, name)))
        for name, (label, write) in fields.items()
        if getattr(before, name) != getattr(after, name)
    )
