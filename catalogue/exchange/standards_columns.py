"""Columns of a file of existing standards."""

from __future__ import annotations

from dataclasses import replace

from catalogue.exchange import cells
from catalogue.exchange.columns import TEXT_LENGTH, Column
from catalogue.exchange.shared_columns import (
    BASE_REFERENCE,
    CORRESPONDENCE,
    ICS,
    KIND,
    NATURE,
    TITLE_EN,
    TITLE_FR,
)
from catalogue.messages import N_
from catalogue.records.vocabulary import (
    EDITION_STATUS_LABELS,
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
    replace(TITLE_FR, help=N_("Obligatoire pour une norme de l’agence.")),
    TITLE_EN,
    ICS,
    Column(
        code="committee",
        heading=N_("Comité"),
        english="Committee",
        help=N_("Code du comité technique de l’agence, par exemple CTN2."),
        also=("CTN", "Comité technique"),
        example="CTN2",
    ),
    KIND,
    replace(NATURE, help=N_("Vide si elle n’est pas connue ; l’indicateur 5.3 en a besoin.")),
    replace(
        BASE_REFERENCE,
        help=N_("Norme internationale, régionale ou étrangère reprise, s’il y en a une."),
    ),
    CORRESPONDENCE,
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
