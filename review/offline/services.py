"""Acts on a spreadsheet that came back: keep it, apply it, give it up, undo it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from catalogue.errors import DomainError, Invalid
from catalogue.exchange.workbook import FILE
from catalogue.fingerprints import version_of
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from review.answers import services as answers
from review.answers.filled import filled_from
from review.answers.marker import CriterionAnswer, FilledChecklist
from review.answers.queries import WorkingCopy
from review.answers.workflow import REVIEW_ACTS
from review.assignments.checks import own_only
from review.assignments.models import Assignment
from review.assignments.vocabulary import AssignmentRole
from review.offline import queries
from review.offline.comparing import RowPreview, StagedRow, preview
from review.offline.layout import Item, items_of, same, texts_of
from review.offline.models import ChecklistImport
from review.offline.provenance import provenance
from review.offline.reading import Origin
from review.offline.vocabulary import IMPORT_STATE_LABELS, Choice, ImportState, RowVerdict

LONGEST_NAME = 255


def copy_to_fill(session: Session, assignment: Assignment, actor: Actor) -> WorkingCopy:
    """Give the working copy a spreadsheet may be written into, or refuse with what to do.

    Interests come first, a review handed in stays as it is, and a disagreement is settled on the
    screen, where both readings stand side by side (product_rules §3).
    """
    copy = answers.copy_for(session, assignment, "save", actor)
    if copy.adjudicates:
        raise DomainError(
            N_("Un départage se fait à l’écran : les deux relectures y sont montrées côte à côte."),
            field=FILE,
        )
    return copy


def stage(
    session: Session,
    assignment: Assignment,
    origin: Origin,
    rows: Sequence[StagedRow],
    *,
    notes: Sequence[Message],
    file_name: str,
    sha256: str,
    actor: Actor,
    at: datetime,
) -> ChecklistImport:
    """Keep a file that was read, to be shown, then applied or given up; writes no answer.

    The same file sent twice is kept once.
    """
    copy_to_fill(session, assignment, actor)
    own, _said = provenance(session, assignment, origin, actor=actor)
    if actor.account_id is None:
        raise LookupError(assignment.id)
    kept = queries.staged_twin(session, assignment, sha256)
    if kept is None:
        kept = ChecklistImport(
            assignment_id=assignment.id,
            sha256=sha256,
            created_at=at,
            created_by_id=actor.account_id,
            state=ImportState.STAGED,
            before={},
        )
        session.add(kept)
    kept.file_name = file_name.replace("\\", "/").rpartition("/")[2][-LONGEST_NAME:]
    kept.checklist_number = origin.checklist
    kept.rows = [row.plain() for row in rows]
    kept.prints = dict(origin.prints) if own else {}
    kept.notes = [str(note) for note in notes]
    session.flush()
    return kept


def previews(kept: ChecklistImport, filled: FilledChecklist) -> tuple[RowPreview, ...]:
    """Say what each row of a kept file would do, from what is recorded now."""
    return preview([StagedRow.told(row) for row in kept.rows], filled, kept.prints)


def seen_version(kept: ChecklistImport, shown: Iterable[RowPreview]) -> int:
    """Give a number that changes with the file's state and with what the preview shows."""
    facts = {"version": str(kept.version)}
    for one in shown:
        facts[f"{one.row.number}"] = one.verdict.value
        facts |= {f"{one.row.number}:{name}": text for name, text in one.before.items()}
    return version_of(facts)


class OutdatedPreviewError(DomainError):
    """Answers were saved since the preview was shown: it is to be read again."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Vos réponses ont changé depuis que cet aperçu a été montré : le voici à jour. "
                "Relisez-le, puis appliquez."
            )
        )


def apply(
    session: Session,
    kept: ChecklistImport,
    assignment: Assignment,
    *,
    choices: Mapping[str, Choice],
    valid_rows_only: bool,
    seen: int,
    actor: Actor,
    at: datetime,
) -> tuple[str, ...]:
    """Write the rows of a kept file, all of them or (``valid_rows_only``) the valid ones.

    ``choices`` say, by criterion, which text stays where both changed. Gives the criteria written.
    Raises :class:`OutdatedPreviewError`, and :class:`Invalid` naming each choice still missing.
    """
    copy = copy_to_fill(session, assignment, actor)
    _require(kept, ImportState.STAGED)
    shown = previews(kept, copy.filled)
    if seen_version(kept, shown) != seen:
        raise OutdatedPreviewError
    refused = [one for one in shown if one.verdict is RowVerdict.REFUSED]
    problems: dict[str, Message] = {}
    if refused and not valid_rows_only:
        problems["valid_rows_only"] = N_(
            "Lignes refusées : %(count)d. Corrigez le fichier et déposez-le de nouveau, ou cochez "
            "cette case pour appliquer les autres lignes seulement.",
            count=len(refused),
        )
    for one in shown:
        if one.verdict is RowVerdict.CONFLICT and one.row.code not in choices:
            problems[choice_name(one.row.code)] = N_(
                "%(code)s : choisissez la réponse à garder.", code=one.row.code
            )
    if problems:
        raise Invalid(N_("Rien n’a été enregistré : il reste un choix à faire."), problems)
    writing = [
        one
        for one in shown
        if one.verdict is RowVerdict.CHANGED
        or (one.verdict is RowVerdict.CONFLICT and choices[one.row.code] is Choice.FILE)
    ]
    if not writing:
        raise DomainError(
            N_("Ce fichier ne change rien à vos réponses : il n’y a rien à appliquer.")
        )
    codes = tuple(one.row.code for one in writing)
    kept.before = {one.row.code: dict(one.before) for one in writing}
    _write(
        session,
        copy,
        {one.row.code: one.row.texts for one in writing},
        "review:sheet_applied",
        kept,
        actor=actor,
        at=at,
    )
    kept.state, kept.applied_at = ImportState.APPLIED, at
    return codes


def choice_name(code: str) -> str:
    """Name the input in which one of two texts is chosen."""
    return f"choice_{code}"


def discard(
    session: Session, kept: ChecklistImport, assignment: Assignment, *, actor: Actor, at: datetime
) -> None:
    """Give up a kept file: its rows are forgotten, nothing was written."""
    own_only(assignment, actor)
    _require(kept, ImportState.STAGED)
    kept.state, kept.rows, kept.prints = ImportState.DISCARDED, [], {}
    journal.record(
        session,
        actor=actor,
        tag="review:sheet_discarded",
        subject=kept,
        at=at,
        changes={"sha256": kept.sha256},
    )


def undo(
    session: Session, kept: ChecklistImport, assignment: Assignment, *, actor: Actor, at: datetime
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Put back what applying a file replaced, while the review is not handed in.

    An answer changed on the screen since stays. Gives the criteria put back, and those left.
    """
    copy = copy_to_fill(session, assignment, actor)
    _require(kept, ImportState.APPLIED)
    applied = {row["code"]: row["texts"] for row in kept.rows}
    items = items_of(copy.filled.criteria)
    back = {
        code: texts
        for code, texts in kept.before.items()
        if code in items and same(texts_of(copy.filled, items[code]), applied[code])
    }
    left = tuple(code for code in kept.before if code not in back)
    if not back:
        raise DomainError(
            N_("Toutes ces réponses ont changé à l’écran depuis : elles restent comme elles sont.")
        )
    _write(session, copy, back, "review:sheet_undone", kept, actor=actor, at=at)
    kept.state, kept.undone_at = ImportState.UNDONE, at
    return tuple(back), left


def may_undo(kept: ChecklistImport, assignment: Assignment) -> bool:
    """Tell whether an applied file can still be undone."""
    act = REVIEW_ACTS["save"]
    return (
        kept.state is ImportState.APPLIED
        and bool(kept.before)
        and assignment.role is AssignmentRole.REVIEWER
        and assignment.state in act.assignment_states
        and assignment.round.state in act.round_states
    )


def _write(
    session: Session,
    copy: WorkingCopy,
    texts: Mapping[str, Mapping[str, str]],
    tag: str,
    kept: ChecklistImport,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Write some criteria; what the sheet has no column for stays as it is recorded."""
    filled = filled_from(
        {name: text for one in texts.values() for name, text in one.items()}, copy.filled.criteria
    )
    items = items_of(copy.filled.criteria)
    answers.keep(
        session,
        copy,
        tuple(texts),
        answers.Entries(
            {code: _whole(copy, items[code], answer) for code, answer in filled.answers.items()},
            filled.already_covered,
            filled.gender_purpose,
        ),
        tag=tag,
        changes={"import_id": kept.id, "sha256": kept.sha256, "criteria": sorted(texts)},
        actor=actor,
        at=at,
    )


def _whole(copy: WorkingCopy, item: Item, answer: CriterionAnswer) -> CriterionAnswer:
    """Keep the texts of a criterion that neither the screen nor the sheet asks for."""
    recorded = copy.filled.answer(item.code)
    unasked = {"clause", "quotation", "note", "source"} - set(item.asked)
    return replace(answer, **{name: getattr(recorded, name) for name in unasked})


def _require(kept: ChecklistImport, state: ImportState) -> None:
    if kept.state is not state:
        raise DomainError(
            N_(
                "Ce fichier est « %(state)s » : rien n’a été fait une seconde fois.",
                state=IMPORT_STATE_LABELS[kept.state],
            )
        )
