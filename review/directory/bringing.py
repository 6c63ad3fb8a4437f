"""A file of structures: its columns, its rows judged, taken in by the act that adds one, undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.errors import DomainError
from catalogue.exchange.cells import choice, past_day
from catalogue.exchange.columns import Column
from catalogue.folding import fold
from catalogue.journal import services as journal
from catalogue.journal.services import Act
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from review.brought_files.cells import read_cells
from review.brought_files.kinds import Chosen, JudgedRow, Kind, Made
from review.brought_files.tables import Laid
from review.brought_files.vocabulary import SKIPPED
from review.directory.models import Structure
from review.directory.queries import of_names
from review.directory.rules import require_keeper
from review.directory.services import StructureFacts, add_structure, structure_problems
from review.directory.vocabulary import (
    NAME_LENGTH,
    STRUCTURE_KIND_LABELS,
    STRUCTURE_STATE_LABELS,
)

APART = "apart"

COLUMNS: tuple[Column, ...] = (
    Column(
        code="name",
        heading=N_("Structure"),
        english="Structure",
        help=N_("Son nom entier."),
        also=("Nom", "Nom de la structure", "Dénomination", "Organisation"),
        obligatory=True,
        longest=NAME_LENGTH,
        width=50,
    ),
    Column(
        code="acronym",
        heading=N_("Sigle"),
        english="Acronym",
        help=N_("Vide si elle n’en a pas."),
        also=("Acronyme", "Abréviation"),
        longest=60,
    ),
    Column(
        code="kind",
        heading=N_("Type"),
        english="Kind",
        help=N_(
            "Ministère, Direction, Association, Faîtière, Institut, ONG, Groupement ou Autre "
            "structure."
        ),
        read=choice(
            STRUCTURE_KIND_LABELS, FEDERATION="fédération|réseau", OTHER="autre", NGO="o n g"
        ),
        also=("Type de structure", "Nature", "Catégorie"),
        obligatory=True,
    ),
    Column(
        code="region",
        heading=N_("Région"),
        english="Region",
        help=N_("Où elle travaille ; vide si ce n’est pas connu."),
        also=("Lieu", "Localité", "Siège"),
        longest=120,
    ),
    Column(
        code="domain",
        heading=N_("Domaine de travail"),
        english="Domain",
        help=N_("Ce qu’elle fait."),
        also=("Domaine", "Activité", "Activités", "Ce qu’elle fait", "Domaine d’intervention"),
        longest=300,
        width=40,
    ),
    Column(
        code="contact",
        heading=N_("Contact public"),
        english="Public contact",
        help=N_(
            "Le téléphone, l’adresse ou la boîte d’un bureau ou d’une fonction, jamais d’une "
            "personne privée. Un nom de personne n’est pas repris : retirez-le du fichier."
        ),
        also=("Contact", "Contact du bureau", "Téléphone du bureau", "Boîte du bureau"),
        longest=300,
        width=30,
    ),
    Column(
        code="website",
        heading=N_("Site"),
        english="Website",
        help=N_("L’adresse entière, depuis https://."),
        also=("Site web", "Site internet"),
        longest=500,
        width=30,
    ),
    Column(
        code="source",
        heading=N_("Source"),
        english="Source",
        help=N_("Le document, le site ou la réunion d’où vient cette ligne."),
        also=("Comment elle est connue", "Provenance"),
        obligatory=True,
        longest=1000,
        width=40,
    ),
    Column(
        code="source_link",
        heading=N_("Adresse de la source"),
        english="Source link",
        help=N_("L’adresse entière, depuis https:// ; vide si elle n’est pas connue."),
        also=("Lien", "Lien de la source", "URL"),
        longest=500,
        width=40,
    ),
    Column(
        code="source_date",
        heading=N_("Date de la source"),
        english="Source date",
        help=N_("Telle qu’elle est écrite : une année suffit."),
        longest=60,
    ),
    Column(
        code="identified_on",
        heading=N_("Identifiée le"),
        english="Identified on",
        help=N_("JJ/MM/AAAA. Vide : le jour où ce fichier est repris."),
        read=past_day,
        also=("Date d’identification",),
    ),
    Column(
        code="note",
        heading=N_("Remarque"),
        english="Note",
        help=N_("Ce qu’il faut savoir d’autre, sans nom de personne."),
        also=("Remarques", "Observation", "Observations"),
        longest=1000,
        width=40,
    ),
)


def judge(session: Session, laid: Laid, today: date) -> Sequence[JudgedRow]:
    """Judge every row; one whose name or acronym is borne already is left to the person."""
    rows = laid.rows
    known = of_names(
        session, (cells.get(code, "") for _number, cells in rows for code in ("name", "acronym"))
    )
    first: dict[str, int] = {}
    found: list[JudgedRow] = []
    for number, cells in rows:
        told, faults = read_cells(COLUMNS, cells, today)
        if faults:
            found.append(JudgedRow(number, cells, faults=faults))
            continue
        facts = StructureFacts(
            **{one.name: told[one.name] for one in fields(StructureFacts)}
            | {"identified_on": told["identified_on"] or today}
        )
        if problems := structure_problems(facts, today):
            found.append(JudgedRow(number, cells, faults=problems))
            continue
        keys = [fold(one) for one in (facts.name, facts.acronym) if one.strip()]
        twin = next((first[key] for key in keys if key in first), None)
        for key in keys:
            first.setdefault(key, number)
        there = {one.id: one for key in keys for one in known.get(key, ())}
        found.append(_asked(number, cells, facts, twin=twin, there=list(there.values())))
    return found


def write(session: Session, kept: Chosen, *, actor: Actor, at: datetime, today: date) -> Made:
    """Write the structures that are kept, each with its entry in the journal."""
    made = [
        add_structure(session, row.facts, actor=actor, at=at, today=today, apart=choice == APART)
        for row, choice in kept
        if choice != SKIPPED
    ]
    session.flush()
    return Made(len(made), {"structures": {str(one.id): one.version for one in made}})


def take_back(session: Session, made: Mapping[str, Any], *, actor: Actor, at: datetime) -> None:
    """Take away the structures a file wrote, unless one of them was changed since."""
    written: Mapping[str, int] = made["structures"]
    found = session.scalars(
        sa.select(Structure)
        .where(Structure.id.in_([int(one) for one in written]))
        .execution_options(populate_existing=True)
    ).all()
    for one in found:
        if one.version != written[str(one.id)]:
            raise DomainError(
                N_(
                    "La fiche « %(name)s » a été modifiée, vérifiée ou retirée depuis : retirez "
                    "plutôt une à une, avec leur motif, les fiches qui ne vont pas.",
                    name=one.name,
                )
            )
    journal.record_all(
        session, [Act("structure:taken_back", one) for one in found], actor=actor, at=at
    )
    session.execute(sa.delete(Structure).where(Structure.id.in_([one.id for one in found])))
    session.expire_all()


def _asked(
    number: int,
    cells: Mapping[str, str],
    facts: StructureFacts,
    *,
    twin: int | None,
    there: Sequence[Structure],
) -> JudgedRow:
    about: Message | None = None
    if there:
        about = N_(
            "Le répertoire a déjà ce nom ou ce sigle : %(names)s.",
            names=" ; ".join(_named(one) for one in there),
        )
    elif twin is not None:
        about = N_("Ce nom ou ce sigle est aussi à la ligne %(number)d.", number=twin)
    if about is None:
        return JudgedRow(number, cells, facts)
    return JudgedRow(
        number,
        cells,
        facts,
        asks=(
            (SKIPPED, N_("C’est la même : ne pas reprendre cette ligne")),
            (APART, N_("C’est une autre structure : l’inscrire aussi")),
        ),
        about=about,
    )


def _named(one: Structure) -> str:
    told = [
        str(STRUCTURE_KIND_LABELS[one.kind]),
        one.region,
        str(STRUCTURE_STATE_LABELS[one.state]),
    ]
    name = f"{one.name} ({one.acronym})" if one.acronym else one.name
    return f"{name}, {', '.join(part for part in told if part)}"


def _no_doubt(_headings: Sequence[str], _places: Mapping[str, int]) -> Iterable[int]:
    return ()


KIND = Kind(
    code="structures",
    path="/structures/import",
    title=N_("Reprendre des structures d’un tableur"),
    lead=N_(
        "Une ligne par structure : son nom, son type, où elle est, ce qu’elle fait, d’où on la "
        "connaît. Aucune donnée personnelle : un contact est celui d’un bureau ou d’une fonction."
    ),
    back="directory.structures",
    back_title=N_("Structures"),
    columns=COLUMNS,
    any_of=("name",),
    shown=("name", "acronym", "kind", "region", "domain", "contact", "source"),
    doubt=_no_doubt,
    judge=judge,
    write=write,
    take_back=take_back,
    require=require_keeper,
)
