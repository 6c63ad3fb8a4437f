"""A file from preview to undo: what is written, when, and what people's own edits are worth."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from catalogue.errors import Conflict, DomainError, Invalid, NotAllowed
from catalogue.exchange import services
from catalogue.exchange.models import ImportRow
from catalogue.exchange.undoing import plan_of
from catalogue.exchange.vocabulary import TAG_LABELS, BatchState, ImportKind, Verdict
from catalogue.journal.checking import chain_faults
from catalogue.journal.models import Entry
from catalogue.outbox.models import Message
from catalogue.permissions import ANONYMOUS, Role, system_actor
from catalogue.records.facts import EditionFacts
from catalogue.records.models import Edition, Relation, Standard
from catalogue.reference_list.models import ReferenceEntry
from catalogue.search import services as search
from catalogue.work_programme.history import standing
from catalogue.work_programme.models import StageEvent, WorkItem
from catalogue.work_programme.vocabulary import TextKind
from tests import factories
from tests.catalogue.exchange.samples import PROGRAMME, REFERENCE, STANDARDS, TODAY
from tests.conftest import NOW

MIL = "NM 1:2019;Mil;CTN2;67.060;Norme nouvelle;;;12/03/2020;"
SORGHO = "NM 2:2019;Sorgho;CTN2;67.060;Norme nouvelle;;;12/03/2020;"
WRONG = "NM 3:2019;Fonio;CTN99;;;;;;"


def test_the_preview_writes_nothing(imports, written):
    before = written()
    imports.stage(ImportKind.STANDARDS, STANDARDS, MIL, WRONG)
    assert written() == before


def test_refused_rows_stop_everything_unless_one_chooses_the_valid_ones(imports, written):
    batch = imports.stage(ImportKind.STANDARDS, STANDARDS, MIL, WRONG, SORGHO)
    before = written()
    with pytest.raises(DomainError, match="Lignes refusées"):
        imports.apply(batch)
    assert written() == before
    outcome = imports.apply(batch, valid_rows_only=True)
    assert (outcome.added, outcome.refused) == (2, 1)


def test_the_same_file_sent_twice_is_one_batch(session, imports):
    first = imports.stage(ImportKind.STANDARDS, STANDARDS, MIL)
    second = imports.stage(ImportKind.STANDARDS, STANDARDS, MIL)
    assert first is second
    assert session.scalar(sa.select(sa.func.count()).select_from(ImportRow)) == 1


def test_an_import_is_applied_once(imports):
    batch = imports.bring_in(ImportKind.STANDARDS, STANDARDS, MIL)
    with pytest.raises(DomainError, match="«\u00a0Appliqué\u00a0» depuis le 23/11/2026"):
        imports.apply(batch)


def test_a_file_that_changes_nothing_is_not_applied(imports):
    imports.bring_in(ImportKind.STANDARDS, STANDARDS, MIL)
    batch = imports.stage(ImportKind.STANDARDS, STANDARDS, MIL, "")
    with pytest.raises(DomainError, match="ne change rien"):
        imports.apply(batch)


def test_what_changed_since_the_preview_is_shown_again_before_anything_is_written(session, imports):
    batch = imports.stage(ImportKind.STANDARDS, STANDARDS, MIL)
    factories.edition(session, "NM 1:2019", title_fr="Saisie à la main entre-temps")
    with pytest.raises(services.OutdatedPreviewError):
        imports.apply(batch)
    services.restage(session, batch, actor=imports.actor, at=NOW, today=TODAY)
    [row] = imports.rows(batch)
    assert row.verdict is Verdict.CHANGED
    assert row.changes["title_fr"] == ["Saisie à la main entre-temps", "Mil"]
    assert imports.apply(batch).changed == 1


def test_a_stale_page_applies_nothing(imports):
    batch = imports.stage(ImportKind.STANDARDS, STANDARDS, MIL)
    with pytest.raises(Conflict):
        imports.apply(batch, seen_version=batch.version - 1)


def test_a_discarded_file_leaves_no_rows(session, imports):
    batch = imports.stage(ImportKind.STANDARDS, STANDARDS, MIL)
    services.discard(session, batch, actor=imports.actor, seen_version=batch.version, at=NOW)
    assert imports.rows(batch) == []
    with pytest.raises(DomainError, match="Abandonné"):
        imports.apply(batch)


def test_only_those_who_may_import_do(session, imports):
    batch = imports.stage(ImportKind.STANDARDS, STANDARDS, MIL)
    admin = factories.actor(factories.account(session, Role.ADMIN))
    for actor in (ANONYMOUS, admin):
        with pytest.raises(NotAllowed):
            services.apply(
                session, batch, actor=actor, seen_version=batch.version, valid_rows_only=True,
                at=NOW, today=TODAY,
            )  # fmt: skip
    imports.actor = system_actor()
    assert imports.apply(batch).added == 1


def test_every_act_is_in_the_journal_and_has_its_words(session, imports):
    iso = "ISO;ISO 53800:2024;Autre titre;;Principal;"
    batch = imports.bring_in(ImportKind.REFERENCE, f"{REFERENCE};URN", f"{iso};urn:x")
    imports.undo(batch)
    tags = session.scalars(sa.select(Entry.tag).order_by(Entry.seq)).all()
    assert tags == [
        "reference:corrected", "import:row_changed", "import:applied",
        "import:row_restored", "import:undone",
    ]  # fmt: skip
    assert {tag for tag in tags if tag.startswith("import:")} <= set(TAG_LABELS)
    assert list(chain_faults(session)) == []


def test_undoing_removes_what_was_created_and_asks_search_to_forget_it(session, imports):
    line = 'NM 1:2019;Mil;CTN2;67.060;;;;;;"NM 1:2001"'
    batch = imports.bring_in(ImportKind.STANDARDS, f"{STANDARDS};Remplace", line)
    [row] = imports.rows(batch)
    assert row.subject_id is not None
    imports.undo(batch)
    assert batch.state is BatchState.UNDONE
    for table in (Edition, Standard, Relation):
        assert session.scalar(sa.select(sa.func.count()).select_from(table)) == 0
    asked = session.scalars(sa.select(Message.payload).order_by(Message.id)).all()
    assert asked[-1] == {"kind": "edition", "ids": [row.subject_id]}


def test_undoing_takes_the_interest_off_the_documents_it_had_given_it(app, session, imports):
    """An entry gone, neither the standard nor ISO's document of its reference may keep it."""
    factories.edition(session, "NM 7:2020", national=True)
    factories.deliverable(session, "ISO 71007:2021", iso_id=7)
    index = search.the_index(app)
    search.rebuild(session, index)
    lines = [f"ISO;{one};Titre;;Principal;Motif" for one in ("NM 7:2020", "ISO 71007:2021")]
    batch = imports.bring_in(ImportKind.REFERENCE, f"{REFERENCE}", *lines)
    asked = sa.select(Message).where(Message.topic == "index").order_by(Message.id)
    search.synchronise(session, session.scalars(asked).all(), index=index)
    assert search.in_step(session, index)
    imports.undo(batch)
    search.synchronise(session, session.scalars(asked).all()[2:], index=index)
    assert search.in_step(session, index)


def test_undoing_puts_back_what_was_changed(session, imports):
    known = factories.edition(session, "NM 1:2019", title_fr="Ancien titre", nature=None)
    batch = imports.bring_in(
        ImportKind.STANDARDS, f"{STANDARDS};Annulée le;Remplace", f"{MIL};;NM 1:2001"
    )
    assert (known.title_fr, len(imports.rows(batch))) == ("Mil", 1)
    imports.undo(batch)
    session.expire_all()
    found = session.scalars(
        sa.select(Edition).options(sa.orm.selectinload(Edition.ics_codes))
    ).one()
    assert (found.title_fr, found.nature, found.ics_codes) == ("Ancien titre", None, [])
    assert found.homologated_on == date(2025, 6, 1)
    assert session.scalar(sa.select(sa.func.count()).select_from(Relation)) == 0


def test_undoing_an_item_keeps_its_history_readable(session, imports):
    factories.committee(session, "CTN2")
    item = factories.work_item(session, number="2026-001", title_fr="Karité")
    batch = imports.bring_in(
        ImportKind.PROGRAMME, f"{PROGRAMME};Date cible 40.20",
        "2026-001;Karité;CTN2;30.20;12/03/2026;;01/12/2026",
        ";Mil;CTN2;30.20;12/03/2026;;",
    )  # fmt: skip
    imports.undo(batch)
    session.expire_all()
    assert session.scalars(sa.select(WorkItem.title_fr)).all() == ["Karité"]
    assert (item.stage_code, item.committee_id) == ("20.00", None)
    events = session.scalars(sa.select(StageEvent).order_by(StageEvent.id)).all()
    assert [event.code for event in events] == ["20.00", "30.20", "30.20"]
    assert [event.code for event in standing(events)] == ["20.00"]


def test_an_import_is_undone_once_and_with_a_reason(imports):
    batch = imports.bring_in(ImportKind.STANDARDS, STANDARDS, MIL)
    with pytest.raises(DomainError, match="pourquoi"):
        imports.undo(batch, reason="")
    imports.undo(batch)
    with pytest.raises(DomainError, match="«\u00a0Annulé\u00a0» depuis le 23/11/2026"):
        imports.undo(batch)


def test_what_a_person_edited_since_is_left_and_named(session, imports):
    batch = imports.bring_in(ImportKind.STANDARDS, STANDARDS, MIL, SORGHO)
    mil = session.scalars(sa.select(Edition).where(Edition.reference == "NM 1:2019")).one()
    mil.title_fr = "Corrigé à la main"
    session.flush()
    plan = imports.undo(batch)
    assert list(plan.kept) == [2]
    assert "modifiée depuis l’import" in str(plan.kept[2])
    assert session.scalars(sa.select(Edition.title_fr)).all() == ["Corrigé à la main"]
    assert "modifiée depuis" in (imports.rows(batch)[0].kept_reason or "")


def test_a_link_added_since_counts_as_an_edit(session, imports):
    batch = imports.bring_in(ImportKind.STANDARDS, STANDARDS, MIL)
    [row] = imports.rows(batch)
    session.add(Relation(edition_id=row.subject_id, kind="replaces", target_reference="NM 1:2001"))
    session.flush()
    assert list(plan_of(session, batch).kept) == [2]


def test_what_something_refers_to_is_left_and_its_holder_named(session, imports):
    batch = imports.bring_in(ImportKind.STANDARDS, STANDARDS, MIL, SORGHO)
    first, _second = imports.rows(batch)
    mil = session.get_one(Edition, first.subject_id)
    factories.text_version(session, of_edition=mil, kind=TextKind.HOMOLOGATED)
    plan = imports.undo(batch)
    assert "un texte joint" in str(plan.kept[2].params["holder"])
    assert session.scalars(sa.select(Edition.reference)).all() == ["NM 1:2019"]


def test_a_standard_that_others_only_mention_goes_and_the_mention_stays(session, imports):
    adoption = factories.edition(session, "NM 9:2020", base_reference="NM 1:2019")
    batch = imports.bring_in(ImportKind.STANDARDS, STANDARDS, MIL)
    session.refresh(adoption)
    assert adoption.base_edition_id is not None
    imports.undo(batch)
    session.refresh(adoption)
    assert (adoption.base_edition_id, adoption.base_reference) == (None, "NM 1:2019")


def test_undoing_gives_a_verified_entry_its_verification_back(session, imports):
    entry = session.scalars(
        sa.select(ReferenceEntry).where(ReferenceEntry.reference == "ISO 53800:2024")
    ).one()
    entry.verified_on, entry.verification_source = date(2026, 1, 5), "Le texte"
    session.flush()
    batch = imports.bring_in(
        ImportKind.REFERENCE, REFERENCE, "ISO;ISO 53800:2024;Autre titre;;Principal;"
    )
    assert entry.verified_on is None
    assert "de nouveau à vérifier" in imports.problems(batch)[0]
    imports.undo(batch)
    assert (entry.verified_on, entry.verification_source) == (date(2026, 1, 5), "Le texte")
    assert entry.edited_at is None


def test_a_row_the_services_refuse_at_the_last_moment_undoes_the_whole_act(
    session, imports, monkeypatch
):
    batch = imports.stage(ImportKind.STANDARDS, STANDARDS, MIL, SORGHO)
    session.commit()

    def refuse(_register: object, facts: EditionFacts, **_options: object) -> None:
        if facts.reference == "NM 2:2019":
            raise Invalid(TAG_LABELS["import:undone"])

    monkeypatch.setattr("catalogue.records.services._refuse_faults", refuse)
    with pytest.raises(DomainError, match=r"Ligne 3.*Rien n’a été appliqué"):
        imports.apply(batch, at=NOW + timedelta(hours=1))
    session.rollback()
    assert session.scalar(sa.select(sa.func.count()).select_from(Edition)) == 0


def test_a_file_that_would_write_for_minutes_is_to_be_parted(imports, monkeypatch):
    monkeypatch.setitem(services.MOST_WRITTEN, ImportKind.STANDARDS, 1)
    with pytest.raises(DomainError, match=r"écrirait 2 fiches.*en écrit au plus 1"):
        imports.stage(ImportKind.STANDARDS, STANDARDS, MIL, SORGHO)


def test_a_long_file_costs_few_queries_more_than_a_short_one(imports, count_queries):
    """One act holds the writer's place: it must not ask the database row by row."""

    def cost(*numbers: int) -> int:
        rows = [f"NM {one}:2019;Norme {one};CTN2;67.060;;ISO {one}:2010;IDT;;" for one in numbers]
        batch = imports.stage(ImportKind.STANDARDS, STANDARDS, *rows)
        before = count_queries.count
        with count_queries:
            imports.apply(batch)
        return count_queries.count - before

    cost(1)
    few, many = cost(*range(10, 15)), cost(*range(100, 220))
    # The standard and the edition are inserted one by one, where a database cannot number a batch.
    assert many - few <= 2 * (120 - 5)


def test_editions_of_one_file_may_rest_on_one_another(session, imports):
    """The base and what is replaced are rows of the same file, before or after."""
    head = f"{STANDARDS};Remplace"
    adopted = "NM 8:2020;Reprise;CTN2;67.060;Norme nouvelle;NM 9:2019;IDT;12/03/2020;;NM 9:2018"
    based = "NM 9:2019;Base;CTN2;67.060;Norme nouvelle;;;12/03/2019;;"
    former = "NM 9:2018;Ancienne;CTN2;67.060;Norme nouvelle;;;12/03/2018;;"
    imports.bring_in(ImportKind.STANDARDS, head, adopted, based, former)
    session.expire_all()
    found = {
        one.reference: one
        for one in session.scalars(sa.select(Edition).where(Edition.national)).all()
    }
    assert found["NM 8:2020"].base_edition_id == found["NM 9:2019"].id
    [relation] = session.scalars(sa.select(Relation)).all()
    assert relation.target_edition_id == found["NM 9:2018"].id
    assert session.scalar(sa.select(sa.func.count()).select_from(Standard)) == 2
    assert list(chain_faults(session)) == []


def test_a_row_like_one_being_imported_is_refused_by_its_row(session, imports, monkeypatch):
    """Two writings of one reference are one: the register itself refuses the second."""
    monkeypatch.setattr("catalogue.exchange.proposals._twins", lambda *_: {})
    batch = imports.stage(
        ImportKind.STANDARDS, STANDARDS, MIL, MIL.replace("NM 1:2019", "NM  1 : 2019")
    )
    session.commit()
    with pytest.raises(DomainError, match=r"Ligne 3 : Cette référence est déjà enregistrée"):
        imports.apply(batch)
