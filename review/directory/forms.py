"""The forms of the directory: structures, declared universes, bodies and their figures."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from catalogue.forms import (
    ChoiceField,
    FrenchDateField,
    IntegerField,
    LongTextField,
    OnceForm,
    Required,
    TextField,
    TickField,
    VersionedForm,
    choices,
)
from review.directory.vocabulary import (
    BODY_KIND_LABELS,
    MOST_NUMBER,
    NAME_LENGTH,
    PLAN_STATE_LABELS,
    SIGNATORY_LABELS,
    STRUCTURE_KIND_LABELS,
    BodyKind,
    PlanState,
    Signatory,
    StructureKind,
)

_LINK = _l("Adresse de la source")
_DATED = _l("Date de la source")
_DATED_HINT = _l("Telle qu’elle est écrite : une année suffit.")
_FILED = _l("Inscrit au journal.")
_LINK_LENGTH = 500


class _StructureFields:
    name = TextField(_l("Nom"), [Required()], maximum=NAME_LENGTH)
    acronym = TextField(_l("Sigle"), maximum=60)
    kind = ChoiceField(
        _l("Type de structure"),
        [Required()],
        choices=choices(STRUCTURE_KIND_LABELS),
        coerce=StructureKind,
    )
    region = TextField(
        _l("Région"), maximum=120, description=_l("Laissez vide si elle n’est pas connue.")
    )
    domain = TextField(_l("Domaine de travail"), maximum=300)
    contact = TextField(
        _l("Contact public"),
        maximum=300,
        description=_l(
            "Le téléphone, l’adresse ou la boîte d’un bureau ou d’une fonction, jamais d’une "
            "personne privée. Cette ligne n’est pas publique."
        ),
    )
    website = TextField(_l("Site"), maximum=_LINK_LENGTH)
    identified_on = FrenchDateField(_l("Identifiée le"), [Required()])
    source = LongTextField(
        _l("Comment elle est connue"),
        [Required()],
        maximum=1000,
        description=_l("Le document, le site ou la réunion d’où vient cette fiche."),
    )
    source_link = TextField(_LINK, maximum=_LINK_LENGTH)
    source_date = TextField(_DATED, maximum=60, description=_DATED_HINT)
    note = LongTextField(_l("Remarque"), maximum=1000)


class StructureForm(_StructureFields, OnceForm):
    """A structure that is added."""

    apart = TickField(_l("C’est une autre structure : l’enregistrer aussi"))


class StructureEditForm(_StructureFields, VersionedForm):
    """A structure, changed."""


class UniverseForm(OnceForm):
    """How many structures exist, according to a source."""

    number = IntegerField(_l("Nombre total"), [Required()], smallest=1, largest=MOST_NUMBER)
    scope = TextField(
        _l("Ce que ce total compte"),
        [Required()],
        maximum=300,
        description=_l("Quelles structures, et où."),
    )
    source = LongTextField(_l("Source"), [Required()], maximum=1000)
    source_link = TextField(_LINK, maximum=_LINK_LENGTH)
    source_date = TextField(_DATED, maximum=60, description=_DATED_HINT)
    declared_on = FrenchDateField(
        _l("Déclaré le"),
        [Required()],
        description=_l("L’indicateur 1.2 s’en sert à partir de ce jour."),
    )


class DatedActForm(VersionedForm):
    """The day of an act, and why or how."""

    on = FrenchDateField(_l("Date"), [Required()])
    reason = LongTextField(_l("Motif, ou comment"), [Required()], maximum=1000, description=_FILED)


class ReasonForm(VersionedForm):
    """Why something is put back."""

    reason = LongTextField(_l("Motif"), [Required()], maximum=1000, description=_FILED)


class OnceReasonForm(OnceForm):
    """Why a figure is taken back."""

    reason = LongTextField(_l("Motif"), [Required()], maximum=1000, description=_FILED)


class _BodyFields:
    name = TextField(_l("Nom"), [Required()], maximum=NAME_LENGTH)
    acronym = TextField(_l("Sigle"), maximum=60)
    country = TextField(_l("Pays"), maximum=120, description=_l("Vide pour un organisme régional."))
    kind = ChoiceField(
        _l("Sorte d’organisme"), [Required()], choices=choices(BODY_KIND_LABELS), coerce=BodyKind
    )
    plan_state = ChoiceField(
        _l("Ce qui est connu de son plan genre"),
        [Required()],
        choices=choices(PLAN_STATE_LABELS),
        coerce=PlanState,
        description=_l("« Inconnu » ne dit pas qu’il n’y en a pas."),
    )
    plan_title = TextField(_l("Titre du plan"), maximum=300)
    plan_from = IntegerField(_l("Première année du plan"), smallest=1950, largest=2100)
    plan_to = IntegerField(_l("Dernière année du plan"), smallest=1950, largest=2100)
    plan_source = LongTextField(
        _l("D’où le plan est connu"), maximum=1000, description=_l("Demandé si le plan est connu.")
    )
    plan_link = TextField(_l("Adresse du plan ou de sa source"), maximum=_LINK_LENGTH)
    plan_source_date = TextField(_DATED, maximum=60, description=_DATED_HINT)
    plan_known_on = FrenchDateField(
        _l("Plan connu de l’Agence depuis le"),
        description=_l("L’indicateur 1.4 le compte à partir de ce jour."),
    )
    signatory = ChoiceField(
        _l("A signé la déclaration de la CEE-ONU sur les normes et le genre"),
        [Required()],
        choices=choices(SIGNATORY_LABELS),
        coerce=Signatory,
    )
    signatory_source = LongTextField(
        _l("D’où la signature est connue"),
        maximum=1000,
        description=_l("Demandé si la réponse est oui ou non."),
    )
    signatory_link = TextField(_l("Adresse de la source sur la signature"), maximum=_LINK_LENGTH)
    note = LongTextField(_l("Remarque"), maximum=1000)


class BodyForm(_BodyFields, OnceForm):
    """A body that is added."""


class BodyEditForm(_BodyFields, VersionedForm):
    """A body, changed."""


class FigureForm(OnceForm):
    """Women and men in a body: two numbers, or the share as it was printed."""

    counted = TextField(
        _l("Qui est compté"),
        [Required()],
        maximum=300,
        description=_l("Par exemple : membres des comités techniques."),
    )
    year = IntegerField(
        _l("Année"),
        smallest=1950,
        largest=2100,
        description=_l("Vide si la source n’en donne pas."),
    )
    women = TextField(_l("Nombre de femmes"), maximum=40)
    men = TextField(_l("Nombre d’hommes"), maximum=40)
    published_share = TextField(
        _l("Part publiée"),
        maximum=200,
        description=_l(
            "Seulement si la source ne donne pas les nombres : recopiez ce qu’elle écrit, par "
            "exemple « 28 % de femmes ». Cette part est montrée, jamais calculée."
        ),
    )
    source = LongTextField(_l("Source"), [Required()], maximum=1000)
    source_link = TextField(_LINK, maximum=_LINK_LENGTH)
    source_date = TextField(_DATED, maximum=60, description=_DATED_HINT)
