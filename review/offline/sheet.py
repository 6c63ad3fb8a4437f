"""The checklist of one assignment as a spreadsheet to fill in and send back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from catalogue.messages import N_, Message
from catalogue.spreadsheets import FormCell, FormSheet, Look, write_form
from review.answers.completeness import ALREADY_COVERED
from review.answers.criteria import Field
from review.answers.sections import Section
from review.offline.layout import (
    CODE,
    COLUMNS,
    FACTS,
    GRID,
    HELP,
    MATERIAL,
    QUESTION,
    READ_ME,
    VALUE,
    Item,
    print_of,
)
from review.offline.words import SEVERAL, offered, written, written_material

# Names of the hidden facts, read back by review.offline.reading.
ASSIGNMENT, CHECKLIST, DOCUMENT, MADE = "relecture", "grille", "document", "fait_le"
PRINT = "reponse:"

MATERIAL_LIST = "importante"
WARNING = N_(
    "Cette réponse n’est pas dans la liste, ou ce texte est trop long. Choisissez dans la liste, "
    "ou écrivez le code de la réponse."
)
_TAKES_SEVERAL = N_(
    "Choisissez dans la liste, ou écrivez plusieurs différences séparées par une virgule : "
    "Physique, Sociale. « Aucune » et « Inconnue » vont seules."
)
_COUNTS = N_("Écrivez les deux nombres : 3 femmes, 9 hommes. Ou bien : Inconnu.")
_CHOOSE = N_("Choisissez dans la liste.")
_STATEMENT = N_("Répondez Oui pour l’affirmer ; sinon laissez vide.")
_MATERIAL = N_("La différence est-elle importante pour cette norme ?")
_CITING = N_("Article qui cite la norme")
_SCOPE = N_("Article du domaine d’application ou de l’introduction")
_HELD = N_("Citation de l’exigence que cette norme contient")
_REFERENCE = N_("Référence de la norme citée")


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One row as it is made: question and help, then what is recorded."""

    item: Item
    question: str
    help: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Identity:
    """What a sheet says of where it comes from."""

    assignment_id: int
    checklist: int
    title: str
    reviewer: str
    document: str
    sha256: str
    due_on: str
    made_at: datetime


def workbook_of(identity: Identity, sections: Sequence[Section], rows: Sequence[AskedRow]) -> bytes:
    """Write the checklist of one assignment as an .xlsx, with the answers recorded so far."""
    lists = {one.item.code: offered(one.item) for one in rows if offered(one.item)}
    lists[MATERIAL_LIST] = (written_material("oui"), written_material("non"))
    widths = [column.width for column in COLUMNS]
    first = name_line(identity)
    sheets = (
        FormSheet(
            GRID,
            widths,
            [[FormCell(first, Look.TITLE)], _headings(), *_rows(sections, rows)],
            heading_rows=2,
            heading_columns=1,
            footer=first,
        ),
        FormSheet(READ_ME, (26, 100), _read_me(identity), footer=first),
        FormSheet(FACTS, (40, 70), _facts(identity, rows), hidden=True),
    )
    return write_form(sheets, lists, title=first, warning=str(WARNING), created=identity.made_at)


def name_line(identity: Identity) -> str:
    """Say on one line which checklist this is; it is read back where hidden facts are lost."""
    return str(
        N_(
            "Relecture n° %(id)d – grille version %(checklist)d – %(title)s",
            id=identity.assignment_id,
            checklist=identity.checklist,
            title=identity.title,
        )
    )


def _headings() -> list[FormCell]:
    return [FormCell(str(column.heading), Look.HEADING) for column in COLUMNS]


def _rows(sections: Sequence[Section], asked: Sequence[AskedRow]) -> list[list[FormCell]]:
    by_code = {one.item.code: one for one in asked}
    rows: list[list[FormCell]] = []
    for section in sections:
        here = [by_code[code] for code in section.codes if code in by_code]
        if here:
            band = [FormCell("", Look.BAND), FormCell(str(section.title), Look.BAND)]
            rows.append([*band, *(FormCell("", Look.BAND) for _ in COLUMNS[2:])])
            rows.extend(_row(one) for one in here)
    return rows


def _row(one: AskedRow) -> list[FormCell]:
    names = one.item.asked
    cells = []
    for column in COLUMNS:
        if column.key == CODE:
            cells.append(FormCell(one.item.code, Look.CODE))
        elif column.key == QUESTION:
            cells.append(FormCell(one.question, Look.HELP))
        elif column.key == HELP:
            cells.append(FormCell(one.help, Look.HELP))
        elif column.key not in names:
            cells.append(FormCell("", Look.VOID))
        else:
            cells.append(_answer(one, column.key, names[column.key]))
    return cells


def _answer(one: AskedRow, key: str, name: str) -> FormCell:
    if key == VALUE:
        text, listed = written(one.item, one.texts), one.item.code if offered(one.item) else ""
    elif key == MATERIAL:
        text, listed = written_material(one.texts[name]), MATERIAL_LIST
    else:
        text, listed = one.texts[name], ""
    prompt = f"{one.item.code} – {prompt_of(one.item, key)}"
    return FormCell(text, Look.ANSWER, listed, prompt, one.item.longest(key))


def prompt_of(item: Item, key: str) -> Message:
    """Say what a cell asks, as the screen does."""
    if key == VALUE:
        if item.criterion is None:
            return _STATEMENT
        return _COUNTS if item.counts else _TAKES_SEVERAL if item.code == SEVERAL else _CHOOSE
    if key == MATERIAL:
        return _MATERIAL
    if item.criterion is not None:
        return item.criterion.texts[Field(key)]
    if key == Field.CLAUSE:
        return _CITING if item.code == ALREADY_COVERED else _SCOPE
    return _HELD if key == Field.QUOTATION else _REFERENCE


def facts_of(identity: Identity) -> list[tuple[str, str]]:
    """Say which reading this is: the facts at the head of the sheet and of the form."""
    return [
        (str(N_("Relecture")), str(N_("n° %(id)d", id=identity.assignment_id))),
        (str(N_("Norme")), identity.title),
        (str(N_("Texte relu")), identity.document),
        (
            str(N_("Empreinte du texte (SHA-256)")),
            identity.sha256 or str(N_("Aucune : texte sur papier")),
        ),
        (str(N_("Grille")), str(N_("Version %(number)d", number=identity.checklist))),
        (str(N_("Personne qui relit")), identity.reviewer),
        (str(N_("Échéance")), identity.due_on or str(N_("Sans échéance"))),
    ]


def _read_me(identity: Identity) -> list[list[FormCell]]:
    facts = [
        *facts_of(identity),
        (str(N_("Fichier fait le")), f"{identity.made_at:%d/%m/%Y %H:%M} UTC"),
    ]
    steps = (
        N_("Remplissez les cases jaunes de la feuille « Grille ». Le reste est verrouillé."),
        N_(
            "Les réponses se choisissent dans la liste de la case ; leurs mots ou leurs codes vont."
        ),
        N_("Ne changez pas la colonne « Code » : elle dit à quel critère répond chaque ligne."),
        N_("Une case grise n’est pas demandée pour ce critère."),
        N_("Écrivez des textes et non des formules ; ne fusionnez pas de cases."),
        N_(
            "Enregistrez, puis déposez le fichier sur la page « Remplir hors connexion » de votre "
            "relecture : elle montre ligne par ligne ce qui changera, avant d’enregistrer."
        ),
        N_("Déposer le fichier ne soumet pas la relecture : vous la soumettez à l’écran."),
    )
    rows = [[FormCell(name_line(identity), Look.TITLE)]]
    rows += [[FormCell(label, Look.CODE), FormCell(text, Look.HELP)] for label, text in facts]
    rows.append([])
    rows += [
        [FormCell(str(number), Look.CODE), FormCell(str(step))]
        for number, step in enumerate(steps, start=1)
    ]
    return rows


def _facts(identity: Identity, rows: Sequence[AskedRow]) -> list[list[FormCell]]:
    facts = {
        ASSIGNMENT: str(identity.assignment_id),
        CHECKLIST: str(identity.checklist),
        DOCUMENT: identity.sha256,
        MADE: identity.made_at.isoformat(),
        **{f"{PRINT}{one.item.code}": str(print_of(one.texts)) for one in rows},
    }
    return [[FormCell(name), FormCell(text)] for name, text in facts.items()]
