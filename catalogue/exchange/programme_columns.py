"""Columns of a work-programme file."""

from __future__ import annotations

from catalogue.exchange import cells
from catalogue.exchange.columns import TEXT_LENGTH, Column
from catalogue.messages import N_
from catalogue.records.vocabulary import CORRESPONDENCE_LABELS, DOCUMENT_KIND_LABELS, NATURE_LABELS
from catalogue.work_programme.vocabulary import (
    FORECAST_LABELS,
    WORK_ITEM_STATUS_LABELS,
    WorkItemStatus,
)

# Homologation is an act of its own, with its texts and its session: no file makes it.
_STATUSES = {
    status: label
    for status, label in WORK_ITEM_STATUS_LABELS.items()
    if status is not WorkItemStatus.HOMOLOGATED
}

# Column code → stage it is the planned day of.
PLANNED_STAGES = {"target_40_20": "40.20", "target_50_60": "50.60", "target_60_60": "60.60"}

PROGRAMME_COLUMNS: tuple[Column, ...] = (
    Column(
        code="number",
        heading=N_("Numéro de projet"),
        english="Project number",
        help=N_("Numéro du sujet au programme ; vide : le prochain numéro de l’année."),
        longest=60,
        also=("N° de projet", "N° projet", "Numéro"),
        example="2026-014",
    ),
    Column(
        code="title_fr",
        heading=N_("Titre français"),
        english="French title",
        help=N_("Titre du sujet."),
        obligatory=True,
        longest=TEXT_LENGTH,
        also=("Titre", "Intitulé"),
        example="Beurre de karité — Spécifications",
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
        code="committee",
        heading=N_("Comité"),
        english="Committee",
        help=N_("Code du comité technique, par exemple CTN2."),
        read=cells.committee,
        obligatory=True,
        also=("CTN", "Comité technique"),
        example="CTN2",
    ),
    Column(
        code="ics",
        heading=N_("ICS"),
        english="ICS codes",
        help=N_("Indices de la classification internationale, séparés par un point-virgule."),
        read=cells.ics_codes,
        also=("Indice ICS", "Indices ICS"),
        example="67.200.10",
    ),
    Column(
        code="nature",
        heading=N_("Nature"),
        english="Nature",
        help=N_("Vide : norme nouvelle."),
        read=cells.choice(NATURE_LABELS, NEW="nouvelle"),
        labels=NATURE_LABELS,
        example="Norme nouvelle",
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
        code="base_reference",
        heading=N_("Norme de base"),
        english="Base standard",
        help=N_("Norme internationale, régionale ou étrangère de départ, s’il y en a une."),
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
        code="stage",
        heading=N_("Stade"),
        english="Stage",
        help=N_("Code de la matrice harmonisée, de 00.00 à 50.99."),
        read=cells.stage,
        obligatory=True,
        also=("Code de stade", "Stage code"),
        example="30.20",
    ),
    Column(
        code="stage_on",
        heading=N_("Stade atteint le"),
        english="Stage reached on",
        help=N_("Jour où ce stade a été atteint (JJ/MM/AAAA)."),
        read=cells.past_day,
        obligatory=True,
        also=("Date du stade", "Stage date"),
        example="12/03/2026",
    ),
    Column(
        code="status",
        heading=N_("Statut"),
        english="Status",
        help=N_("Vide : actif."),
        read=cells.choice(_STATUSES, AWAITING_COUNCIL="attente CNNCQ"),
        labels=_STATUSES,
        example="Actif",
    ),
    Column(
        code="forecast",
        heading=N_("Prévision"),
        english="Forecast",
        help=N_("Champ 35 de la fiche : 2, 1, 0, NP ou ne sait pas."),
        read=cells.choice(FORECAST_LABELS),
        labels=FORECAST_LABELS,
    ),
    Column(
        code="registered_on",
        heading=N_("Inscrit le"),
        english="Registered on",
        help=N_("Jour de l’inscription au programme ; vide : le jour du stade indiqué."),
        read=cells.past_day,
        also=("Date d’inscription",),
    ),
    Column(
        code="target_40_20",
        heading=N_("Enquête prévue le"),
        english="Target date 40.20",
        help=N_("Jour prévu de l’ouverture de l’enquête publique (40.20)."),
        read=cells.day,
        also=("Date cible 40.20",),
    ),
    Column(
        code="target_50_60",
        heading=N_("Projet final prévu le"),
        english="Target date 50.60",
        help=N_("Jour prévu du texte prêt pour le CNNCQ (50.60)."),
        read=cells.day,
        also=("Date cible 50.60",),
    ),
    Column(
        code="target_60_60",
        heading=N_("Publication prévue le"),
        english="Target date 60.60",
        help=N_("Jour prévu de la publication (60.60)."),
        read=cells.day,
        also=("Date cible 60.60",),
    ),
    Column(
        code="enquiry_from",
        heading=N_("Enquête du"),
        english="Enquiry from",
        help=N_("Premier jour de l’enquête publique."),
        read=cells.day,
        also=("Début de l’enquête",),
    ),
    Column(
        code="enquiry_to",
        heading=N_("Enquête au"),
        english="Enquiry to",
        help=N_("Dernier jour de l’enquête publique."),
        read=cells.day,
        also=("Fin de l’enquête",),
    ),
    Column(
        code="contact",
        heading=N_("Contact"),
        english="Contact",
        help=N_("À qui s’adresser pour ce sujet."),
        longest=300,
        width=30,
    ),
)
