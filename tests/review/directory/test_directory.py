"""Structures, universes, bodies and figures: what is refused, what is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from catalogue.errors import Conflict, DomainError, Invalid, NotAllowed
from catalogue.journal.models import Entry
from catalogue.permissions import Role
from review.directory import bodies, queries, services
from review.directory.bodies import BodyFacts, FigureFacts
from review.directory.models import BodyFigure, DeclaredUniverse, Structure
from review.directory.vocabulary import BodyKind, PlanState, Signatory, StructureState
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()


def acts(session, subject):
    return session.scalars(
        sa.select(Entry.tag)
        .where(Entry.subject_type == subject.__tablename__, Entry.subject_id == str(subject.id))
        .order_by(Entry.seq)
    ).all()


def test_the_plan_names_six_structures_each_with_its_source(session):
    found = queries.structures_on(session, TODAY)
    assert len(found) == 6
    assert all("ligne 1.2" in one.source and not one.contact for one in found)
    assert queries.structures_on(session, date(2023, 12, 31)) == []


def test_the_same_name_or_acronym_is_shown_and_the_choice_left(session, structure):
    for name, acronym in (("institut national de la  STATISTIQUE", ""), ("Autre", "instat")):
        with pytest.raises(Invalid) as refused:
            structure(name, acronym=acronym)
        assert list(refused.value.problems) == ["apart"]
    made = structure("institut national de la statistique", apart=True)
    assert made.state is StructureState.IDENTIFIED
    assert acts(session, made) == ["structure:added"]


def test_a_structure_says_how_it_is_known_and_since_when(session, structure):
    with pytest.raises(Invalid) as refused:
        structure("X", TODAY + timedelta(1), source=" ", website="javascript:alert(1)")
    assert set(refused.value.problems) == {"source", "identified_on", "website"}
    actor = factories.actor(factories.account(session, Role.FOCAL_POINT))
    with pytest.raises(NotAllowed):
        services.declare_universe(
            session,
            services.UniverseFacts(3, "x", "y", TODAY),
            actor=actor,
            at=NOW,
            today=TODAY,
        )


def test_verified_taken_away_put_back(session, structure, keeper):
    made = structure("Réseau des femmes")

    def move(act, on=TODAY, reason="Appel au bureau"):
        services.move_structure(
            session, made, act, on=on, reason=reason, actor=keeper,
            seen_version=made.version, at=NOW, today=TODAY,
        )  # fmt: skip
        session.flush()

    with pytest.raises(DomainError):
        move("restore")
    with pytest.raises(DomainError):
        move("verify", date(2024, 12, 31))
    with pytest.raises(DomainError):
        move("retire", reason=" ")
    move("verify", date(2025, 2, 1))
    move("retire", date(2026, 3, 1), "Dissoute")
    on = [one.id for one in queries.structures_on(session, date(2026, 2, 28))]
    assert made.id in on
    assert made.id not in [one.id for one in queries.structures_on(session, date(2026, 3, 1))]
    move("restore", None, "Erreur")
    assert (made.state, made.retired_on) == (StructureState.IDENTIFIED, None)
    assert acts(session, made) == [
        "structure:added",
        "structure:verified",
        "structure:retired",
        "structure:restored",
    ]


def test_a_stale_edit_shows_both_texts(session, structure, keeper):
    made = structure("Réseau")
    facts = replace(services.facts_of(made), region="Ségou")
    seen = made.version
    common = {"actor": keeper, "at": NOW, "today": TODAY}
    services.edit_structure(session, made, facts, seen_version=seen, **common)
    session.flush()
    with pytest.raises(Conflict) as refused:
        services.edit_structure(session, made, facts, seen_version=seen, **common)
    assert refused.value.current["region"] == "Ségou"


def test_a_declared_universe_and_a_figure_never_change(session, universe):
    made = universe(10, TODAY)
    figure = session.scalars(sa.select(BodyFigure)).first()
    session.commit()
    for table, one in ((DeclaredUniverse, made.id), (BodyFigure, figure.id)):
        with pytest.raises(DatabaseError):
            session.execute(sa.update(table).where(table.id == one).values(source="autre"))
        session.rollback()


def test_a_universe_needs_a_number_and_a_source(session, keeper):
    with pytest.raises(Invalid) as refused:
        services.declare_universe(
            session,
            services.UniverseFacts(None, "", "", TODAY + timedelta(1)),
            actor=keeper,
            at=NOW,
            today=TODAY,
        )
    assert set(refused.value.problems) == {"number", "scope", "source", "declared_on"}


def test_a_known_plan_has_a_source_and_a_day(session, keeper):
    common = {"actor": keeper, "at": NOW, "today": TODAY}
    facts = BodyFacts("Organisme X", BodyKind.NATIONAL, plan_state=PlanState.KNOWN)
    with pytest.raises(Invalid) as refused:
        bodies.add_body(session, facts, **common)
    assert set(refused.value.problems) == {"plan_source", "plan_known_on"}
    facts = replace(facts, plan_state=PlanState.SIGNATORY_ONLY, signatory=Signatory.NO)
    with pytest.raises(Invalid) as refused:
        bodies.add_body(session, facts, **common)
    assert set(refused.value.problems) == {"signatory", "signatory_source"}


def figure(session, keeper, body, **facts):
    told = FigureFacts(**{"counted": "Membres", "source": "Rapport"} | facts)
    return bodies.add_figure(session, body, told, actor=keeper, at=NOW, today=TODAY)


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({}, {"women"}),
        ({"women": "30 %"}, {"women"}),
        ({"women": "30"}, {"men"}),
        ({"men": "30"}, {"women"}),
        ({"women": "0", "men": "0"}, {"women"}),
        ({"women": "3", "men": "7", "published_share": "30 %"}, {"published_share"}),
        ({"women": "3", "men": "7", "source": "", "year": 2090}, {"source", "year"}),
    ],
)
def test_a_figure_is_two_numbers_or_a_printed_share(session, keeper, body, facts, wrong):
    with pytest.raises(Invalid) as refused:
        figure(session, keeper, body("arso"), **facts)
    assert set(refused.value.problems) == wrong


def test_the_comparison_reads_what_was_known_on_the_day(session, keeper, body):
    made = figure(session, keeper, body("arso"), women="3", men="7", year=2025)
    found = {one.figure_id: one for one in queries.body_figures(session, TODAY)}
    one = found[made.id]
    assert (one.body, one.women, one.men, one.share_text) == ("ARSO", 3, 7, "")
    shares = {one.share_text for one in found.values() if one.women is None}
    assert shares == {"28 % de femmes", "14 % de femmes", "environ 30 % de femmes"}
    assert queries.body_figures(session, date(2026, 1, 1)) == []
    bodies.retire_figure(
        session, body("arso"), made, reason="Erreur", actor=keeper, at=NOW, today=TODAY
    )
    session.flush()
    assert made.id not in {one.figure_id for one in queries.body_figures(session, TODAY)}


def test_loading_the_lists_again_leaves_what_was_edited(session, keeper):
    from review.seeding import load

    found = session.scalars(sa.select(Structure).where(Structure.seed_key == "instat")).one()
    facts = replace(services.facts_of(found), region="Bamako")
    services.edit_structure(
        session, found, facts, actor=keeper, seen_version=found.version, at=NOW, today=TODAY
    )
    touched = load(session, at=NOW)
    names = ("structures.csv", "gender_bodies.csv", "gender_body_figures.csv")
    assert [touched[name] for name in names] == [0, 0, 0]
    assert found.region == "Bamako"
