"""The hints of a text as they stand for one person: their acts, and what carries over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from catalogue.accounts.models import Account
from catalogue.paging import Page, offset
from catalogue.permissions import Actor
from catalogue.work_programme.models import TextVersion
from review.analysis.models import HintAct, TextHint
from review.analysis.rules import carried_acts, visible_acts
from review.analysis.vocabulary import (
    CRITERION_OF,
    SETTLED_STATES,
    HintKind,
    HintState,
    WordingClass,
)
from review.assignments.models import Assignment
from review.assignments.vocabulary import LIVE_ROUND_STATES, AssignmentRole, AssignmentState

LIST_SIZE = 50


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose to see of the hints; empty means all."""

    kinds: tuple[HintKind, ...] = ()
    classes: tuple[WordingClass, ...] = ()
    states: tuple[HintState, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """One hint as it stands for one person: its state, the word, who settled it before them."""

    hint: TextHint
    state: HintState
    word: str
    own: bool
    carried: bool


@dataclass(frozen=True, slots=True)
class View:
    """The hints of a text as one person sees them; ``assignment`` is their own reading of it."""

    text: TextVersion
    actor: Actor
    assignment: Assignment | None

    @property
    def writable(self) -> bool:
        """Tell whether this person may act on the hints now."""
        return (
            self.assignment is not None
            and self.assignment.state is AssignmentState.IN_PROGRESS
            and self.assignment.round.state in LIVE_ROUND_STATES
        )

    def states(self) -> sa.Select[int, str, str, bool, bool]:
        """Give, for each hint of the text, its state for this person.

        One's own act comes first; else the last that settled the same words in the same sentence
        on this text or one before it, as far as this person may see it; the other reading of the
        same round settles nothing for a reviewer, only for an adjudicator.
        """
        mine = self.assignment.id if self.assignment is not None else 0
        own = aliased(HintAct)
        before = aliased(HintAct)
        found = sa.select(HintAct.id).where(
            HintAct.context_key == TextHint.context_key,
            HintAct.assignment_id != mine,
            HintAct.state.in_(SETTLED_STATES),
            HintAct.text_version_id.in_(self._line()),
            visible_acts(self.actor) if self.assignment is None else carried_acts(self.actor),
        )
        if self.assignment is not None and self.assignment.role is AssignmentRole.REVIEWER:
            round_id = self.assignment.round_id
            found = found.where(
                HintAct.assignment_id.not_in(
                    sa.select(Assignment.id).where(Assignment.round_id == round_id)
                )
            )
        ones_own = HintAct.assignment_id.in_(
            sa.select(Assignment.id).where(Assignment.account_id == (self.actor.account_id or 0))
        )
        found = found.order_by(
            sa.case((ones_own, 0), else_=1), HintAct.acted_at.desc(), HintAct.id.desc()
        ).limit(1)
        state = sa.func.coalesce(
            sa.cast(own.state, sa.String), sa.cast(before.state, sa.String), HintState.OPEN.value
        )
        return (
            sa.select(
                TextHint.id.label("hint_id"),
                state.label("state"),
                sa.func.coalesce(own.word, before.word, "").label("word"),
                own.id.is_not(None).label("own"),
                sa.and_(own.id.is_(None), before.id.is_not(None)).label("carried"),
            )
            .where(TextHint.text_version_id == self.text.id)
            .outerjoin(
                own,
                sa.and_(own.context_key == TextHint.context_key, own.assignment_id == mine),
            )
            .outerjoin(before, before.id == found.correlate(TextHint).scalar_subquery())
        )

    def _line(self) -> sa.Select[int]:
        """Give this text and those before it, of the same item or the same standard."""
        text = self.text
        same = (
            TextVersion.work_item_id == text.work_item_id
            if text.work_item_id is not None
            else TextVersion.edition_id == text.edition_id
        )
        return sa.select(TextVersion.id).where(same, TextVersion.id <= text.id)


def on_page(session: Session, view: View, choice: Choice, number: int) -> Sequence[Standing]:
    """Give the chosen hints of one page, in the order of the text."""
    return _standing(session, view, choice, TextHint.page == number)


def in_list(
    session: Session, view: View, choice: Choice, number: int, *, size: int = LIST_SIZE
) -> Page[Standing]:
    """Give the chosen hints of the whole text, some at a time."""
    states = view.states().subquery()
    total = session.scalar(
        sa.select(sa.func.count())
        .select_from(states)
        .join(TextHint, TextHint.id == states.c.hint_id)
        .where(*_chosen(choice, states))
    )
    rows = _standing(session, view, choice, limit=size, start=offset(number, size))
    return Page(rows, total or 0, number, size)


def all_of(session: Session, view: View, choice: Choice) -> Sequence[Standing]:
    """Give all the chosen hints of a text, for a file."""
    return _standing(session, view, choice)


def _standing(
    session: Session,
    view: View,
    choice: Choice,
    *where: sa.ColumnElement[bool],
    limit: int | None = None,
    start: int = 0,
) -> list[Standing]:
    states = view.states().subquery()
    rows = session.execute(
        sa.select(TextHint, states.c.state, states.c.word, states.c.own, states.c.carried)
        .join(states, states.c.hint_id == TextHint.id)
        .where(*_chosen(choice, states), *where)
        .order_by(TextHint.page, TextHint.start, TextHint.id)
        .limit(limit)
        .offset(start or None)
    )
    return [Standing(row[0], HintState(row[1]), row[2], bool(row[3]), bool(row[4])) for row in rows]


def _chosen(choice: Choice, states: sa.Subquery) -> list[sa.ColumnElement[bool]]:
    where: list[sa.ColumnElement[bool]] = []
    if choice.kinds:
        where.append(TextHint.kind.in_(choice.kinds))
    if choice.classes:
        where.append(TextHint.wording_class.in_(choice.classes))
    if choice.states:
        where.append(states.c.state.in_([one.value for one in choice.states]))
    return where


def unsettled_class_a(session: Session, actor: Actor, assignment: Assignment) -> int:
    """Count the class-A hints of the text of a reading that stop T1 = ok (product_rules §3)."""
    text = session.get(TextVersion, assignment.round.text_version_id)
    if text is None:
        return 0
    states = View(text, actor, assignment).states().subquery()
    return (
        session.scalar(
            sa.select(sa.func.count())
            .select_from(states)
            .join(TextHint, TextHint.id == states.c.hint_id)
            .where(
                TextHint.wording_class == WordingClass.A,
                states.c.state.not_in([one.value for one in SETTLED_STATES]),
            )
        )
        or 0
    )


PROPOSED = 5


def proposals(
    session: Session, actor: Actor, assignment: Assignment, codes: Sequence[str]
) -> Mapping[str, Page[Standing]]:
    """Give, for the criteria that hints may be evidence for, the first of those still open.

    They propose where to look; the answer is the reviewer's (product_rules §3, §7).
    """
    kinds = [kind for kind, code in CRITERION_OF.items() if code in codes]
    text = session.get(TextVersion, assignment.round.text_version_id) if kinds else None
    if text is None:
        return {}
    view = View(text, actor, assignment)
    # Most texts have hints of few kinds: what has none is not worked out person by person.
    of_text = sa.select(TextHint.kind).where(
        TextHint.text_version_id == text.id, TextHint.kind.in_(kinds)
    )
    present = set(session.scalars(of_text.distinct()))
    found = {}
    for kind in (one for one in kinds if one in present):
        chosen = Choice(kinds=(kind,), states=(HintState.OPEN,))
        page = in_list(session, view, chosen, 1, size=PROPOSED)
        if page.total:
            found[CRITERION_OF[kind]] = page
    return found


def equal_hints(session: Session, view: View, hint: TextHint) -> Sequence[TextHint]:
    """Give a hint and those equal to it, in the same text, that are still open for this person."""
    states = view.states().subquery()
    return session.scalars(
        sa.select(TextHint)
        .join(states, states.c.hint_id == TextHint.id)
        .where(
            TextHint.equal_key == hint.equal_key,
            sa.or_(TextHint.id == hint.id, states.c.state == HintState.OPEN.value),
        )
        .order_by(TextHint.page, TextHint.start)
    ).all()


def open_equals(session: Session, view: View, hints: Sequence[TextHint]) -> Mapping[str, int]:
    """Count, for some hints, how many equal ones are open for this person, by what is equal."""
    states = view.states().subquery()
    rows = session.execute(
        sa.select(TextHint.equal_key, sa.func.count())
        .join(states, states.c.hint_id == TextHint.id)
        .where(
            TextHint.equal_key.in_({one.equal_key for one in hints}),
            states.c.state == HintState.OPEN.value,
        )
        .group_by(TextHint.equal_key)
    )
    return {row[0]: row[1] for row in rows}


def hint_of(session: Session, text_version_id: int, hint_id: int) -> TextHint | None:
    """Give one hint of a text."""
    found = session.get(TextHint, hint_id)
    return found if found is not None and found.text_version_id == text_version_id else None


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody did with a hint, for those who may see it."""

    state: HintState
    word: str
    name: str


def acts_on(
    session: Session, view: View, hints: Sequence[TextHint]
) -> Mapping[str, Sequence[Told]]:
    """Give what others did with some hints in readings of this text, as far as one may see it."""
    mine = view.assignment.id if view.assignment is not None else 0
    rows = session.execute(
        sa.select(HintAct.context_key, HintAct.state, HintAct.word, Account.name)
        .join(Assignment, Assignment.id == HintAct.assignment_id)
        .join(Account, Account.id == Assignment.account_id)
        .where(
            HintAct.context_key.in_([one.context_key for one in hints]),
            HintAct.text_version_id == view.text.id,
            HintAct.assignment_id != mine,
            HintAct.state != HintState.OPEN,
            visible_acts(view.actor),
        )
        .order_by(HintAct.acted_at, HintAct.id)
    )
    told: dict[str, list[Told]] = {}
    for key, state, word, name in rows:
        told.setdefault(key, []).append(Told(state, word, name))
    return told


Counts = Mapping[tuple[HintKind, WordingClass | None, HintState], int]


def counts(session: Session, view: View) -> Counts:
    """Count the hints of a text by kind, class and state, as this person sees them."""
    states = view.states().subquery()
    rows = session.execute(
        sa.select(TextHint.kind, TextHint.wording_class, states.c.state, sa.func.count())
        .join(states, states.c.hint_id == TextHint.id)
        .group_by(TextHint.kind, TextHint.wording_class, states.c.state)
    )
    return {(row[0], row[1], HintState(row[2])): row[3] for row in rows}


def pages_with_hints(session: Session, view: View, choice: Choice) -> Sequence[int]:
    """Give the numbers of the pages that have a chosen hint, in order."""
    states = view.states().subquery()
    return session.scalars(
        sa.select(TextHint.page)
        .join(states, states.c.hint_id == TextHint.id)
        .where(*_chosen(choice, states))
        .distinct()
        .order_by(TextHint.page)
    ).all()
