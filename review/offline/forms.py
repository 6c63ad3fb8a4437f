"""Forms of the checklist filled away from the screen; each row is checked by the screen's own form.

There is one set of checks: a row becomes what a browser would have sent for that criterion, and
:func:`review.answers.forms.section_form` accepts or refuses it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from catalogue.exchange.workbook import LARGEST_FILE
from catalogue.forms import (
    FileField,
    Form,
    FrenchDateField,
    LongTextField,
    OneOfField,
    Required,
    TickField,
    VersionedForm,
    choices,
)
from catalogue.messages import N_, Message
from review.answers.completeness import still_missing
from review.answers.criteria import Criterion, Field
from review.answers.forms import entries_of, section_form
from review.answers.marker import CriterionAnswer, FilledChecklist
from review.offline.comparing import RowPreview, StagedRow
from review.offline.layout import HEADINGS, VALUE, Item, texts_of
from review.offline.reading import SheetRow, texts_in
from review.offline.services import choice_name
from review.offline.vocabulary import CHOICE_LABELS, RowVerdict
from review.offline.words import understood


class SheetForm(Form):
    """The filled spreadsheet."""

    file = FileField(
        _l("Grille remplie"),
        [Required(_l("Choisissez le fichier de la grille remplie."))],
        families=("Excel", "LibreOffice", "CSV"),
        largest=LARGEST_FILE,
    )


class ApplySheetForm(VersionedForm):
    """Applying what the preview shows."""

    valid_rows_only = TickField(
        _l("Appliquer seulement les lignes valables, et laisser de côté les lignes refusées")
    )


def apply_form(shown: Sequence[RowPreview]) -> type[ApplySheetForm]:
    """Build the form that applies a preview: one choice for each answer changed on both sides."""
    fields: dict[str, Any] = {
        choice_name(one.row.code): OneOfField(
            _l("Quelle réponse garder pour %(code)s ?", code=one.row.code),
            [Required(_l("%(code)s : choisissez la réponse à garder.", code=one.row.code))],
            choices=choices(CHOICE_LABELS),
        )
        for one in shown
        if one.verdict is RowVerdict.CONFLICT
    }
    return type("ApplyThisSheetForm", (ApplySheetForm,), fields)


def checked(
    row: SheetRow, item: Item, criteria: Sequence[Criterion], questions: Mapping[str, str]
) -> StagedRow:
    """Check one row as the screen would, and give it ready to be kept."""
    code = item.code
    typed, faults = texts_in(row, item)
    problems = [str(fault) for fault in faults]
    value = row.cells[VALUE]
    if understood(item, value) is None:
        problems.append(_in_column(item, f"{code}_value", str(_no_answer(item, value))))
    made = section_form(criteria, questions, [code], with_reasons=False)
    form = made(_posted(typed), meta={"csrf": False})
    if not problems and not form.validate():
        problems += [
            _in_column(item, name, str(errors[0]))
            for name, errors in form.errors.items()
            if name and errors
        ]
    texts = {}
    if not problems:
        entries = entries_of(form, [code])
        filled = FilledChecklist(
            entries.answers, entries.already_covered, entries.gender_purpose, tuple(criteria)
        )
        texts = texts_of(filled, item)
    return StagedRow(
        row.number, code, row.cells, texts, problems, [str(note) for note in row.notes]
    )


def _no_answer(item: Item, value: str) -> Message:
    """Say of an answer that does not exist what the desk would say of it."""
    if item.criterion is None:
        return N_(
            "Répondez Oui, ou laissez la case vide, au lieu de «\u00a0%(text)s\u00a0».",
            text=value[:40],
        )
    filled = FilledChecklist({item.code: CriterionAnswer(value)}, criteria=(item.criterion,))
    return next(
        one.message
        for one in still_missing(filled)
        if one.code == item.code and one.field is Field.VALUE
    )


def _posted(texts: Mapping[str, str]) -> MultiDict[str, str]:
    """Give texts as a browser sends them: several ticks of F3 apart, empty boxes not at all."""
    posted: MultiDict[str, str] = MultiDict({"version": "0"})
    for name, text in texts.items():
        for one in text.split(",") if name == "F3_value" else [text]:
            if one:
                posted.add(name, one)
    return posted


def _in_column(item: Item, name: str, sentence: str) -> str:
    return str(
        N_(
            "Colonne « %(column)s » : %(sentence)s",
            column=HEADINGS[item.column_of(name)],
            sentence=sentence,
        )
    )


class PaperForm(VersionedForm):
    """The signed paper of a reader, and the interests declared on it."""

    scan = FileField(
        _l("Copie numérisée du papier signé"),
        [Required(_l("Joignez la copie numérisée du papier signé."))],
        families=("PDF", "JPEG", "PNG"),
    )
    signed_on = FrenchDateField(
        _l("Date de la signature"),
        [Required(_l("Donnez la date portée à côté de la signature."))],
    )
    has_interest = OneOfField(
        _l("Que dit le papier des intérêts de cette personne ?"),
        [Required(_l("Recopiez la déclaration d’intérêts : elle vient avant les réponses."))],
        choices=[
            ("non", _l("Elle n’a pas d’intérêt dans ce texte")),
            ("oui", _l("Elle a un intérêt : elle ne relit pas")),
        ],
    )
    detail = LongTextField(_l("Si oui, lequel ?"), maximum=1000)


class HandInForm(VersionedForm):
    """Handing a typed checklist in on the strength of its signed page."""

    attested = TickField(
        _l(
            "La page jointe porte la signature de cette personne, et j’ai relu les réponses avec "
            "le papier"
        )
    )
