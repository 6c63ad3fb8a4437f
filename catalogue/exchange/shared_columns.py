"""Columns that several kinds of file have; each file says what is its own with ``replace``."""

from __future__ import annotations

from catalogue.exchange import cells
from catalogue.exchange.columns import TEXT_LENGTH, Column
from catalogue.messages import N_
from catalogue.records.vocabulary import CORRESPONDENCE_LABELS, DOCUMENT_KIND_LABELS, NATURE_LABELS

TITLE_FR = Column(
    code="title_fr",
    heading=N_("Titre français"),
    english="French title",
    help=N_("Titre du sujet."),
    longest=TEXT_LENGTH,
    also=(
        *("Titre", "Intitulé", "Intitulé du projet", "Titre du projet", "Intitulé de la norme"),
        *("Titre de la norme", "Libellé", "Sujet"),
    ),
    width=50,
)
TITLE_EN = Column(
    code="title_en",
    heading=N_("Titre anglais"),
    english="English title",
    help=N_("Titre anglais, s’il existe."),
    longest=TEXT_LENGTH,
    also=("Titre en anglais", "Intitulé anglais"),
    width=50,
)
ICS = Column(
    code="ics",
    heading=N_("ICS"),
    english="ICS codes",
    help=N_("Indices de la classification internationale, séparés par un point-virgule."),
    read=cells.ics_codes,
    also=("Indice ICS", "Indices ICS", "Code ICS", "Codes ICS", "Classification ICS"),
    example="03.100.02",
)
KIND = Column(
    code="kind",
    heading=N_("Type de document"),
    english="Document type",
    help=N_("Vide : norme."),
    read=cells.choice(DOCUMENT_KIND_LABELS),
    labels=DOCUMENT_KIND_LABELS,
    example="Norme",
)
NATURE = Column(
    code="nature",
    heading=N_("Nature"),
    english="Nature",
    help=N_("Vide : norme nouvelle."),
    read=cells.choice(NATURE_LABELS, NEW="nouvelle"),
    labels=NATURE_LABELS,
    example="Norme nouvelle",
)
BASE_REFERENCE = Column(
    code="base_reference",
    heading=N_("Norme de base"),
    english="Base standard",
    help=N_("Norme internationale, régionale ou étrangère de départ, s’il y en a une."),
    also=(
        *("Base", "Document de base", "Référence de base", "Norme internationale de base"),
        *("Norme source", "Norme de départ"),
    ),
)
CORRESPONDENCE = Column(
    code="correspondence",
    heading=N_("Degré de correspondance"),
    english="Degree of correspondence",
    help=N_("IDT, MOD ou NEQ, dès qu’il y a une norme de base."),
    read=cells.choice(
        CORRESPONDENCE_LABELS,
        IDENTICAL="identique",
        MODIFIED="modifiée",
        NOT_EQUIVALENT="non équivalente",
    ),
    also=("Correspondance", "Degré", "Degré d’équivalence", "Équivalence"),
    labels=CORRESPONDENCE_LABELS,
)
