"""A few documents worth examining and a few that are not, scored."""

from __future__ import annotations

import pytest

from catalogue.triage.upkeep import reckon
from tests import factories
from tests.conftest import NOW


@pytest.fixture
def scored(session):
    """Record documents and work out their scores, as the worker does."""
    release = factories.release(session)

    def iso(number, reference, title_fr, title_en, **facts):
        factories.deliverable(
            session,
            reference,
            iso_id=number,
            title_fr=title_fr,
            title_en=title_en,
            first_release_id=release.id,
            **facts,
        )

    gloves = {"ics": ["13.340.40"], "committee": "ISO/TC 94/SC 13"}
    iso(1, "ISO 90001-1:2020", "Gants de protection – Partie 1", "Protective gloves", **gloves)
    iso(2, "ISO 90001-2:2020", "Gants de protection – Partie 2", "Protective gloves", **gloves)
    iso(3, "ISO 90002:2021", "Casques de protection", "Helmets", ics=["13.340.20"])
    iso(4, "ISO 90003:2021", None, "Steel tubes")
    iso(5, "ISO 90004:1999", "Gants de protection", "Gloves", stage_code="95.99")
    iso(6, "ISO/DIS 90005", "Grossesse au travail", "Pregnancy", stage_code="40.98")
    iso(7, "ISO 90001-1:2020/Cor 1:2021", "Gants", "Gloves", supplement="Cor")
    iso(8, "ISO 53800:2024", "Égalité entre les femmes et les hommes", "Gender equality")
    session.commit()
    reckon(session, at=NOW)
    return session
