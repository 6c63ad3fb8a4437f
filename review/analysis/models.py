"""What the software read in a text, and what reviewers did with its hints.

Hints are facts of the text, the same for everybody; acts belong to one reviewer's reading, so that
nothing of them shows before both readings are in (product_rules §3).
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.database import PK, Base
from catalogue.work_programme.models import TextVersion
from review.analysis.vocabulary import AnalysisState, HintKind, HintState, WordingClass
from review.assignments.models import Assignment


class TextAnalysis(Base):
    """How far the reading of one text version is; no row means that it waits."""

    __tablename__ = "text_analysis"

    id: Mapped[PK]
    text_version_id: Mapped[int] = mapped_column(sa.ForeignKey("text_version.id"), unique=True)
    state: Mapped[AnalysisState]
    fault: Mapped[str | None] = mapped_column(
        sa.String(40), comment="Why it is refused: locked, broken, long, bomb, entities, missing"
    )
    language: Mapped[str | None] = mapped_column(sa.String(2), comment="fr or en, the most of it")
    engine: Mapped[str] = mapped_column(
        sa.String(64), comment="Of the rules and lists it was read by; read anew when they change"
    )
    pages: Mapped[int | None]
    pages_done: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]

    text_version: Mapped[TextVersion] = relationship(lazy="raise_on_sql")


class TextPage(Base):
    """The mended text of one page, and the same without case or accents, to be searched."""

    __tablename__ = "text_page"
    __table_args__ = (sa.UniqueConstraint("text_version_id", "number"),)

    id: Mapped[PK]
    text_version_id: Mapped[int] = mapped_column(sa.ForeignKey("text_version.id"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text)
    folded: Mapped[str] = mapped_column(sa.Text)
    scanned: Mapped[bool] = mapped_column(default=False, comment="An image: it has no text")

    text_version: Mapped[TextVersion] = relationship(lazy="raise_on_sql")


class TextHint(Base):
    """One place of a text that deserves a look (see :class:`review.analysis.vocabulary.Hint`)."""

    __tablename__ = "text_hint"
    __table_args__ = (
        sa.UniqueConstraint("text_version_id", "context_key"),
        sa.Index("ix_text_hint_page", "text_version_id", "page", "start"),
    )

    id: Mapped[PK]
    text_version_id: Mapped[int] = mapped_column(sa.ForeignKey("text_version.id"))
    page: Mapped[int]
    start: Mapped[int] = mapped_column(comment="Characters from the start of the page's text")
    end: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text)
    kind: Mapped[HintKind]
    wording_class: Mapped[WordingClass | None]
    rule: Mapped[str] = mapped_column(sa.String(80))
    clause: Mapped[str] = mapped_column(sa.String(80))
    suggestions: Mapped[list[str]] = mapped_column(default=list)
    context: Mapped[str] = mapped_column(sa.Text)
    context_key: Mapped[str] = mapped_column(
        sa.String(40), comment="Of its words in their sentence: the same in the next version"
    )
    equal_key: Mapped[str] = mapped_column(
        sa.String(40), comment="Of its words: the same for equal hints of a text"
    )


class HintAct(Base):
    """What one reviewer did with one hint, with a word; found again by the hint's context."""

    __tablename__ = "hint_act"
    __table_args__ = (
        sa.UniqueConstraint("assignment_id", "context_key"),
        sa.Index("ix_hint_act_context_key", "context_key", "text_version_id"),
    )

    id: Mapped[PK]
    assignment_id: Mapped[int] = mapped_column(sa.ForeignKey("assignment.id"))
    text_version_id: Mapped[int] = mapped_column(sa.ForeignKey("text_version.id"))
    context_key: Mapped[str] = mapped_column(sa.String(40))
    state: Mapped[HintState]
    word: Mapped[str] = mapped_column(sa.Text, default="")
    criterion: Mapped[str | None] = mapped_column(
        sa.String(4), comment="What it was kept for: a criterion of the checklist"
    )
    acted_at: Mapped[datetime]

    assignment: Mapped[Assignment] = relationship(lazy="raise_on_sql")
