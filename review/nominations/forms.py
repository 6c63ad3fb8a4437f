"""The forms of participation texts, calls and proposals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from catalogue.committees.vocabulary import SEX_ANSWERS, Sex
from catalogue.forms import (
    ChoiceField,
    FileField,
    Form,
    FrenchDateField,
    LongTextField,
    ManyOfField,
    OnceForm,
    OneOfField,
    Required,
    TextField,
    TickField,
    VersionedForm,
    choices,
)
from review.nominations.vocabulary import TEXT_KIND_LABELS, TextKind

LONGEST_TEXT = 60_000
LARGEST_FILE = 5 * 1024 * 1024
Options = Sequence[tuple[int, str]]


class TextFields(Form):
    """What a participation text is."""

    kind = OneOfField(
        _l("Sorte de texte"), [Required()], choices=choices(TEXT_KIND_LABELS), coerce=TextKind
    )
    title = TextField(_l("Titre"), [Required()], maximum=300)
    committee_id = ChoiceField(
        _l("Comité concerné"), coerce=int, choices=(), blank=_l("Tous les comités")
    )

    def __init__(self, *args: Any, committees: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.committee_id.choices = list(committees)


class WordingFields(Form):
    """What is written, typed or in a file."""

    text = LongTextField(
        _l("Le texte"),
        maximum=LONGEST_TEXT,
        description=_l("Écrivez-le ici, ou joignez un fichier plus bas."),
    )
    file = FileField(
        _l("Ou un fichier"),
        families=("PDF", "Word"),
        largest=LARGEST_FILE,
        description=_l(
            "Le logiciel en lit le texte ; un fichier joint l’emporte sur ce qui est écrit."
        ),
    )


class NewTextForm(TextFields, WordingFields, OnceForm):
    """A text begun, with its first wording."""


class EditTextForm(TextFields, VersionedForm):
    """A text's title, kind and committee corrected."""


class WordingForm(WordingFields, VersionedForm):
    """A version written."""


class DismissalForm(VersionedForm):
    """Hints left as they are, with a reason."""

    hints = ManyOfField(
        _l("Pistes à écarter"),
        [Required(_l("Cochez au moins une piste."))],
        choices=(),
        coerce=int,
    )
    reason = LongTextField(
        _l("Pourquoi ces mots restent"),
        [Required(_l("Dites en un mot pourquoi ces mots restent."))],
        maximum=500,
    )
    equal = TickField(_l("Écarter aussi les mêmes mots ailleurs dans ce texte"))

    def __init__(self, *args: Any, hints: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints.choices = list(hints)


class DayForm(VersionedForm):
    """The day of an act."""

    on = FrenchDateField(_l("Date"), [Required()])


class WithdrawalForm(DayForm):
    """A text withdrawn, and why."""

    reason = LongTextField(
        _l("Motif"), [Required(_l("Écrivez pourquoi ce texte est retiré."))], maximum=1000
    )


class ReasonForm(VersionedForm):
    """An act with its reason."""

    reason = LongTextField(_l("Motif"), [Required(_l("Écrivez le motif."))], maximum=1000)


class CallFields(Form):
    """A call: dates, seats, organisations, criteria."""

    title = TextField(
        _l("Nom de l’appel"),
        [Required()],
        maximum=300,
        description=_l("Par exemple « Sièges vacants des CTN, 2026 »."),
    )
    opens_on = FrenchDateField(_l("Ouvert le"), [Required()])
    closes_on = FrenchDateField(_l("Propositions reçues jusqu’au"), [Required()])
    seats = ManyOfField(
        _l("Sièges à pourvoir"),
        [Required(_l("Cochez au moins un siège à pourvoir."))],
        choices=(),
        coerce=int,
    )
    organisations = ManyOfField(_l("Envoyé à"), choices=(), coerce=int)
    criteria_id = ChoiceField(
        _l("Critères de participation"),
        coerce=int,
        choices=(),
        blank=_l("Aucun"),
        description=_l("La version en vigueur le jour de l’envoi est imprimée avec la lettre."),
    )
    message = LongTextField(
        _l("Message de la lettre"), maximum=6000, description=_l("Imprimé tel quel.")
    )

    def __init__(
        self,
        *args: Any,
        seats: Options,
        organisations: Options,
        criteria: Options,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.seats.choices = list(seats)
        self.organisations.choices = list(organisations)
        self.criteria_id.choices = list(criteria)


class NewCallForm(CallFields, OnceForm):
    """A call prepared."""


class EditCallForm(CallFields, VersionedForm):
    """A call changed."""


class ProposalFields(Form):
    """Who is proposed, for which seat, by whom."""

    seat_id = ChoiceField(_l("Pour le siège"), [Required()], coerce=int, choices=())
    organisation_id = ChoiceField(_l("Proposé par"), [Required()], coerce=int, choices=())
    received_on = FrenchDateField(_l("Reçue le"), [Required()])
    person_id = ChoiceField(
        _l("Personne du registre"),
        coerce=int,
        choices=(),
        blank=_l("Elle n’y est pas : j’écris son nom"),
    )
    family_name = TextField(_l("Nom de famille"), maximum=120)
    given_names = TextField(_l("Prénoms"), maximum=120)
    sex = OneOfField(
        _l("Sexe, tel que la personne l’a déclaré"),
        choices=choices(SEX_ANSWERS),
        coerce=Sex,
        description=_l(
            "Ne le déduisez pas du prénom. Sans réponse, ne cochez rien. Pour une "
            "personne du registre, sa déclaration du registre vaut."
        ),
    )
    titular = OneOfField(
        _l("En qualité de"),
        [Required()],
        choices=[("titular", _l("Titulaire")), ("alternate", _l("Suppléance"))],
    )

    def __init__(
        self, *args: Any, seats: Options, organisations: Options, people: Options, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.seat_id.choices = list(seats)
        self.organisation_id.choices = list(organisations)
        self.person_id.choices = list(people)


class NewProposalForm(ProposalFields, OnceForm):
    """A proposal received."""


class EditProposalForm(ProposalFields, VersionedForm):
    """A proposal corrected."""


class RetainForm(VersionedForm):
    """The mandate that a retained proposal receives."""

    valid_from = FrenchDateField(_l("Premier jour du mandat"), [Required()])
    valid_to = FrenchDateField(
        _l("Dernier jour du mandat"),
        description=_l("JJ/MM/AAAA. Laissez vide s’il n’est pas fixé."),
    )
    homonym = TickField(_l("C’est une autre personne que celle du registre qui porte ce nom"))
