"""The decision of a round: a record that is never changed, and the equivalence of texts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.accounts.models import Account
from catalogue.database import PK, Base, insert_only
from review.answers.models import Review
from review.answers.vocabulary import Marker, Rule
from review.assignments.models import ReviewRound
from review.decisions.vocabulary import DecisionBasis


class Decision(Base):
    """The final marker of one round: who made it, when, by which rule, and why."""

    __tablename__ = "decision"

    id: Mapped[PK]
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("review_round.id"), unique=True)
    marker: Mapped[Marker]
    basis: Mapped[DecisionBasis]
    rule: Mapped[Rule] = mapped_column(comment="In force at the decision")
    rule_version: Mapped[int]
    marker_strict: Mapped[Marker]
    marker_pilot: Mapped[Marker]
    checklist_version_id: Mapped[int] = mapped_column(sa.ForeignKey("checklist_version.id"))
    text_version_id: Mapped[int] = mapped_column(sa.ForeignKey("text_version.id"))
    decided_at: Mapped[datetime] = mapped_column(comment="Set by the system")
    decided_on: Mapped[date] = mapped_column(comment="The same, as a day where the agency is")
    reasons: Mapped[dict[str, Any]] = mapped_column(
        comment="K1 to K4 of the review that carries the marker"
    )
    do_no_harm: Mapped[str] = mapped_column(
        sa.String(12), comment="The worst A13 among the reviews it rests on"
    )

    round: Mapped[ReviewRound] = relationship(lazy="raise_on_sql")
    deciders: Mapped[list[DecisionDecider]] = relationship(
        back_populates="decision", lazy="raise_on_sql", order_by="DecisionDecider.id"
    )


class DecisionDecider(Base):
    """One person who made the decision, by one review."""

    __tablename__ = "decision_decider"

    id: Mapped[PK]
    decision_id: Mapped[int] = mapped_column(sa.ForeignKey("decision.id"), index=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    review_id: Mapped[int] = mapped_column(sa.ForeignKey("review.id"))

    decision: Mapped[Decision] = relationship(back_populates="deciders", lazy="raise_on_sql")
    account: Mapped[Account] = relationship(lazy="raise_on_sql")
    review: Mapped[Review] = relationship(lazy="raise_on_sql")


class TextEquivalence(Base):
    """«Modifications sans effet sur les réponses»: a decision holds for another version too."""

    __tablename__ = "text_equivalence"
    __table_args__ = (sa.UniqueConstraint("decision_id", "edition_id"),)

    id: Mapped[PK]
    decision_id: Mapped[int] = mapped_column(sa.ForeignKey("decision.id"))
    edition_id: Mapped[int] = mapped_column(sa.ForeignKey("edition.id"))
    reason: Mapped[str] = mapped_column(sa.Text)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))


class DiscussionNote(Base):
    """What one reviewer wrote to the other while their markers differed."""

    __tablename__ = "discussion_note"

    id: Mapped[PK]
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("review_round.id"), index=True)
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    text: Mapped[str] = mapped_column(sa.Text)
    written_at: Mapped[datetime]

    author: Mapped[Account] = relationship(lazy="raise_on_sql")


for _table in (Decision, DecisionDecider, TextEquivalence, DiscussionNote):
    insert_only(_table.__table__)  # type: ignore[arg-type]
