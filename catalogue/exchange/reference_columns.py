"""Columns of a reference-list file: our own list's, and those of the shared 14-column file."""

from __future__ import annotations

from dataclasses import replace

from catalogue.exchange import cells
from catalogue.exchange.columns import TEXT_LENGTH, Column
from catalogue.exchange.shared_columns import ICS, TITLE_EN, TITLE_FR
from catalogue.messages import N_
from catalogue.reference_list.vocabulary import EVIDENCE_KIND_LABELS, RELEVANCE_LABELS

REFERENCE_COLUMNS: tuple[Column, ...] = (
    Column(
        code="key",
        heading=N_("Clé"),
        english="Key",
        help=N_("Clé de la liste livrée, à garder telle quelle ; vide pour une norme nouvelle."),
        longest=160,
    ),
    Column(
        code="body",
        heading=N_("Organisme"),
        english="Body",
        help=N_("Code ou nom de l’organisme qui publie la norme."),
        read=cells.body,
        obligatory=True,
        example="ISO",
    ),
    Column(
        code="reference",
        heading=N_("Référence"),
        english="Reference",
        help=N_("Référence telle que l’organisme l’écrit ; vide si le numéro n’est pas connu."),
        also=("Numéro de la norme",),
        example="ISO 53800:2024",
        width=24,
    ),
    replace(
        TITLE_FR,
        help=N_(
            "« [trad. non officielle] » au début dit que l’organisme n’a pas de titre français."
        ),
        also=(),
        example="Lignes directrices relatives à la promotion de l’égalité entre les femmes et les"
        " hommes",
    ),
    Column(
        code="title_fr_official",
        heading=N_("Titre français officiel"),
        english="Official French title",
        help=N_("oui si l’organisme publie lui-même ce titre français, non sinon."),
        read=cells.yes_no,
        example="oui",
    ),
    TITLE_EN,
    Column(
        code="edition_year",
        heading=N_("Année d’édition"),
        english="Edition year",
        help=N_("Quatre chiffres."),
        read=cells.year,
        also=("Année",),
        example="2024",
    ),
    Column(
        code="stage_or_status",
        heading=N_("Stade ou statut"),
        english="Stage or status",
        help=N_("Ce que dit la source, en mots."),
        longest=500,
        width=30,
    ),
    Column(
        code="stage_code",
        heading=N_("Code de stade"),
        english="Stage code",
        help=N_("Code de la matrice harmonisée, par exemple 60.60."),
        read=cells.stage,
    ),
    ICS,
    Column(
        code="committee",
        heading=N_("Comité de l’organisme"),
        english="Committee",
        help=N_("Comité qui a écrit la norme, tel que l’organisme l’écrit."),
        also=("Comité",),
    ),
    Column(
        code="relevance",
        heading=N_("Intérêt pour le genre"),
        english="Gender relevance",
        help=N_("Principal, significatif ou potentiel."),
        read=cells.choice(RELEVANCE_LABELS, POTENTIAL="potentiel"),
        obligatory=True,
        labels=RELEVANCE_LABELS,
        example="Principal",
    ),
    Column(
        code="rationale_fr",
        heading=N_("Motif"),
        english="Rationale in French",
        help=N_("Pourquoi elle intéresse l’égalité ; obligatoire pour une norme nouvelle."),
        longest=TEXT_LENGTH,
        also=("Motif français",),
        width=50,
    ),
    Column(
        code="rationale_en",
        heading=N_("Motif anglais"),
        english="Rationale",
        help=N_("Le même motif en anglais, s’il existe."),
        longest=TEXT_LENGTH,
        width=50,
    ),
    Column(
        code="evidence_url",
        heading=N_("Adresse de la preuve"),
        english="Evidence address",
        help=N_("Page où l’on peut le vérifier, depuis https://."),
        read=cells.link,
        longest=2000,
        width=30,
    ),
    Column(
        code="evidence_kind",
        heading=N_("Nature de la preuve"),
        english="Evidence kind",
        help=N_("Vide pour une norme nouvelle : « Saisie de l’agence »."),
        read=cells.choice(
            EVIDENCE_KIND_LABELS,
            OFFICIAL_CATALOGUE="catalogue officiel",
            ARTICLE="article",
            TITLE_ONLY="titre seul",
        ),
        labels=EVIDENCE_KIND_LABELS,
    ),
    Column(
        code="verified_in_source",
        heading=N_("Vérifiée dans la source"),
        english="Verified in source",
        help=N_("oui si la référence a été vue dans le catalogue de l’organisme."),
        read=cells.yes_no,
        also=("verified_in_relaton",),
    ),
    Column(
        code="urn",
        heading=N_("URN"),
        english="Uniform resource name",
        help=N_("Nom permanent du document, s’il en a un."),
    ),
    Column(
        code="published_on",
        heading=N_("Publiée le"),
        english="Published on",
        help=N_("Comme la source la donne : année, mois (2024-05) ou jour."),
        read=cells.partial_day,
    ),
    Column(
        code="catalogue_url",
        heading=N_("Adresse au catalogue"),
        english="Catalogue address",
        help=N_("Page de la norme dans le catalogue de l’organisme."),
        read=cells.link,
        longest=2000,
        width=30,
    ),
    Column(
        code="note",
        heading=N_("Note"),
        english="Remark",
        help=N_("Ce qu’il faut savoir d’autre."),
        longest=TEXT_LENGTH,
        width=30,
    ),
)
