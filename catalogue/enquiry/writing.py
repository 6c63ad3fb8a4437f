"""The commenting table as files: the form to fill in, and the comments with their answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from catalogue import typesetting
from catalogue.downloads import Coded, Column
from catalogue.enquiry.models import EnquiryComment
from catalogue.enquiry.table import COLUMNS
from catalogue.enquiry.vocabulary import (
    LONGEST_CODE,
    LONGEST_PLACE,
    LONGEST_TEXT,
    OUTCOME_LABELS,
    SHORT_KIND_LABELS,
    CommentKind,
)
from catalogue.i18n import say
from catalogue.spreadsheets import FormCell, FormSheet, Look, write_form

ROWS_TO_FILL = 200
_KINDS = "types"
_LONGEST = {"code": LONGEST_CODE, "line": LONGEST_PLACE, "clause": LONGEST_PLACE,
            "place": LONGEST_PLACE, "kind": 0}  # fmt: skip


def blank_table(title: str, about: str, last_day: str, *, at: datetime) -> bytes:
    """Write the commenting table to fill in, as a workbook whose headings are locked."""
    help_line = _(
        "Une remarque par ligne. Type : ge (générale), te (technique), ed (rédactionnelle). La "
        "dernière colonne est pour l’agence."
    )
    head = [
        [FormCell(_("Tableau de remarques"), Look.TITLE)],
        [FormCell(title)],
        [FormCell(about)],
        [FormCell(_("À rendre au secrétariat de l’agence au plus tard le %(day)s.", day=last_day))],
        [FormCell(help_line)],
        [FormCell(say(one.heading), Look.HEADING) for one in COLUMNS],
    ]
    blank = [
        FormCell(look=Look.VOID)
        if one.key == "observations"
        else FormCell(
            look=Look.ANSWER,
            offered=_KINDS if one.key == "kind" else "",
            longest=_LONGEST.get(one.key, LONGEST_TEXT),
        )
        for one in COLUMNS
    ]
    sheet = FormSheet(
        name=_("Remarques"),
        widths=[one.width for one in COLUMNS],
        rows=[*head, *([blank] * ROWS_TO_FILL)],
        heading_rows=len(head),
        footer=title,
    )
    return write_form(
        [sheet],
        {_KINDS: [one.value for one in CommentKind]},
        title=_("Tableau de remarques"),
        warning=_("Choisissez ge, te ou ed, ou raccourcissez ce texte."),
        created=at,
    )


FILE_COLUMNS = (
    Column("number", _l("N°"), 6),
    *(
        Column(one.key, _l(one.heading.msgid), one.width)
        for one in COLUMNS
        if one.key != "observations"
    ),
    Column("outcome", _l("Réponse"), 18),
    Column("observations", _l("Observations du secrétariat"), 40),
    Column("organisation", _l("Organisation"), 30),
    Column("about_gender", _l("Touche au genre"), 10),
    Column("received_on", _l("Reçue le"), 14),
)


def cells(comment: EnquiryComment) -> list[object]:
    """Give one comment's cells under :data:`FILE_COLUMNS`; never who a person is."""
    outcome = comment.outcome
    return [
        comment.number,
        comment.code,
        comment.line,
        comment.clause,
        comment.place,
        comment.kind.value,
        comment.comment,
        comment.proposed_change,
        Coded(outcome.value, say(OUTCOME_LABELS[outcome])) if outcome else None,
        comment.answer,
        comment.organisation,
        comment.about_gender,
        comment.received_at.date(),
    ]


def paper(
    comments: Sequence[EnquiryComment],
    *,
    agency: str,
    title: str,
    facts: Sequence[tuple[str, str]],
    at: datetime,
) -> bytes:
    """Set the comments and their answers as a tagged PDF."""
    rows: list[typesetting.JSON] = [
        [
            str(one.number),
            _where(one),
            one.comment + (f"\n→ {one.proposed_change}" if one.proposed_change else ""),
            one.organisation or _("à titre individuel"),
            _answer(one),
        ]
        for one in comments
    ]
    return typesetting.pdf(
        "enquiry",
        {
            "title": title,
            "agency": agency,
            "kind": _("Remarques et réponses"),
            "about": title,
            "facts": [[name, value] for name, value in facts],
            "headings": [
                _("N°"),
                _("Article, type"),
                _("Remarque → proposition"),
                _("De"),
                _("Réponse"),
            ],
            "widths": [6, 14, 40, 16, 30],
            "rows": rows,
            "empty": _("Aucune remarque n’est venue."),
        },
        at=at,
    )


def _where(one: EnquiryComment) -> str:
    parts = [one.clause, one.place, one.line and _("ligne %(line)s", line=one.line)]
    return "\n".join(part for part in [*parts, say(SHORT_KIND_LABELS[one.kind])] if part)


def _answer(one: EnquiryComment) -> str:
    if one.outcome is None:
        return str(_("Sans réponse"))
    words = say(OUTCOME_LABELS[one.outcome])
    return f"{words}. {one.answer}" if one.answer else f"{words}."
