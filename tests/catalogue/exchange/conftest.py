"""A file in a line, a batch in a line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.exchange import services
from catalogue.exchange.models import ImportBatch, ImportRow
from catalogue.exchange.undoing import Plan, undo
from catalogue.exchange.vocabulary import ImportKind
from catalogue.permissions import Actor, Role
from tests import factories
from tests.catalogue.exchange.samples import TODAY
from tests.conftest import NOW


class Imports:
    """Stages, applies and undoes as one secretary, and reads the rows."""

    def __init__(self, session: Session, actor: Actor) -> None:
        self.session = session
        self.actor = actor

    def stage(self, kind: ImportKind, *lines: str, name: str = "liste.csv") -> ImportBatch:
        return services.stage(
            self.session,
            kind,
            "\n".join(lines).encode(),
            file_name=name,
            actor=self.actor,
            at=NOW,
            today=TODAY,
        )

    def rows(self, batch: ImportBatch) -> list[ImportRow]:
        query = sa.select(ImportRow).where(ImportRow.batch_id == batch.id)
        return list(self.session.scalars(query.order_by(ImportRow.number)))

    def problems(self, batch: ImportBatch) -> list[str]:
        return [problem for row in self.rows(batch) for problem in row.problems]

    def apply(self, batch: ImportBatch, **options: Any) -> services.Outcome:
        given = {"seen_version": batch.version, "valid_rows_only": False, "at": NOW, **options}
        return services.apply(self.session, batch, actor=self.actor, today=TODAY, **given)

    def bring_in(self, kind: ImportKind, *lines: str) -> ImportBatch:
        batch = self.stage(kind, *lines)
        self.apply(batch)
        return batch

    def undo(self, batch: ImportBatch, **options: Any) -> Plan:
        given = {"reason": "Mauvais fichier", "seen_version": batch.version, "at": NOW, **options}
        return undo(self.session, batch, actor=self.actor, today=TODAY, **given)


@pytest.fixture
def secretary(session: Session) -> Actor:
    return factories.actor(factories.account(session, Role.SECRETARIAT))


@pytest.fixture
def imports(session: Session, secretary: Actor) -> Imports:
    return Imports(session, secretary)


@pytest.fixture
def written(session: Session) -> Callable[[], int]:
    """Count the rows of every table, so that «nothing was written» can be told."""

    def count() -> int:
        session.flush()
        tables = sa.MetaData()
        tables.reflect(session.connection())
        return sum(
            session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in tables.sorted_tables
            if table.name not in {"import_batch", "import_row", "import_source"}
        )

    return count
