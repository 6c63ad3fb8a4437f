"""A fiche in words: its rows by section, its history in sentences, what the secretariat changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from catalogue.i18n import day, instant, say
from catalogue.journal.queries import Line, history
from catalogue.messages import Message
from catalogue.permissions import Actor
from catalogue.records.family import Stand
from catalogue.records.family_queries import stands
from catalogue.work_programme.vocabulary import FORECAST_LABELS
from review.needs import queries
from review.needs.answers import answers_of, in_words
from review.needs.cited import references_in
from review.needs.completeness import ASKED_BY_CASE, missing_to_file
from review.needs.field_kinds import Duty, Field, Part
from review.needs.field_list import CHAIR_SECTIONS, FIELDS, PART_OF, fields_of
from review.needs.forms import heading, input_name
from review.needs.models import NeedsExpression
from review.needs.vocabulary import (
    FORECAST_OPINION_LABELS,
    SECTION_LABELS,
    TAG_LABELS,
    Section,
)

HISTORY_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One answer as people read it; ``href`` leads to where it is changed."""

    number: str
    key: str
    value: list[str] | str
    href: str | None = None
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One section in the list of what remains to be done."""

    section: Section
    label: Message
    missing: tuple[str, ...]
    needed: bool
    started: bool


def sections(
    session: Session,
    needs: NeedsExpression,
    *,
    only: Sequence[Section] = tuple(Section),
    editable: bool = False,
) -> list[tuple[Section, Message, list[Row]]]:
    """Give the fiche by section, each answer in words."""
    written = _written_elsewhere(needs)
    titles = queries.ics_titles(session, needs.ics)
    shown = []
    for section in only:
        rows = [
            Row(
                field.number,
                str(heading(field, part)),
                _value(needs, part, written, titles),
                _href(needs, field, part) if editable else None,
                field.duty is Duty.FILE
                and part.missing is not None
                and part.attribute not in ASKED_BY_CASE,
            )
            for field in FIELDS
            if field.section is section
            for part in field.parts
        ]
        shown.append((section, SECTION_LABELS[section], rows))
    return shown


def to_check(
    session: Session, needs: NeedsExpression
) -> list[tuple[Section, Message, list[Row], list[str]]]:
    """Give what there is to read before filing: by section, the answers, and what was left out.

    A question left open that filing does not need is named by its number only.
    """
    result = []
    for section, label, rows in sections(session, needs, only=CHAIR_SECTIONS, editable=True):
        kept = [row for row in rows if row.href and (row.value or row.needed)]
        said = {row.number for row in kept}
        left = dict.fromkeys(row.number for row in rows if row.href and row.number not in said)
        result.append((section, label, kept, list(left)))
    return result


def _href(needs: NeedsExpression, field: Field, part: Part) -> str | None:
    if field.duty is Duty.ASSIGNED:
        return None
    return section_href(needs, field.section, part.attribute)


def section_href(needs: NeedsExpression, section: Section, attribute: str) -> str:
    """Give the address of one answer on its section’s page, which then says what is missing."""
    return url_for(
        "needs.section",
        needs_id=needs.id,
        letter=section.value,
        verifier=1,
        _anchor=input_name(attribute),
    )


def _value(
    needs: NeedsExpression,
    part: Part,
    written: Mapping[str, Callable[[], list[str] | str]],
    titles: Mapping[str, str],
) -> list[str] | str:
    if part.attribute in written:
        return written[part.attribute]()
    if part.attribute == "ics":
        return [f"{code} {titles.get(code, '')}".strip() for code in needs.ics]
    words = [say(word) for word in in_words(part, getattr(needs, part.attribute))]
    return words[0] if len(words) == 1 else words


def _written_elsewhere(
    needs: NeedsExpression,
) -> dict[str, Callable[[], list[str] | str]]:
    committee, item = needs.committee, needs.work_item
    return {
        "number": lambda: needs.number or "",
        "submitted_at": lambda: _filings(needs),
        "received_on": lambda: day(needs.received_on),
        "committee_id": lambda: f"{committee.code} – {committee.title_fr}" if committee else "",
        "review_rounds": lambda: "",
        "opinions": lambda: [_opinion(needs, rank) for rank in range(len(needs.opinions))],
        "work_item": lambda: item.number if item else "",
        "history": lambda: "",
    }


def _filings(needs: NeedsExpression) -> list[str] | str:
    first = day(needs.submitted_at)
    if needs.refiled_at is None:
        return first
    return [first, str(_("déposée de nouveau le %(day)s", day=day(needs.refiled_at)))]


def _opinion(needs: NeedsExpression, rank: int) -> str:
    opinion = needs.opinions[rank]
    verdict = say(FORECAST_OPINION_LABELS[opinion.kind])
    if opinion.reclassified_to is not None:
        verdict = _(
            "%(verdict)s : %(forecast)s",
            verdict=verdict,
            forecast=say(FORECAST_LABELS[opinion.reclassified_to]),
        )
    return str(
        _(
            "%(verdict)s – %(name)s, %(day)s. %(reason)s",
            verdict=verdict,
            name=opinion.given_by.name,
            day=day(opinion.given_at),
            reason=opinion.reason,
        )
    )


def steps(needs: NeedsExpression) -> list[Step]:
    """Say for each section what is still needed to file, in the order of the form."""
    answers = answers_of(needs)
    missing = missing_to_file(answers)
    result = []
    for section in CHAIR_SECTIONS:
        numbers = dict.fromkeys(p.number for p in missing if p.section is section)
        fields = fields_of(section)
        result.append(
            Step(
                section,
                SECTION_LABELS[section],
                tuple(numbers),
                any(field.duty is Duty.FILE for field in fields),
                any(
                    answers[part.attribute] not in (None, [], {})
                    for field in fields
                    for part in field.parts
                ),
            )
        )
    return result


def cited(session: Session, actor: Actor, needs: NeedsExpression, *, on: date) -> list[Stand]:
    """Tell how the standards cited in 23 and 24 stand on a day, in the order written."""
    written = [*references_in(needs.base_references), *references_in(needs.national_standards)]
    return list(stands(session, actor, written, on=on).values())


def lines_of(session: Session, needs: NeedsExpression) -> list[Line]:
    """Give the journal of the fiche, latest act first."""
    return history(session, "needs_expression", [needs.id], limit=HISTORY_LENGTH)


def events(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Give the journal as a timeline, oldest first."""
    return [
        {
            "title": say(TAG_LABELS.get(line.tag, line.label)),
            "date": instant(line.at),
            "by": _by(line),
            "note": line.reason,
        }
        for line in reversed(lines)
    ]


def _by(line: Line) -> str:
    if line.on_behalf_of:
        return str(
            _("%(actor)s, pour le compte de %(name)s", actor=line.actor, name=line.on_behalf_of)
        )
    return line.actor or ""


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that the secretariat completed, before and after."""

    key: str
    before: str
    after: str
    when: str
    by: str


def completed(lines: Sequence[Line]) -> list[Change]:
    """List what the secretariat completed on the fiche, latest first, for its chair (§2)."""
    return [
        Change(
            str(heading(*PART_OF[name])),
            _in_a_line(name, pair[0]),
            _in_a_line(name, pair[1]),
            instant(line.at),
            line.actor or "",
        )
        for line in lines
        if line.tag == "needs:completed"
        for name in PART_OF
        if (pair := line.changes.get(name)) is not None
    ]


def _in_a_line(name: str, value: Any) -> str:
    return " ; ".join(say(word) for word in in_words(PART_OF[name][1], value))
