"""The standards behind 5.3 as rows of a file that spreadsheets open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from catalogue.messages import N_, Message
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
