"""Reading stages: what the agency calls each of them, and every scheme beside the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.policy.services import values_of
from catalogue.stages.models import Stage, StageLabel, StageScheme
from catalogue.stages.vocabulary import SETTING


@dataclass(frozen=True, slots=True)
class StageName:
    """A stage as the agency calls it, and as the harmonized matrix does.

    ``to_confirm`` says that the agency has not confirmed that name.
    """

    code: str
    label: str
    harmonized: str
    to_confirm: bool = False


@dataclass(frozen=True, slots=True)
class SchemeSummary:
    """One version of a scheme: how many codes it names, how many names wait to be confirmed."""

    scheme: StageScheme
    names: int
    to_confirm: int

    @property
    def name(self) -> str:
        """Name it as the setting does: «ARSO SHP-01:2024»."""
        return f"{self.scheme.scheme} {self.scheme.version}"


def stage_names(session: Session, *, on: date) -> dict[str, StageName]:
    """Give every stage's name in the scheme the agency shows on a day; two queries.

    A code that the scheme does not name takes the harmonized title. Pages give today, for the past
    too: one list has one set of words, and a published edition keeps the words of its day.
    """
    chosen = _chosen(session, on=on)
    rows = session.execute(
        sa.select(Stage.code, Stage.title_fr, StageLabel.label_fr, StageLabel.to_confirm)
        .outerjoin(
            StageLabel,
            sa.and_(
                StageLabel.code == Stage.code,
                sa.tuple_(StageLabel.scheme, StageLabel.scheme_version).in_(chosen),
            ),
        )
        .order_by(Stage.code)
    )
    return {
        code: StageName(code, label or title, title, bool(unsure))
        for code, title, label, unsure in rows
    }


def shown_scheme(session: Session, *, on: date) -> StageScheme | None:
    """Give the scheme the agency shows on a day; nothing when it shows the harmonized titles."""
    return session.scalars(
        sa.select(StageScheme).where(
            sa.tuple_(StageScheme.scheme, StageScheme.version).in_(_chosen(session, on=on))
        )
    ).one_or_none()


def scheme_by_id(session: Session, scheme_id: int) -> StageScheme | None:
    """Give one version of a scheme."""
    return session.get(StageScheme, scheme_id)


def scheme_named(session: Session, scheme: str, version: str) -> StageScheme | None:
    """Give the version of a scheme that has these names."""
    return session.scalars(
        sa.select(StageScheme).where(StageScheme.scheme == scheme, StageScheme.version == version)
    ).one_or_none()


def latest_version(session: Session, scheme: str) -> StageScheme | None:
    """Give the version of a body's scheme that was added last."""
    return session.scalars(
        sa.select(StageScheme)
        .where(StageScheme.scheme == scheme)
        .order_by(StageScheme.id.desc())
        .limit(1)
    ).one_or_none()


def schemes(session: Session) -> list[SchemeSummary]:
    """Give every version of every scheme, by body, the last added first."""
    rows = session.execute(
        sa.select(
            StageScheme,
            sa.func.count(StageLabel.id),
            sa.func.coalesce(sa.func.sum(sa.case((StageLabel.to_confirm, 1), else_=0)), 0),
        )
        .outerjoin(
            StageLabel,
            sa.and_(
                StageLabel.scheme == StageScheme.scheme,
                StageLabel.scheme_version == StageScheme.version,
            ),
        )
        .group_by(StageScheme.id)
        .order_by(StageScheme.scheme, StageScheme.id.desc())
    )
    return [SchemeSummary(scheme, names, unsure) for scheme, names, unsure in rows]


def latest(found: Sequence[SchemeSummary]) -> list[SchemeSummary]:
    """Keep the last version of each body."""
    seen: Counter[str] = Counter()
    kept = []
    for one in found:
        seen[one.scheme.scheme] += 1
        if seen[one.scheme.scheme] == 1:
            kept.append(one)
    return kept


def stages(session: Session) -> Sequence[Stage]:
    """Give the harmonized codes in their order."""
    return session.scalars(sa.select(Stage).order_by(Stage.code)).all()


def labels_of(
    session: Session, found: Collection[StageScheme]
) -> Mapping[tuple[str, str, str], StageLabel]:
    """Give the names of these versions, by body, version and code."""
    places = [(one.scheme, one.version) for one in found]
    rows = session.scalars(
        sa.select(StageLabel)
        .where(sa.tuple_(StageLabel.scheme, StageLabel.scheme_version).in_(places))
        .order_by(StageLabel.code)
    )
    return {(one.scheme, one.scheme_version, one.code): one for one in rows}


def _chosen(session: Session, *, on: date) -> sa.Select[str, str]:
    """Find the version set for the day; else the last of the scheme under the agency's acronym."""
    values = values_of(session, (SETTING, "agency_acronym"), on=on)
    scheme, _space, version = values[SETTING].partition(" ")
    query = sa.select(StageScheme.scheme, StageScheme.version)
    if version:
        return query.where(StageScheme.scheme == scheme, StageScheme.version == version)
    last = sa.select(sa.func.max(StageScheme.id)).where(
        StageScheme.scheme == values["agency_acronym"]
    )
    return query.where(StageScheme.id == last.scalar_subquery())
