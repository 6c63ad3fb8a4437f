"""Columns of a work-programme file."""

from __future__ import annotations

from dataclasses import replace

from catalogue.exchange import cells
from catalogue.exchange.columns import Column
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
        also=(
            "N° de projet",
            "N° projet",
            "Numéro",
            "Code projet",
            "N° du sujet",
            "Référence projet",
        ),
        example="2026-014",
    ),
    replace(TITLE_FR, obligatory=True, example="Beurre de karité — Spécifications"),
    TITLE_EN,
    Column(
        code="committee",
        heading=N_("Comité"),
        english="Committee",
        help=N_("Code du comité technique, par exemple CTN2."),
        read=cells.committee,
        obligatory=True,
        also=("CTN", "CT", "Comité technique", "Comité technique national", "TC"),
        example="CTN2",
    ),
    replace(ICS, example="67.200.10"),
    NATURE,
    KIND,
    BASE_REFERENCE,
    CORRESPONDENCE,
    Column(
        code="stage",
        heading=N_("Stade"),
        english="Stage",
        help=N_("Code de la matrice harmonisée, de 00.00 à 50.99."),
        read=cells.stage,
        obligatory=True,
        also=(
            *("Code de stade", "Code stade", "Stage code", "Stade actuel", "Stade code", "Étape"),
            *("Stade d’avancement", "Phase"),
        ),
        example="30.20",
    ),
    Column(
        code="stage_on",
        heading=N_("Stade atteint le"),
        english="Stage reached on",
        help=N_("Jour où ce stade a été atteint (JJ/MM/AAAA)."),
        read=cells.past_day,
        obligatory=True,
        also=("Date du stade", "Date stade", "Stage date", "Date d’atteinte du stade"),
        example="12/03/2026",
    ),
    Column(
        code="status",
        heading=N_("Statut"),
        english="Status",
        help=N_("Vide : actif."),
        also=("État", "Situation"),
        read=cells.choice(
            _STATUSES, ACTIVE="en cours|en cours d’élaboration", AWAITING_COUNCIL="attente CNNCQ"
        ),
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
        also=("Date d’inscription", "Date d’entrée au programme"),
    ),
    Column(
        code="target_40_20",
        heading=N_("Enquête prévue le"),
        english="Target date 40.20",
        help=N_("Jour prévu de l’ouverture de l’enquête publique (40.20)."),
        read=cells.day,
        also=(
            *("Date cible 40.20", "Date prévue enquête", "Date prévue de l’enquête publique"),
            *("Enquête publique prévue le", "Date prévue d’enquête publique"),
        ),
    ),
    Column(
        code="target_50_60",
        heading=N_("Projet final prévu le"),
        english="Target date 50.60",
        help=N_("Jour prévu du texte prêt pour le CNNCQ (50.60)."),
        read=cells.day,
        also=("Date cible 50.60", "Date prévue projet final"),
    ),
    Column(
        code="target_60_60",
        heading=N_("Publication prévue le"),
        english="Target date 60.60",
        help=N_("Jour prévu de la publication (60.60)."),
        read=cells.day,
        also=("Date cible 60.60", "Date prévue publication", "Date prévue de publication"),
    ),
    Column(
        code="enquiry_from",
        heading=N_("Enquête du"),
        english="Enquiry from",
        help=N_("Premier jour de l’enquête publique."),
        read=cells.day,
        also=(
            "Début de l’enquête",
            "Début enquête",
            "Ouverture de l’enquête",
            "Enquête publique du",
        ),
    ),
    Column(
        code="enquiry_to",
        heading=N_("Enquête au"),
        english="Enquiry to",
        help=N_("Dernier jour de l’enquête publique."),
        read=cells.day,
        also=("Fin de l’enquête", "Fin enquête", "Clôture de l’enquête", "Enquête publique au"),
    ),
    Column(
        code="contact",
        heading=N_("Contact"),
        english="Contact",
        help=N_("À qui s’adresser pour ce sujet."),
        also=("Responsable", "Personne à contacter"),
        longest=300,
        width=30,
    ),
)
