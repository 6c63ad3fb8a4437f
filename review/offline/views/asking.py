"""What a sheet or a form asks, in words, with what is recorded: the same for both."""

from __future__ import annotations

from collections.abc import Mapping

from catalogue import clock
from catalogue.database import db
from catalogue.i18n import say
from catalogue.messages import N_, Message
from review.answers.completeness import ALREADY_COVERED, GENDER_PURPOSE
from review.answers.forms import STATEMENT_TEXTS
from review.answers.queries import WorkingCopy
from review.answers.views import questions_of
from review.assignments.models import Assignment
from review.assignments.queries import label_of
from review.checklists.models import Question
from review.offline.layout import items_of, texts_of
from review.offline.sheet import AskedRow, Identity

STATEMENT_HELP: Mapping[str, Message] = {
    GENDER_PURPOSE: N_("Facultatif. Répondez Oui pour l’affirmer, avec l’article qui le dit."),
    ALREADY_COVERED: N_(
        "Facultatif. Répondez Oui pour l’affirmer, avec la référence de la norme citée, l’article "
        "qui la cite et la citation de l’exigence."
    ),
}


def identity(assignment: Assignment) -> Identity:
    """Say of a reading what its sheet and its form say: which text, which version, whose."""
    round_ = assignment.round
    document = round_.text_version.document
    due_on = assignment.due_on
    return Identity(
        assignment_id=assignment.id,
        checklist=round_.checklist_version.number,
        title=label_of(round_),
        reviewer=assignment.account.name,
        document=document.title or document.file_name or "",
        sha256=document.sha256 or "",
        due_on=f"{due_on:%d/%m/%Y}" if due_on else "",
        made_at=clock.now(),
    )


def asked(copy: WorkingCopy) -> list[AskedRow]:
    """Give every row to fill, with its question, its help and what is recorded."""
    questions = questions_of(db.session, copy.assignment.round.checklist_version)
    return [
        AskedRow(
            item,
            str(STATEMENT_TEXTS[code])
            if item.criterion is None
            else f"{questions[code].block_fr} – {questions[code].question_fr}",
            say(STATEMENT_HELP[code]) if item.criterion is None else _help(questions[code]),
            texts_of(copy.filled, item),
        )
        for code, item in items_of(copy.filled.criteria).items()
    ]


def _help(question: Question) -> str:
    return f"{question.help_fr}\nPreuve attendue : {question.evidence_fr}"
