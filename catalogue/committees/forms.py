"""The forms of committees, organisations, people and mandates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice

from catalogue.committees.facts import (
    CommitteeFacts,
    MandateFacts,
    OrganisationFacts,
    PersonFacts,
)
from catalogue.committees.models import Committee, Organisation
from catalogue.committees.vocabulary import (
    COMMITTEE_KIND_LABELS,
    COMMITTEE_STATUS_LABELS,
    MANDATE_ROLE_LABELS,
    SEX_ANSWERS,
    STAKEHOLDER_LABELS,
    CommitteeKind,
    CommitteeStatus,
    MandateRole,
    Sex,
    StakeholderCategory,
)
from catalogue.forms import (
    ChoiceField,
    EmailField,
    Form,
    FrenchDateField,
    LongTextField,
    OnceForm,
    OneOfField,
    Required,
    TextField,
    TickField,
    VersionedForm,
    choices,
)

_UNKNOWN = _l("Non connu")
_YES_NO = [SelectChoice("oui", _l("Oui")), SelectChoice("non", _l("Non"))]
_ANSWERS = {"oui": True, "non": False}
VACANT = "vacant"  # said on purpose: a seat is not left empty by oversight


class CommitteeForm(Form):
    """A committee, a working group or a mirror committee."""

    code = TextField(
        _l("Sigle"), [Required()], maximum=40, description=_l("Par exemple CTN4 ou CTN4/GT1.")
    )
    title_fr = TextField(_l("Nom du comité"), [Required()], maximum=300)
    title_en = TextField(_l("Nom anglais"), maximum=300)
    kind = OneOfField(
        _l("Sorte de comité"),
        [Required()],
        choices=choices(COMMITTEE_KIND_LABELS),
        coerce=CommitteeKind,
    )
    status = OneOfField(
        _l("Situation"),
        [Required()],
        choices=choices(COMMITTEE_STATUS_LABELS),
        coerce=CommitteeStatus,
    )
    closed_on = FrenchDateField(
        _l("Dernier jour du comité"),
        description=_l("JJ/MM/AAAA. Pour un comité fermé : ses sièges comptent jusqu’à ce jour."),
    )
    parent_id = ChoiceField(_l("Rattaché à"), coerce=int, blank=_l("Aucun comité"))
    source = LongTextField(
        _l("Comment ce comité est connu"),
        maximum=600,
        description=_l("Par exemple : décision de création, liste de l’Agence et sa date."),
    )

    def __init__(self, *args: Any, committees: Sequence[Committee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parent_id.choices = committee_choices(committees)

    def facts(self) -> CommitteeFacts:
        """Read what was typed as facts."""
        return CommitteeFacts(
            code=self.code.data or "",
            kind=self.kind.data,
            title_fr=self.title_fr.data or "",
            title_en=self.title_en.data or None,
            status=self.status.data,
            closed_on=self.closed_on.data,
            parent_id=self.parent_id.data,
            source=self.source.data or None,
        )


class CommitteeChangeForm(CommitteeForm, VersionedForm):
    """The same facts, for a committee that others may change meanwhile."""


class OrganisationForm(Form):
    """An organisation that sends people to committees or asks for standards."""

    name = TextField(_l("Nom de l’organisation"), [Required()], maximum=300)
    acronym = TextField(_l("Sigle"), maximum=40)
    category = ChoiceField(
        _l("Partie intéressée"),
        choices=choices(STAKEHOLDER_LABELS),
        coerce=StakeholderCategory,
        blank=_UNKNOWN,
    )
    women_led = OneOfField(
        _l("Association ou groupement de femmes"),
        choices=[*_YES_NO, SelectChoice("inconnu", _UNKNOWN)],
        description=_l(
            "C’est un fait sur l’organisation : il ne dit rien de la personne qui la représente."
        ),
    )
    is_agency = TickField(
        _l("C’est l’Agence elle-même"),
        description=_l("Son personnel peut relire les propositions de l’Agence, si c’est motivé."),
    )

    def facts(self) -> OrganisationFacts:
        """Read what was typed as facts."""
        return OrganisationFacts(
            name=self.name.data or "",
            acronym=self.acronym.data or None,
            category=self.category.data,
            is_agency=bool(self.is_agency.data),
            women_led=_ANSWERS.get(self.women_led.data),
        )


class OrganisationChangeForm(OrganisationForm, VersionedForm):
    """The same facts, for an organisation that others may change meanwhile."""


class PersonForm(Form):
    """A person of the register; their sex is only what they declared themselves."""

    family_name = TextField(_l("Nom de famille"), [Required()], maximum=120)
    given_names = TextField(_l("Prénoms"), maximum=120)
    sex = OneOfField(_l("Sexe déclaré par la personne"), choices=choices(SEX_ANSWERS), coerce=Sex)
    organisation_id = ChoiceField(_l("Organisation"), coerce=int, blank=_l("Aucune, ou non connue"))
    function = TextField(_l("Fonction"), maximum=200)
    email = EmailField(_l("Adresse électronique"))
    phone = TextField(_l("Téléphone"), maximum=40)
    gender_trained_on = FrenchDateField(
        _l("Formation au genre suivie le"),
        description=_l(
            "JJ/MM/AAAA. Une relecture de chaque texte final revient à une personne formée."
        ),
    )

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation_id.choices = organisation_choices(organisations)

    def facts(self) -> PersonFacts:
        """Read what was typed as facts; no answer about sex is kept as none."""
        return PersonFacts(
            family_name=self.family_name.data or "",
            given_names=self.given_names.data or "",
            sex=self.sex.data or Sex.NOT_ASKED,
            organisation_id=self.organisation_id.data,
            function=self.function.data or None,
            email=self.email.data or None,
            phone=self.phone.data or None,
            gender_trained_on=self.gender_trained_on.data,
        )


class NewPersonForm(PersonForm, OnceForm):
    """A person not yet in the register."""

    homonym = TickField(_l("C’est une autre personne, qui porte le même nom"))


class PersonChangeForm(PersonForm, VersionedForm):
    """The same facts, for a person that others may change meanwhile."""


class _MandateFields(Form):
    """A seat: who, in which role, for whom, from when to when."""

    person_id = ChoiceField(_l("Personne"), [Required()])
    role = OneOfField(
        _l("Rôle"), [Required()], choices=choices(MANDATE_ROLE_LABELS), coerce=MandateRole
    )
    post = TextField(
        _l("Poste ou domaine"),
        maximum=200,
        description=_l(
            "Pour un poste de l’Agence, son intitulé ; pour un expert ou une experte, son domaine."
        ),
    )
    titular = OneOfField(
        _l("Titulaire ou suppléance"),
        [Required()],
        choices=[
            SelectChoice("oui", _l("Titulaire")),
            SelectChoice("non", _l("Suppléance")),
        ],
    )
    organisation_id = ChoiceField(
        _l("Organisation représentée"), coerce=int, blank=_l("Aucune, ou non connue")
    )
    valid_from = FrenchDateField(_l("Premier jour du mandat"), [Required()])
    ahead = TickField(_l("Ce mandat commence plus tard : c’est voulu"))
    valid_to = FrenchDateField(
        _l("Dernier jour du mandat"),
        description=_l("JJ/MM/AAAA. Laissez vide tant que le mandat court."),
    )

    def __init__(
        self,
        *args: Any,
        people: Iterable[tuple[int, str]],
        organisations: Sequence[Organisation],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.person_id.choices = [
            SelectChoice(VACANT, _l("Siège vacant")),
            *(SelectChoice(str(one), label) for one, label in people),
        ]
        self.organisation_id.choices = organisation_choices(organisations)

    def facts(self) -> MandateFacts:
        """Read what was typed as facts."""
        return MandateFacts(
            role=self.role.data,
            valid_from=self.valid_from.data,
            valid_to=self.valid_to.data,
            person_id=None if self.person_id.data == VACANT else int(self.person_id.data),
            organisation_id=self.organisation_id.data,
            post=self.post.data or None,
            titular=_ANSWERS[self.titular.data],
        )


class MandateForm(_MandateFields, OnceForm):
    """A new seat."""


class MandateCorrectionForm(_MandateFields, VersionedForm):
    """A mandate entered wrongly, corrected with a reason."""

    reason = LongTextField(_l("Raison de la correction"), [Required()], maximum=600)


class MandateEndForm(VersionedForm):
    """The last day of a mandate."""

    last_day = FrenchDateField(
        _l("Dernier jour du mandat"),
        [Required()],
        description=_l("JJ/MM/AAAA. Ce jour compte encore dans le mandat."),
    )
    reason = LongTextField(_l("Raison"), maximum=600)


def committee_choices(committees: Iterable[Committee]) -> list[SelectChoice]:
    """Name committees in a list: code and title."""
    return [SelectChoice(str(one.id), f"{one.code}, {one.title_fr}") for one in committees]


def organisation_choices(organisations: Iterable[Organisation]) -> list[SelectChoice]:
    """Name organisations in a list."""
    return [
        SelectChoice(str(one.id), f"{one.name} ({one.acronym})" if one.acronym else one.name)
        for one in organisations
    ]
