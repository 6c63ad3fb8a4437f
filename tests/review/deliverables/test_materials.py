"""Materials, and each time some were distributed."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.errors import Conflict, DomainError, Invalid
from review.deliverables import distributing
from review.deliverables.distributing import MaterialFacts
from review.deliverables.material_queries import all_materials, distributed_by_kind
from review.deliverables.models import Distribution
from review.deliverables.vocabulary import MaterialKind
from tests.conftest import NOW

TODAY = NOW.date()


@pytest.fixture
def poster(session, keeper):
    facts = MaterialFacts("Des gants à sa taille", MaterialKind.POSTER, "Protection")
    return distributing.add_material(session, facts, actor=keeper, at=NOW)


@pytest.fixture
def distribute(session, keeper):
    def act(material, on, copies, audience="Foire de Bamako"):
        made = distributing.distribute(
            session,
            material,
            distributed_on=on,
            copies=copies,
            audience=audience,
            medium="Stand",
            actor=keeper,
            at=NOW,
            today=TODAY,
        )
        session.flush()
        return made

    return act


def test_counts_add_up_in_a_window(session, poster, distribute, keeper):
    distribute(poster, date(2023, 12, 31), 1000)
    distribute(poster, date(2024, 1, 1), 120)
    wrong = distribute(poster, date(2025, 6, 1), 40)
    distribute(poster, date(2026, 11, 1), 30)
    counted = distributed_by_kind(session, date(2024, 1, 1), TODAY)
    assert counted == {MaterialKind.POSTER: 190}
    distributing.cancel_distribution(
        session,
        session.get(Distribution, wrong.id),
        reason="Compté deux fois",
        actor=keeper,
        at=NOW,
    )
    session.flush()
    assert distributed_by_kind(session, date(2024, 1, 1), TODAY) == {MaterialKind.POSTER: 150}
    [row], counts = all_materials(session, chosen={})
    assert (row.copies, row.times, row.last_on) == (1150, 3, date(2026, 11, 1))
    assert counts == {"poster": 1}
    with pytest.raises(DomainError, match="déjà annulée"):
        distributing.cancel_distribution(session, wrong, reason="Encore", actor=keeper, at=NOW)


def test_what_cannot_be_is_said_on_each_field(poster, distribute):
    with pytest.raises(Invalid) as refused:
        distribute(poster, date(2026, 12, 24), 0, audience=" ")
    assert set(refused.value.problems) == {"distributed_on", "copies", "audience"}


def test_a_stale_edit_shows_both_texts(session, poster, keeper):
    seen = poster.version
    facts = MaterialFacts("Autre titre", MaterialKind.POSTER)
    distributing.edit_material(session, poster, facts, actor=keeper, seen_version=seen, at=NOW)
    session.flush()
    with pytest.raises(Conflict):
        distributing.edit_material(session, poster, facts, actor=keeper, seen_version=seen, at=NOW)


def test_the_database_refuses_a_count_of_nothing(session, poster):
    session.add(
        Distribution(
            material_id=poster.id, distributed_on=TODAY, copies=0, audience="Ici", recorded_at=NOW
        )
    )
    with pytest.raises(sa.exc.IntegrityError):
        session.flush()
