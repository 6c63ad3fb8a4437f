"""One reading in the words of a paper: its answers, their evidence, what they give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _

from catalogue.i18n import instant, say
from catalogue.messages import Message
from catalogue.typesetting import JSON
from review.answers.forms import STATEMENT_TEXTS
from review.answers.models import Review
from review.answers.outcome import Condition
from review.answers.views import answer_words, wording
from review.answers.vocabulary import (
    CONDITION_LABELS,
    MARKER_LABELS,
    MATERIAL_LABELS,
    SHORT_FORM_CRITERIA,
    Treatment,
)
from review.assignments.vocabulary import ASSIGNMENT_ROLE_LABELS
from review.checklists.models import Question
from review.reports.blocks import Block, facts, heading, table, text
from review.reports.content import Content, ReadingSaid
from review.reports.vocabulary import Audience


def reading(content: Content, one: ReadingSaid, questions: Mapping[str, Question]) -> list[Block]:
    """Print one review: whose it is, what it gives, then every answer with its evidence."""
    review = one.review
    blocks: list[Block] = [heading(_("Relecture n° %(number)s", number=one.number))]
    if one.name is not None:
        rows = [
            (_("Par"), one.name),
            (_("Rôle"), say(ASSIGNMENT_ROLE_LABELS[review.assignment.role])),
            (_("Soumise le"), instant(review.submitted_at)),
            (_("Marqueur calculé"), say(MARKER_LABELS[one.explained.marker])),
            (_("Reprise, motif"), review.reopen_reason or ""),
            (_("Saisie"), _typed(review)),
            *(
                (
                    _("Relecture précédente"),
                    _(
                        "soumise le %(when)s, marqueur %(strict)s (règle stricte), "
                        "%(pilot)s (année pilote)",
                        when=instant(before.submitted_at),
                        strict=before.marker_strict,
                        pilot=before.marker_pilot,
                    ),
                )
                for before in one.earlier
            ),
        ]
        blocks.append(facts(rows))
        if content.decision is None:
            blocks.append(text(say(one.explained.because)))
            blocks.extend(conditions(one.explained.conditions))
    codes = SHORT_FORM_CRITERIA if one.filled.short_form else one.filled.codes
    answers: list[Sequence[JSON]] = [
        [
            code,
            wording(questions[code]),
            _answer(one, code, content.audience),
        ]
        for code in codes
        if code in questions
    ]
    blocks.append(
        table([_("Critère"), _("Question"), _("Réponse et preuve")], answers, (10, 36, 54))
    )
    blocks.extend(_statements(one))
    return blocks


def _typed(review: Review) -> str:
    """Say who typed a review from a signed paper and what vouches for it; nothing for others."""
    if review.entered_by is None:
        return ""
    confirmed = (
        _("confirmée à l’écran le %(when)s", when=instant(review.confirmed_at))
        if review.confirmed_at is not None
        else _("soumise sur la foi de la page signée")
    )
    scan = review.signed_document
    return str(
        _(
            "par %(name)s, d’après un papier signé (SHA-256 %(sha256)s) ; %(confirmed)s",
            name=review.entered_by.name,
            sha256=scan.sha256 if scan is not None else "?",
            confirmed=confirmed,
        )
    )


def _answer(read: ReadingSaid, code: str, audience: Audience) -> JSON:
    answer = read.filled.answer(code)
    words = ", ".join(_word(one) for one in answer_words(read.filled, code))
    lines: list[str] = []
    if answer.material is not None and answer.value != Treatment.NOT_APPLICABLE:
        lines.append(say(MATERIAL_LABELS[answer.material]))
    if answer.clause:
        lines.append(_("Article : %(clause)s", clause=answer.clause))
    if answer.quotation:
        lines.append(_("« %(quotation)s »", quotation=answer.quotation))
    # Comments and searches are between those who read; reasons that the rules ask for are printed.
    if audience is Audience.FULL:
        if answer.source:
            lines.append(_("Source ou recherche : %(source)s", source=answer.source))
        if answer.note:
            lines.append(answer.note)
    elif answer.note and (
        answer.value == Treatment.NOT_APPLICABLE
        or (answer.value == Treatment.ABSENT and answer.material is False)
    ):
        lines.append(answer.note)
    lines.extend(
        _(
            "Extrait joint : %(name)s, SHA-256 %(hash)s",
            name=one.document.file_name,
            hash=one.document.sha256,
        )
        for one in read.extracts
        if one.code == code
    )
    return {"strong": words or _("Sans réponse"), "text": "\n".join(lines)}


def _word(one: object) -> str:
    return say(one) if isinstance(one, Message) else str(one)


def _statements(one: ReadingSaid) -> list[Block]:
    """Print the two statements of the whole review, where they are made."""
    purpose, covered = one.filled.gender_purpose, one.filled.already_covered
    rows: list[tuple[str, str]] = []
    if purpose is not None:
        rows.append(
            (
                say(STATEMENT_TEXTS["gender_purpose"]),
                _("Affirmé. Article : %(clause)s", clause=purpose.clause),
            )
        )
    if covered is not None:
        told = [covered.reference]
        if covered.clause:
            told.append(_("Article : %(clause)s", clause=covered.clause))
        if covered.quotation:
            told.append(_("« %(quotation)s »", quotation=covered.quotation))
        rows.append((say(STATEMENT_TEXTS["already_covered"]), "\n".join(told)))
    return [facts(rows)] if rows else []


def conditions(conditions: Sequence[Condition]) -> list[Block]:
    """Print K1 to K4: what holds, what fails, and why."""
    if not conditions:
        return []
    rows: list[Sequence[JSON]] = [
        [
            say(CONDITION_LABELS[one.code]),
            _("remplie") if one.holds else _("non remplie"),
            "\n".join(say(reason) for reason in one.reasons),
        ]
        for one in conditions
    ]
    return [table([_("Condition"), _("État"), _("Raisons")], rows, (38, 16, 46))]
