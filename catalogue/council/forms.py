"""The forms of a session: its facts, its agenda, its attendance, its decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from catalogue.committees.models import Mandate
from catalogue.council.vocabulary import PRESENCE_LABELS, RULING_LABELS, Presence, Ruling
from catalogue.forms import (
    ChoiceField,
    Form,
    FrenchDateField,
    IntegerField,
    LongTextField,
    OnceForm,
    Required,
    TextField,
    VersionedForm,
    choices,
)
from catalogue.work_programme.models import WorkItem

LARGEST_RANK = 999


class SessionFields(Form):
    """What is written about a session."""

    label = TextField(
        _l("Nom de la session"),
        [Required(_l("Nommez la session, par exemple « 11e session »."))],
        maximum=200,
        description=_l("Comme on l’appelle, par exemple « 11e session »."),
    )
    held_on = FrenchDateField(_l("Date de la session"), [Required()])
    begins = TextField(_l("Heure"), maximum=60)
    place = TextField(_l("Lieu"), maximum=300)
    committee_id = ChoiceField(
        _l("Le conseil, dans le registre des comités"),
        coerce=int,
        choices=(),
        blank=_l("Il n’y est pas"),
        description=_l("S’il y est, ses membres sont proposés dans la liste de présence."),
    )
    points = LongTextField(
        _l("Autres points de l’ordre du jour"),
        description=_l(
            "Un par ligne, par exemple l’adoption du procès-verbal de la session précédente. Les "
            "textes à adopter se choisissent à part."
        ),
    )
    record = LongTextField(
        _l("Débats et recommandations"),
        maximum=20_000,
        description=_l("Imprimé dans le procès-verbal, tel quel."),
    )

    def __init__(self, *args: Any, councils: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.committee_id.choices = list(councils)


class NewSessionForm(SessionFields, OnceForm):
    """A session begun."""


class EditSessionForm(SessionFields, VersionedForm):
    """The same facts, corrected or completed."""


class ConveneForm(VersionedForm):
    """The day the convening left."""

    on = FrenchDateField(_l("Date de la convocation"), [Required()])


class ReasonForm(VersionedForm):
    """An act that needs its reason."""

    reason = LongTextField(
        _l("Motif"),
        [Required(_l("Écrivez le motif."))],
        maximum=1000,
        description=_l("Inscrit au journal."),
    )


class LiftForm(VersionedForm):
    """The day a reservation was lifted, and by what."""

    on = FrenchDateField(_l("Levée le"), [Required()])
    note = LongTextField(
        _l("Ce qui lève la réserve"),
        [Required(_l("Écrivez ce qui lève la réserve."))],
        maximum=1000,
    )


class CorrectionForm(OnceForm):
    """What should be read otherwise in frozen minutes."""

    text = LongTextField(
        _l("Ce qui est à lire autrement"),
        [Required(_l("Écrivez ce qui est à lire autrement."))],
        description=_l("Le procès-verbal arrêté ne change pas : la correction se lit à côté."),
    )


class CloseForm(VersionedForm):
    """Nothing is asked: freezing the minutes is confirmed."""


def agenda_form(items: Sequence[WorkItem]) -> type[VersionedForm]:
    """Make the form of an agenda: one rank per subject; without a rank it is left out."""
    fields: dict[str, Any] = {
        f"rank{item.id}": IntegerField(
            _l("Rang du sujet %(number)s", number=item.number), smallest=1, largest=LARGEST_RANK
        )
        for item in items
    }
    return type("AgendaForm", (VersionedForm,), fields)


def attendance_form(seats: Sequence[Mandate]) -> type[VersionedForm]:
    """Make the form of the attendance: one answer per seat, and who came without one."""
    fields: dict[str, Any] = {
        f"seat{seat.id}": ChoiceField(
            seat.person.full_name if seat.person else "",
            choices=choices(PRESENCE_LABELS),
            coerce=Presence,
            blank=_l("Pas noté"),
        )
        for seat in seats
    }
    fields["present"] = LongTextField(
        _l("Autres personnes présentes"),
        maximum=20_000,
        description=_l(
            "Une personne par ligne : son nom, puis son organisme après une virgule. Ce sont des "
            "données personnelles : n’écrivez rien d’autre."
        ),
    )
    fields["excused"] = LongTextField(
        _l("Autres absences excusées"), maximum=20_000, description=_l("De la même façon.")
    )
    return type("AttendanceForm", (VersionedForm,), fields)


def decisions_form(numbers: Mapping[int, str]) -> type[VersionedForm]:
    """Make the form of the decisions: what was decided on each subject, and why."""
    fields: dict[str, Any] = {}
    for item_id, number in numbers.items():
        fields[f"ruling{item_id}"] = ChoiceField(
            _l("Décision sur le sujet %(number)s", number=number),
            choices=choices(RULING_LABELS),
            coerce=Ruling,
            blank=_l("Pas encore choisie"),
        )
        fields[f"reason{item_id}"] = LongTextField(
            _l("Réserve ou motif (%(number)s)", number=number), maximum=1000
        )
    return type("DecisionsForm", (VersionedForm,), fields)
