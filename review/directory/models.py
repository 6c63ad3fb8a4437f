"""Structures working for gender equality, declared universes, bodies and their figures."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.database import PK, Base, insert_only
from catalogue.folding import fold, fold_all
from review.directory.vocabulary import (
    BodyKind,
    PlanState,
    Signatory,
    StructureKind,
    StructureState,
)


class Structure(Base):
    """One structure working for gender equality, with how it is known."""

    __tablename__ = "gender_structure"
    __table_args__ = (
        sa.CheckConstraint(
            "(state = 'retired') = (retired_on IS NOT NULL)", name="retired_is_dated"
        ),
        sa.CheckConstraint(
            "(retired_on IS NULL) = (retire_reason IS NULL)", name="retired_has_reason"
        ),
        sa.CheckConstraint(
            "state <> 'verified' OR verified_on IS NOT NULL", name="verified_is_dated"
        ),
        sa.CheckConstraint("source <> ''", name="has_source"),
    )

    id: Mapped[PK]
    seed_key: Mapped[str | None] = mapped_column(
        sa.String(60), unique=True, comment="Its key in the shipped list"
    )
    name: Mapped[str] = mapped_column(sa.String(300))
    acronym: Mapped[str] = mapped_column(sa.String(60), default="")
    kind: Mapped[StructureKind] = mapped_column(index=True)
    region: Mapped[str] = mapped_column(sa.String(120), default="", index=True)
    domain: Mapped[str] = mapped_column(sa.String(300), default="", comment="What it works on")
    contact: Mapped[str] = mapped_column(
        sa.String(300), default="", comment="Of an office, never of a private person; not public"
    )
    website: Mapped[str] = mapped_column(sa.String(500), default="")
    source: Mapped[str] = mapped_column(sa.Text, comment="How it is known")
    source_link: Mapped[str] = mapped_column(sa.String(500), default="")
    source_date: Mapped[str] = mapped_column(
        sa.String(60), default="", comment="As the source writes it; empty when it has none"
    )
    note: Mapped[str] = mapped_column(sa.Text, default="")
    identified_on: Mapped[date] = mapped_column(index=True)
    state: Mapped[StructureState] = mapped_column(default=StructureState.IDENTIFIED, index=True)
    verified_on: Mapped[date | None]
    verified_how: Mapped[str] = mapped_column(sa.Text, default="")
    retired_on: Mapped[date | None]
    retire_reason: Mapped[str | None] = mapped_column(sa.Text)
    name_key: Mapped[str] = mapped_column(
        sa.String(400), index=True, comment="The name without case or accents"
    )
    searched: Mapped[str] = mapped_column(sa.Text, comment="What words are looked for in")
    edited_at: Mapped[datetime | None] = mapped_column(
        comment="Set at the first act on it; reloading the seed list then leaves it alone"
    )
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class DeclaredUniverse(Base):
    """How many structures exist in all, according to a source; a later one stands beside."""

    __tablename__ = "declared_universe"
    __table_args__ = (
        sa.CheckConstraint("number > 0", name="number_positive"),
        sa.CheckConstraint("source <> ''", name="has_source"),
    )

    id: Mapped[PK]
    number: Mapped[int]
    scope: Mapped[str] = mapped_column(sa.String(300), comment="What is counted, and where")
    source: Mapped[str] = mapped_column(sa.Text)
    source_link: Mapped[str] = mapped_column(sa.String(500), default="")
    source_date: Mapped[str] = mapped_column(sa.String(60), default="")
    declared_on: Mapped[date] = mapped_column(index=True, comment="In force from this day")
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))


class GenderBody(Base):
    """A standards body or organisation, and what is known of its gender plan."""

    __tablename__ = "gender_body"
    __table_args__ = (
        sa.CheckConstraint(
            "(plan_state = 'known') = (plan_known_on IS NOT NULL)", name="known_plan_is_dated"
        ),
        sa.CheckConstraint(
            "plan_state <> 'known' OR plan_source <> ''", name="known_plan_has_source"
        ),
        sa.CheckConstraint(
            "plan_state <> 'signatory_only' OR signatory = 'yes'", name="signatory_only_signed"
        ),
        sa.CheckConstraint(
            "signatory = 'unknown' OR signatory_source <> ''", name="signatory_has_source"
        ),
        sa.CheckConstraint(
            "(retired_on IS NULL) = (retire_reason IS NULL)", name="retired_has_reason"
        ),
    )

    id: Mapped[PK]
    seed_key: Mapped[str | None] = mapped_column(
        sa.String(60), unique=True, comment="Its key in the shipped list"
    )
    name: Mapped[str] = mapped_column(sa.String(300))
    acronym: Mapped[str] = mapped_column(sa.String(60), default="")
    country: Mapped[str] = mapped_column(sa.String(120), default="")
    kind: Mapped[BodyKind] = mapped_column(index=True)
    is_agency: Mapped[bool] = mapped_column(
        default=False, comment="The agency itself: shown, never counted among the others"
    )
    plan_state: Mapped[PlanState] = mapped_column(default=PlanState.UNKNOWN, index=True)
    plan_title: Mapped[str] = mapped_column(sa.String(300), default="")
    plan_from: Mapped[int | None] = mapped_column(comment="First year of the plan")
    plan_to: Mapped[int | None] = mapped_column(comment="Last year of the plan")
    plan_source: Mapped[str] = mapped_column(sa.Text, default="")
    plan_link: Mapped[str] = mapped_column(sa.String(500), default="")
    plan_source_date: Mapped[str] = mapped_column(sa.String(60), default="")
    plan_known_on: Mapped[date | None] = mapped_column(comment="Since when the agency knows it")
    signatory: Mapped[Signatory] = mapped_column(default=Signatory.UNKNOWN)
    signatory_source: Mapped[str] = mapped_column(sa.Text, default="")
    signatory_link: Mapped[str] = mapped_column(sa.String(500), default="")
    note: Mapped[str] = mapped_column(sa.Text, default="")
    retired_on: Mapped[date | None]
    retire_reason: Mapped[str | None] = mapped_column(sa.Text)
    name_key: Mapped[str] = mapped_column(sa.String(400), index=True)
    searched: Mapped[str] = mapped_column(sa.Text)
    edited_at: Mapped[datetime | None] = mapped_column(
        comment="Set at the first act on it; reloading the seed list then leaves it alone"
    )
    version: Mapped[int] = mapped_column()

    figures: Mapped[list[BodyFigure]] = relationship(
        back_populates="body",
        lazy="raise_on_sql",
        order_by=lambda: (BodyFigure.year.desc(), BodyFigure.id),
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class BodyFigure(Base):
    """Women and men in a body as a source gives them: numbers, or a share that was printed."""

    __tablename__ = "body_figure"
    __table_args__ = (
        sa.CheckConstraint("(women IS NULL) = (men IS NULL)", name="women_with_men"),
        sa.CheckConstraint(
            "(women IS NULL) = (published_share <> '')", name="numbers_or_published_share"
        ),
        sa.CheckConstraint(
            "women IS NULL OR (women >= 0 AND men >= 0 AND women + men > 0)",
            name="numbers_count_somebody",
        ),
        sa.CheckConstraint(
            "(retired_on IS NULL) = (retire_reason IS NULL)", name="retired_has_reason"
        ),
        sa.CheckConstraint("source <> ''", name="has_source"),
    )

    id: Mapped[PK]
    seed_key: Mapped[str | None] = mapped_column(sa.String(60), unique=True)
    body_id: Mapped[int] = mapped_column(sa.ForeignKey("gender_body.id"), index=True)
    counted: Mapped[str] = mapped_column(sa.String(300), comment="Who is counted")
    year: Mapped[int | None] = mapped_column(comment="Empty when the source gives none")
    women: Mapped[int | None]
    men: Mapped[int | None]
    published_share: Mapped[str] = mapped_column(
        sa.String(200), default="", comment="As printed, where numbers are not: never computed with"
    )
    source: Mapped[str] = mapped_column(sa.Text)
    source_link: Mapped[str] = mapped_column(sa.String(500), default="")
    source_date: Mapped[str] = mapped_column(sa.String(60), default="")
    known_on: Mapped[date] = mapped_column(comment="Since when the agency knows it")
    retired_on: Mapped[date | None]
    retire_reason: Mapped[str | None] = mapped_column(sa.Text)

    body: Mapped[GenderBody] = relationship(back_populates="figures", lazy="raise_on_sql")


FIGURE_WRITABLE = frozenset({"retired_on", "retire_reason"})
insert_only(DeclaredUniverse.__table__)  # type: ignore[arg-type]
insert_only(BodyFigure.__table__, but=FIGURE_WRITABLE)  # type: ignore[arg-type]


def _keep_searched(_mapper: Any, _connection: Any, one: Any) -> None:
    """Keep what is searched in step with what is written."""
    place = one.region if isinstance(one, Structure) else one.country
    subject = one.domain if isinstance(one, Structure) else one.plan_title
    one.name_key = fold(one.name)
    one.searched = fold_all(one.name, one.acronym, place, subject)


for _model in (Structure, GenderBody):
    for _moment in ("before_insert", "before_update"):
        event.listen(_model, _moment, _keep_searched)
