"""Figures and what is behind them as rows of files: the standards of 5.3, figures, mandates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from catalogue.committees.vocabulary import (
    COMMITTEE_KIND_LABELS,
    MANDATE_ROLE_LABELS,
    SEX_LABELS,
)
from catalogue.downloads import Coded, Column
from catalogue.i18n import say
from catalogue.messages import N_, Message
from review.indicators.holders import Holder
from review.indicators.plain_data import share_of
from review.indicators.vocabulary import HOMOLOGATION_BASIS_LABELS, RECORD_STATUS_LABELS

HEADINGS: tuple[Message, ...] = (
    N_("Référence"),
    N_("Titre"),
    N_("Homologation"),
    N_("Origine de la date"),
    N_("Marqueur"),
    N_("Examen"),
    N_("Décision du"),
    N_("Règle"),
    N_("Au numérateur"),
)


def rows(records: Iterable[Mapping[str, Any]]) -> Iterator[tuple[object, ...]]:
    """Give one row a standard: days as days, codes of the database, sentences as messages."""
    for record in records:
        yield (
            record["reference"],
            record["title_fr"],
            date.fromisoformat(record["homologated_on"]),
            HOMOLOGATION_BASIS_LABELS[record["basis"]],
            record["marker"],
            RECORD_STATUS_LABELS[record["status"]],
            date.fromisoformat(record["decided_on"]) if record["decided_on"] else None,
            record["rule"],
            1 if record["counted"] else 0,
        )


FIGURE_COLUMNS = (
    Column("part", N_("Partie"), 30),
    Column("label", N_("Compté"), 50),
    Column("numerator", N_("Femmes, ou numérateur")),
    Column("denominator", N_("Femmes et hommes, ou dénominateur")),
    Column("ratio", N_("Part")),
    Column("undeclared", N_("Sexe non déclaré")),
    Column("vacant", N_("Vacants")),
    Column("note", N_("Remarque"), 40),
    Column("at", N_("À la date du"), 14),
)
_HIDDEN = N_("masqué pour protéger les personnes")
_THIN = N_("pas de pourcentage : trop de personnes n’ont pas déclaré leur sexe")


def figure_rows(plain: Mapping[str, Any]) -> Iterator[tuple[object, ...]]:
    """Give one row a count: the figure, what stands beside it, each line of its breakdowns."""
    at = date.fromisoformat(plain["at"])
    for part, lines in ((N_("Chiffre"), plain["lines"]), (N_("À lire avec"), plain["beside"])):
        for line in lines:
            hidden = line["numerator"] is None
            note = say(_HIDDEN) if hidden else line["withheld_fr"]
            counts = (line["numerator"], line["denominator"], line["ratio"])
            yield (say(part), line["label_fr"], *counts, None, None, note, at)
    for table in plain["crossings"]:
        for row in table["rows"]:
            women, men = row["women"], row["men"]
            hidden = women is None
            declared = None if hidden else women + men
            share = share_of(row)
            yield (
                table["caption_fr"],
                row["label"],
                women,
                declared,
                None if share is None else float(share),
                row.get("undeclared"),
                row.get("vacant"),
                say(_HIDDEN) if hidden else say(_THIN) if row.get("share_withheld") else None,
                at,
            )


MANDATE_COLUMNS = (
    Column("mandate_id", N_("Numéro du mandat")),
    Column("committee", N_("Comité")),
    Column("kind", N_("Sorte de comité"), 30),
    Column("family_name", N_("Nom de famille"), 24),
    Column("given_names", N_("Prénoms"), 24),
    Column("sex", N_("Sexe déclaré")),
    Column("role", N_("Rôle")),
    Column("post", N_("Poste ou domaine"), 30),
    Column("titular", N_("Titulaire")),
    Column("organisation", N_("Organisation représentée"), 30),
    Column("valid_from", N_("Depuis le"), 14),
    Column("valid_to", N_("Jusqu’au"), 14),
)


def mandate_rows(holders: Iterable[Holder]) -> Iterator[tuple[object, ...]]:
    """Give one row a mandate; a vacant seat has no name and no sex."""
    for one in holders:
        yield (
            one.mandate_id,
            one.committee,
            Coded(one.kind.value, say(COMMITTEE_KIND_LABELS[one.kind])),
            one.family_name,
            one.given_names,
            Coded(one.sex.value, say(SEX_LABELS[one.sex])) if one.sex else None,
            Coded(one.role.value, say(MANDATE_ROLE_LABELS[one.role])),
            one.post,
            one.titular,
            one.organisation,
            one.valid_from,
            one.valid_to,
        )
