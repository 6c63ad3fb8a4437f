"""The forms of training: modules, events, who attended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from catalogue.committees.vocabulary import SEX_ANSWERS, SEX_LABELS, Sex
from catalogue.exchange.workbook import LARGEST_FILE
from catalogue.forms import (
    ChoiceField,
    FileField,
    Form,
    FrenchDateField,
    IntegerField,
    LongTextField,
    ManyOfField,
    OnceForm,
    OneOfField,
    Required,
    TextField,
    VersionedForm,
    choices,
)
from review.training.vocabulary import AUDIENCE_LABELS, FIRST_YEAR, LAST_YEAR, MONTHS, Audience

FAMILIES = ("PDF", "Word", "LibreOffice", "JPEG", "PNG")
_HOURS = _l("En heures, par exemple 6, 7,5 ou 7 h 30.")


class ModuleFields(Form):
    """What is written about a module."""

    title = TextField(_l("Titre du module"), [Required()], maximum=200)
    audience = OneOfField(
        _l("Pour qui ?"), [Required()], choices=choices(AUDIENCE_LABELS), coerce=Audience
    )
    objectives = LongTextField(
        _l("Objectifs"),
        [Required()],
        maximum=2000,
        description=_l("Ce que les personnes sauront faire après le module."),
    )
    hours = TextField(_l("Durée"), [Required()], maximum=20, description=_HOURS)
    exists_from = FrenchDateField(
        _l("Existe depuis le"),
        [Required()],
        description=_l("JJ/MM/AAAA : le jour où le module a été prêt."),
    )
    withdrawn_on = FrenchDateField(
        _l("N’est plus utilisé à partir du"), description=_l("JJ/MM/AAAA ; vide tant qu’il sert.")
    )
    upload = FileField(_l("Support du module"), families=FAMILIES)


class NewModuleForm(ModuleFields, OnceForm):
    """A module added."""


class EditModuleForm(ModuleFields, VersionedForm):
    """The same facts, corrected."""


class EventFields(Form):
    """What is written about an event."""

    title = TextField(
        _l("Nom de la formation"),
        [Required(_l("Nommez la formation, par exemple « Atelier sur le genre, CTN 3 »."))],
        maximum=200,
    )
    module_ids = ManyOfField(
        _l("Modules"),
        [Required(_l("Cochez au moins un module."))],
        choices=[],
        coerce=int,
    )
    starts_on = FrenchDateField(_l("Premier jour"), [Required()])
    ends_on = FrenchDateField(
        _l("Dernier jour"), description=_l("JJ/MM/AAAA ; vide si elle dure un jour.")
    )
    hours = TextField(
        _l("Durée"),
        maximum=20,
        description=_l("%(how)s Vide : la durée des modules cochés.", how=_HOURS),
    )
    place = TextField(_l("Lieu"), maximum=300)
    organiser = TextField(_l("Organisée par"), maximum=300)
    trainer = TextField(_l("Animée par"), maximum=300)

    def __init__(self, *args: Any, modules: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.module_ids.choices = list(modules)


class NewEventForm(EventFields, OnceForm):
    """An event written for the first time."""


class EditEventForm(EventFields, VersionedForm):
    """The same facts, corrected."""


class LineFields(Form):
    """One line of the plan of a year; ``event_id`` is the training that answers it."""

    year = IntegerField(_l("Année du plan"), [Required()], smallest=FIRST_YEAR, largest=LAST_YEAR)
    month = ChoiceField(
        _l("Mois prévu"),
        [Required()],
        choices=[(number, name) for number, name in enumerate(MONTHS, start=1)],
        coerce=int,
    )
    module_id = ChoiceField(_l("Module"), [Required()], choices=(), coerce=int)
    public = TextField(
        _l("Public attendu"),
        [Required(_l("Écrivez qui est attendu, par exemple « les membres du CTN 3 »."))],
        maximum=200,
    )
    people = IntegerField(_l("Nombre de personnes prévu"), smallest=1, largest=10_000)
    event_id = ChoiceField(
        _l("Formation qui répond à cette ligne"),
        choices=(),
        coerce=int,
        blank=_l("Pas encore enregistrée"),
    )

    def __init__(
        self,
        *args: Any,
        modules: Sequence[tuple[int, str]],
        events: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.module_id.choices = list(modules)
        self.event_id.choices = list(events)


class NewLineForm(LineFields, OnceForm):
    """A line added to the plan."""


class EditLineForm(LineFields, VersionedForm):
    """A line corrected, or joined to its training."""


class ConfirmForm(VersionedForm):
    """Nothing is asked: the act is confirmed."""


class ReasonForm(VersionedForm):
    """An act that needs its reason."""

    reason = LongTextField(
        _l("Motif"),
        [Required(_l("Écrivez le motif."))],
        maximum=1000,
        description=_l("Inscrit au journal : n’y écrivez le nom de personne."),
    )


class ReportForm(VersionedForm):
    """The report of an event."""

    upload = FileField(
        _l("Rapport de la formation"), [Required(_l("Choisissez un fichier."))], families=FAMILIES
    )


class CountsForm(VersionedForm):
    """People present whose names are not held."""

    women = IntegerField(_l("Femmes"), largest=10_000)
    men = IntegerField(_l("Hommes"), largest=10_000)
    undeclared = IntegerField(_l("Sexe non déclaré"), largest=10_000)
    counts_source = TextField(
        _l("D’où vient ce compte"),
        maximum=500,
        description=_l("Par exemple « feuille de présence du 12 mars 2026 »."),
    )


class PersonFields(Form):
    """Somebody as written on a list."""

    name = TextField(
        _l("Prénom et nom"), [Required(_l("Écrivez le nom de la personne."))], maximum=240
    )
    organisation = TextField(_l("Organisme"), maximum=300)
    sex = OneOfField(_l("Sexe déclaré par la personne"), choices=choices(SEX_ANSWERS), coerce=Sex)


class AttendanceForm(PersonFields, OnceForm):
    """Somebody put on the list; ``who`` is asked only where others bear the name."""

    who = OneOfField(_l("Est-ce la même personne ?"), choices=[])


class JoinForm(VersionedForm):
    """Who somebody named on lists is, among those of the same name."""

    who = OneOfField(_l("Est-ce la même personne ?"), [Required()], choices=[])

    def __init__(self, *args: Any, others: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.who.choices = list(others)


class ParticipantForm(PersonFields, VersionedForm):
    """Somebody named on lists, corrected."""


class ListForm(Form):
    """The spreadsheet of who attended."""

    file = FileField(
        _l("Liste de présence"),
        [Required(_l("Choisissez un fichier."))],
        families=("Excel", "LibreOffice", "CSV"),
        largest=LARGEST_FILE,
    )


def rows_form(
    who: Mapping[int, Sequence[tuple[str, str]]], sex: Iterable[int]
) -> type[VersionedForm]:
    """Make the form of a list shown: whose name a row is where asked, what was declared."""
    fields: dict[str, Any] = {
        f"who{number}": OneOfField(
            _l("Ligne %(number)d : qui est-ce ?", number=number), choices=list(answers)
        )
        for number, answers in who.items()
    }
    fields |= {
        f"sex{number}": OneOfField(
            _l("Ligne %(number)d : sexe déclaré", number=number),
            choices=choices(SEX_LABELS),  # what a sheet says may be no answer at all
            coerce=Sex,
        )
        for number in sex
    }
    return type("RowsForm", (VersionedForm,), fields)


class LeaveForm(Form):
    """Nothing is asked: taking somebody off a list is confirmed."""
