"""The forms of the committee: its year, its meetings, its agenda, its minutes, what it asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from catalogue.committees.models import Mandate
from catalogue.forms import (
    ChoiceField,
    FileField,
    Form,
    FrenchDateField,
    IntegerField,
    LongTextField,
    OnceForm,
    OneOfField,
    Required,
    TextField,
    VersionedForm,
    choices,
)
from catalogue.work_programme.forms import FAMILIES
from review.monitoring.vocabulary import ATTENDED_LABELS, Act, Attended

LARGEST_RANK = 999
FIRST_YEAR, LAST_YEAR = 2000, 2199
LONGEST_NOTE = 20_000


class YearForm(OnceForm):
    """How many meetings a year is to have."""

    year = IntegerField(_l("Année"), [Required()], smallest=FIRST_YEAR, largest=LAST_YEAR)
    meetings = IntegerField(_l("Réunions prévues dans l’année"), [Required()], largest=366)
    decided_on = FrenchDateField(_l("Décidé le"), [Required()])
    source = TextField(
        _l("Où c’est décidé"),
        [Required(_l("Dites où ce nombre est décidé : une décision, un compte rendu."))],
        maximum=500,
        description=_l("Par exemple la décision qui crée le comité, ou un compte rendu."),
    )


class MeetingFields(Form):
    """What is written about a meeting before it is held."""

    planned_on = FrenchDateField(_l("Date prévue"), [Required()])
    begins = TextField(_l("Heure"), maximum=60)
    place = TextField(_l("Lieu"), maximum=300)


class NewMeetingForm(MeetingFields, OnceForm):
    """A meeting planned."""


class EditMeetingForm(MeetingFields, VersionedForm):
    """The same facts, moved or completed."""


class HoldForm(VersionedForm):
    """The day a meeting took place."""

    held_on = FrenchDateField(_l("Date de la réunion"), [Required()])


class ReasonForm(VersionedForm):
    """An act that needs its reason."""

    reason = LongTextField(
        _l("Motif"),
        [Required(_l("Écrivez le motif."))],
        maximum=1000,
        description=_l("Inscrit au journal."),
    )


class CloseForm(VersionedForm):
    """Nothing is asked: freezing the minutes is confirmed."""


class CorrectionForm(OnceForm):
    """What should be read otherwise in frozen minutes."""

    text = LongTextField(
        _l("Ce qui est à lire autrement"),
        [Required(_l("Écrivez ce qui est à lire autrement."))],
        description=_l("Le compte rendu arrêté ne change pas : la correction se lit à côté."),
    )


class RecommendationFields(Form):
    """What a recommendation says."""

    text = LongTextField(
        _l("Recommandation"),
        [Required(_l("Écrivez ce que le comité recommande."))],
        maximum=2000,
        description=_l("Une seule chose à faire par recommandation."),
    )
    owner = TextField(
        _l("Responsable : fonction ou organisme"),
        maximum=300,
        description=_l(
            "Par exemple « Direction de la normalisation ». Pas de nom de personne ici."
        ),
    )
    owner_person_id = ChoiceField(
        _l("Responsable : personne du registre"),
        coerce=int,
        choices=(),
        blank=_l("Aucune personne en particulier"),
        description=_l("Si elle a un compte, elle reçoit un rappel quand l’échéance est passée."),
    )
    due_on = FrenchDateField(
        _l("Échéance"), description=_l("JJ/MM/AAAA. Vide si le comité n’en a pas fixé.")
    )
    made_on = FrenchDateField(_l("Recommandée le"), [Required()])
    meeting_id = ChoiceField(
        _l("Réunion qui l’a faite"), coerce=int, choices=(), blank=_l("Hors réunion")
    )

    def __init__(
        self,
        *args: Any,
        people: Sequence[tuple[int, str]],
        meetings: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.owner_person_id.choices = list(people)
        self.meeting_id.choices = list(meetings)


class NewRecommendationForm(RecommendationFields, OnceForm):
    """A recommendation written."""


class EditRecommendationForm(RecommendationFields, VersionedForm):
    """The same facts, corrected."""


class ActForm(VersionedForm):
    """One step of a recommendation, with what proves it or the reason."""

    act = OneOfField(_l("Où en est-elle ?"), [Required(_l("Choisissez ce qui est fait."))])
    done_on = FrenchDateField(_l("À la date du"), [Required()])
    due_on = FrenchDateField(
        _l("Nouvelle échéance"), description=_l("Seulement si l’échéance change. JJ/MM/AAAA.")
    )
    note = LongTextField(
        _l("Ce qui le prouve, ou le motif"),
        maximum=2000,
        description=_l("Par exemple « lettre n° 12 du 3 mars 2026 ». Inscrit dans l’historique."),
    )
    evidence = FileField(_l("Pièce justificative"), families=FAMILIES)

    def __init__(self, *args: Any, acts: Sequence[tuple[Act, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.act.choices = [(act.value, label) for act, label in acts]


def agenda_form(points: Sequence[tuple[str, str]]) -> type[VersionedForm]:
    """Make the form of an agenda: one rank per point (its field, its text), and more by hand."""
    fields: dict[str, Any] = {
        name: IntegerField(text, smallest=1, largest=LARGEST_RANK) for name, text in points
    }
    fields["added"] = LongTextField(
        _l("Points à ajouter"),
        description=_l("Un par ligne. Ils se placent avant les questions diverses."),
    )
    return type("AgendaForm", (VersionedForm,), fields)


def minutes_form(points: Sequence[tuple[int, str]]) -> type[VersionedForm]:
    """Make the form of the minutes: one text for each point of the agenda (its id, its text)."""
    fields: dict[str, Any] = {
        f"note{point_id}": LongTextField(f"{rank}. {text}", maximum=LONGEST_NOTE)
        for rank, (point_id, text) in enumerate(points, start=1)
    }
    return type("MinutesForm", (VersionedForm,), fields)


def attendance_form(seats: Sequence[Mandate]) -> type[VersionedForm]:
    """Make the form of the attendance: one answer per seat, and who came without one."""
    fields: dict[str, Any] = {
        f"seat{seat.id}": ChoiceField(
            seat.person.full_name if seat.person else "",
            choices=choices(ATTENDED_LABELS),
            coerce=Attended,
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
