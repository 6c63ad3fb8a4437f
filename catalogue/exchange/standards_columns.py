"""Columns of a file of existing standards."""

from __future__ import annotations

from catalogue.exchange import cells
from catalogue.exchange.columns import TEXT_LENGTH, Column
from catalogue.messages import N_
from catalogue.records.vocabulary import (
    CORRESPONDENCE_LABELS,
    DOCUMENT_KIND_LABELS,
    EDITION_STATUS_LABELS,
    NATURE_LABELS,
    EditionStatus,
)

# A file says what exists; what is in preparation belongs to the programme.
_STATUSES = {
    status: EDITION_STATUS_LABELS[status]
    for status in (EditionStatus.PUBLISHED, EditionStatus.WITHDRAWN)
}

STANDARDS_COLUMNS: tuple[Column, ...] = (
    Column(
        code="reference",
        heading=N_("Référence"),
        english="Reference",
        help=N_("Référence entière avec son année, telle qu’elle est imprimée ; jamais corrigée."),
        obligatory=True,
        also=("Numéro de la norme", "Désignation"),
        example="ISO 53800:2024",
        width=24,
    ),
    Column(
        code="body",
        heading=N_("Organisme"),
        english="Body",
        help=N_("Organisme qui publie la norme ; vide : l’agence elle-même."),
        read=cells.body,
    ),
    Column(
        code="title_fr",
        heading=N_("Titre français"),
        english="French title",
        help=N_("Obligatoire pour une norme de l’agence."),
        longest=TEXT_LENGTH,
        also=("Titre", "Intitulé"),
        width=50,
    ),
    Column(
        code="title_en",
        heading=N_("Titre anglais"),
        english="English title",
        help=N_("Titre anglais, s’il existe."),
        longest=TEXT_LENGTH,
        width=50,
    ),
    Column(
        code="ics",
        heading=N_("ICS"),
        english="ICS codes",
        help=N_("Indices de la classification internationale, séparés par un point-virgule."),
        read=cells.ics_codes,
        also=("Indice ICS", "Indices ICS"),
        example="03.100.02",
    ),
    Column(
        code="committee",
        heading=N_("Comité"),
        english="Committee",
        help=N_("Code du comité technique de l’agence, par exemple CTN2."),
        also=("CTN", "Comité technique"),
        example="CTN2",
    ),
    Column(
        code="kind",
        heading=N_("Type de document"),
        english="Document type",
        help=N_("Vide : norme."),
        read=cells.choice(DOCUMENT_KIND_LABELS),
        labels=DOCUMENT_KIND_LABELS,
        example="Norme",
    ),
    Column(
        code="nature",
        heading=N_("Nature"),
        english="Nature",
        help=N_("Vide si elle n’est pas connue ; l’indicateur 5.3 en a besoin."),
        read=cells.choice(NATURE_LABELS, NEW="nouvelle"),
        labels=NATURE_LABELS,
        example="Norme nouvelle",
    ),
    Column(
        code="base_reference",
        heading=N_("Norme de base"),
        english="Base standard",
        help=N_("Norme internationale, régionale ou étrangère reprise, s’il y en a une."),
        also=("Base",),
    ),
    Column(
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
        also=("Correspondance", "Degré"),
        labels=CORRESPONDENCE_LABELS,
    ),
    Column(
        code="cnncq_adopted_on",
        heading=N_("Adoptée par le CNNCQ le"),
        english="Adopted by the council on",
        help=N_("Jour de la session du CNNCQ (JJ/MM/AAAA)."),
        read=cells.past_day,
        also=("Date d’adoption par le CNNCQ", "Adoption CNNCQ"),
        example="16/12/2021",
    ),
    Column(
        code="homologated_on",
        heading=N_("Homologuée le"),
        english="Homologated on",
        help=N_("Jour de l’acte d’homologation ; vide si l’acte n’en porte pas."),
        read=cells.past_day,
        also=("Date d’homologation",),
    ),
    Column(
        code="homologation_act",
        heading=N_("Acte d’homologation"),
        english="Homologation act",
        help=N_("Numéro et titre de l’arrêté ou de la décision."),
    ),
    Column(
        code="published_on",
        heading=N_("Publiée le"),
        english="Published on",
        help=N_("Jour de la publication (JJ/MM/AAAA)."),
        read=cells.past_day,
        also=("Date de publication",),
    ),
    Column(
        code="withdrawn_on",
        heading=N_("Annulée le"),
        english="Withdrawn on",
        help=N_("Jour de l’annulation, si la norme est annulée."),
        read=cells.past_day,
        also=("Date d’annulation",),
    ),
    Column(
        code="replaces",
        heading=N_("Remplace"),
        english="Replaces",
        help=N_("Références des normes remplacées, séparées par un point-virgule."),
        read=cells.listed,
        longest=1000,
    ),
    Column(
        code="national_text",
        heading=N_("Texte national sur le genre"),
        english="National text",
        help=N_("Pour une reprise : avant-propos ou annexe nationale qui tient compte du genre."),
        longest=TEXT_LENGTH,
        width=30,
    ),
    Column(
        code="upstream_assessment",
        heading=N_("Évaluation d’origine"),
        english="Upstream assessment",
        help=N_("Pour une reprise : évaluation du genre faite par l’organisme d’origine."),
        longest=TEXT_LENGTH,
        width=30,
    ),
    Column(
        code="status",
        heading=N_("Statut"),
        english="Status",
        help=N_("En vigueur ou annulée ; vide : en vigueur, ou annulée si une date le dit."),
        read=cells.choice(_STATUSES, PUBLISHED="publiée|active", WITHDRAWN="retirée|abrogée"),
        labels=_STATUSES,
    ),
    Column(
        code="source",
        heading=N_("Source"),
        english="Source",
        help=N_("D’où vient l’information ; vide : le nom du fichier importé."),
        longest=500,
        width=30,
    ),
)
