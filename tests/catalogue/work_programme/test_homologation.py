"""Homologating one item or a whole session, and taking an act back."""

from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.errors import Invalid, NotAllowed
from catalogue.messages import N_
from catalogue.permissions import ANONYMOUS
from catalogue.records.models import Edition, Relation, Standard
from catalogue.records.vocabulary import Correspondence, EditionStatus, Nature, RelationKind
from catalogue.work_programme import services
from catalogue.work_programme.models import HomologationAct, HomologationLine
from catalogue.work_programme.vocabulary import TextKind, WorkItemStatus
from tests import factories
from tests.catalogue.work_programme.conftest import line, stood
from tests.conftest import NOW

TODAY = NOW.date()


def preview(session, lines, facts):
    return services.preview_homologation(session, lines, facts, today=TODAY)


class TestRecording:
    def test_the_item_becomes_an_edition_with_its_three_dates(self, session, waiting, homologate):
        committee = factories.committee(session)
        item = waiting(
            title_fr="Beurre de karité",
            committee_id=committee.id,
            base_reference="CXS 325:2017",
            correspondence=Correspondence.MODIFIED,
        )
        text = factories.text_version(session, item)
        homologate(
            line(item, "NM 01-02-003:2026", nature=Nature.TECHNICAL_REVISION),
            published_on=date(2026, 8, 1),
        )
        edition = session.scalars(sa.select(Edition)).one()
        standard = session.get(Standard, edition.standard_id)
        assert edition.reference == "NM 01-02-003:2026"
        assert standard.identifier == "NM 01-02-003"
        assert (edition.year, edition.nature) == (2026, Nature.TECHNICAL_REVISION)
        assert edition.national
        assert edition.cnncq_adopted_on == date(2026, 6, 10)
        assert edition.homologated_on == date(2026, 7, 1)
        assert edition.published_on == date(2026, 8, 1)
        assert edition.text_document_id == text.document_id
        assert edition.committee_id == committee.id
        assert edition.correspondence is Correspondence.MODIFIED
        assert (item.status, item.edition_id) == (WorkItemStatus.HOMOLOGATED, edition.id)
        assert stood(session, item)[1:] == [
            ("50.99", date(2026, 6, 10)),
            ("60.00", date(2026, 7, 1)),
            ("60.60", date(2026, 8, 1)),
        ]
        assert (item.stage_code, item.stage_on) == ("60.60", date(2026, 8, 1))

    def test_without_a_date_of_its_own_the_act_has_none_and_the_councils_counts(
        self, session, waiting, homologate
    ):
        item = waiting()
        homologate(line(item), homologated_on=None)
        edition = session.scalars(sa.select(Edition)).one()
        assert edition.homologated_on is None
        assert edition.cnncq_adopted_on == date(2026, 6, 10)
        assert (item.stage_code, item.stage_on) == ("60.00", date(2026, 6, 10))

    def test_an_adoption_recorded_before_is_not_repeated(self, session, waiting, homologate):
        item = waiting(stage_code="50.99", stage_on=date(2026, 6, 10))
        homologate(line(item))
        assert [code for code, _day in stood(session, item)] == ["50.99", "60.00"]

    def test_a_free_text_number_is_kept_as_typed(self, session, waiting, homologate):
        homologate(line(waiting(), "Norme malienne n° 7 bis"))
        edition = session.scalars(sa.select(Edition)).one()
        assert (edition.reference, edition.year) == ("Norme malienne n° 7 bis", None)

    def test_a_revision_extends_its_standard_and_may_withdraw_the_edition_replaced(
        self, session, waiting, homologate
    ):
        old = factories.edition(session, "NM 30:2015")
        act = homologate(
            line(
                waiting(revises_edition_id=old.id),
                "NM 30:2026",
                nature=Nature.TECHNICAL_REVISION,
                withdraws_replaced=True,
            )
        )
        new = session.scalars(sa.select(Edition).where(Edition.reference == "NM 30:2026")).one()
        assert new.standard_id == old.standard_id
        relation = session.scalars(sa.select(Relation)).one()
        assert (relation.kind, relation.target_edition_id) == (RelationKind.REPLACES, old.id)
        assert relation.effective_on == date(2026, 7, 1)
        assert (old.status, old.withdrawn_on) == (EditionStatus.WITHDRAWN, date(2026, 7, 1))
        kept = session.scalars(sa.select(HomologationLine)).one()
        assert (kept.act_id, kept.withdrew_edition_id) == (act.id, old.id)

    def test_a_revision_finds_the_edition_it_replaces_by_its_number(
        self, session, waiting, homologate
    ):
        factories.edition(session, "NM 31:2009")
        latest = factories.edition(session, "NM 31:2015")
        homologate(line(waiting(), "NM 31:2026", nature=Nature.EDITORIAL_REVISION))
        assert session.scalars(sa.select(Relation)).one().target_edition_id == latest.id
        assert latest.status is EditionStatus.PUBLISHED

    def test_an_amendment_amends_and_withdraws_nothing(self, session, waiting, homologate):
        old = factories.edition(session, "NM 32:2015")
        homologate(
            line(
                waiting(revises_edition_id=old.id),
                "NM 32:2015/Amd 1:2026",
                nature=Nature.AMENDMENT,
                withdraws_replaced=True,
            )
        )
        assert session.scalars(sa.select(Relation)).one().kind is RelationKind.AMENDS
        assert old.status is EditionStatus.PUBLISHED

    def test_the_homologated_text_wins_over_the_one_sent_to_the_council(
        self, session, waiting, homologate
    ):
        item = waiting()
        final = factories.text_version(session, item, kind=TextKind.HOMOLOGATED)
        factories.text_version(session, item, kind=TextKind.COUNCIL)
        factories.text_version(session, item, kind=TextKind.DRAFT)
        homologate(line(item))
        assert session.scalars(sa.select(Edition)).one().text_document_id == final.document_id

    def test_other_slices_are_told_of_each_edition(self, waiting, homologate, monkeypatch):
        told = []
        monkeypatch.setattr(
            "catalogue.work_programme.homologation_act.after_homologation",
            [lambda _session, item, edition, _actor, at: told.append((item, edition, at))],
        )
        item = waiting()
        homologate(line(item))
        assert [(one.id, edition.reference, at) for one, edition, at in told] == [
            (item.id, f"NM 50.{item.id:03d}:2026", NOW)
        ]

    def test_only_the_secretariat(self, session, waiting, facts):
        with pytest.raises(NotAllowed):
            services.homologate(
                session, [line(waiting())], facts(), actor=ANONYMOUS, at=NOW, today=TODAY
            )


class TestObjections:
    @pytest.fixture
    def blocking(self, monkeypatch):
        monkeypatch.setattr(
            "catalogue.work_programme.homologation.objections",
            [lambda _session, _item: [N_("A13 est « bloquant ».")]],
        )

    @pytest.mark.usefixtures("blocking")
    def test_an_objection_is_answered_by_a_reason_on_the_line(
        self, session, waiting, facts, homologate
    ):
        item = waiting()
        seen = preview(session, [line(item)], facts())
        assert not seen.possible
        assert "override_reason" in seen.lines[0].problems
        with pytest.raises(Invalid):
            homologate(line(item))
        homologate(line(item, override_reason="Risque couvert par la NM 12"))
        kept = session.scalars(sa.select(HomologationLine)).one()
        assert kept.override_reason == "Risque couvert par la NM 12"


class TestProblems:
    def test_each_impossible_date_is_said_on_its_field(self, session, waiting, facts):
        item = waiting()

        def problems(**own):
            return set(preview(session, [line(item)], facts(**own)).problems)

        assert problems(cnncq_on=date(2026, 12, 1), homologated_on=None) == {"cnncq_on"}
        assert problems(homologated_on=date(2026, 6, 9)) == {"homologated_on"}
        assert problems(published_on=date(2026, 6, 30)) == {"published_on"}
        assert problems(published_on=date(2027, 1, 1)) == {"published_on"}
        assert problems(session_label="") == {"session_label"}
        assert problems() == set()

    def test_the_council_cannot_adopt_before_the_items_own_stage(self, session, waiting, facts):
        item = waiting(stage_on=date(2026, 6, 11))
        seen = preview(session, [line(item)], facts())
        assert "50.60" in str(seen.lines[0].problems[""])
        recorded = waiting(stage_code="50.99", stage_on=date(2026, 6, 1))
        seen = preview(session, [line(recorded)], facts())
        assert "50.99" in str(seen.lines[0].problems[""])

    def test_a_reference_is_needed_once_and_free(self, session, waiting, facts):
        factories.edition(session, "NM 40:2020")
        items = [waiting() for _ in range(5)]
        references = ["", "nm 40 : 2020", "NM 41:2026", "NM  41:2026", "x" * 201]
        lines = [
            line(item, reference=reference) if reference else line(item, reference=" ")
            for item, reference in zip(items, references, strict=True)
        ]
        lines[0] = services.Line(work_item_id=items[0].id, reference="", nature=Nature.NEW)
        seen = preview(session, lines, facts())
        assert all("reference" in one.problems for one in seen.lines)
        assert "NM 40:2020" in str(seen.lines[1].problems["reference"])

    def test_another_bodys_number_is_not_a_national_one(self, session, waiting, facts):
        factories.edition(session, "ISO 9001:2015", body_code="ISO")
        seen = preview(session, [line(waiting(), "ISO 9001:2026")], facts())
        assert "ISO" in str(seen.lines[0].problems["reference"])

    def test_only_what_waits_for_the_council_in_the_version_seen(self, session, waiting, facts):
        active = factories.work_item(session, stage_code="50.60")
        changed = waiting()
        stale = line(changed, seen_version=changed.version + 1)
        gone = services.Line(work_item_id=9999, reference="NM 1:2026", nature=None)
        seen = preview(session, [line(active), stale, gone], facts())
        assert "en attente" in str(seen.lines[0].problems[""])
        assert "modifié" in str(seen.lines[1].problems[""])
        assert "" in seen.lines[2].problems

    def test_the_nature_is_asked_again(self, session, waiting, facts):
        seen = preview(session, [line(waiting(), nature=None)], facts())
        assert "nature" in seen.lines[0].problems

    def test_what_is_missing_without_forbidding_is_said(self, session, waiting, facts):
        item = waiting(base_reference="ISO 1:2020")
        seen = preview(session, [line(item, nature=Nature.TECHNICAL_REVISION)], facts())
        said = " ".join(str(one) for one in seen.lines[0].warnings)
        assert seen.possible
        for words in ("degré", "texte final", "ICS", "révisée"):
            assert words in said

    def test_a_new_standard_under_a_number_in_use_is_questioned(self, session, waiting, facts):
        factories.edition(session, "NM 42:2015")
        seen = preview(session, [line(waiting(), "NM 42:2026")], facts())
        assert any("NM 42:2015" in str(one) for one in seen.lines[0].warnings)

    def test_it_says_how_the_standard_will_count(self, session, waiting, facts):
        natural = [
            (waiting(), Nature.NEW, "entre dans"),
            (waiting(), Nature.AMENDMENT, "Hors"),
            (waiting(base_reference="ISO 1:2020"), Nature.NEW, "degré"),
            (
                waiting(base_reference="ISO 1:2020", correspondence=Correspondence.IDENTICAL),
                Nature.NEW,
                "Adoption",
            ),
        ]
        lines = [line(item, nature=nature) for item, nature, _words in natural]
        seen = preview(session, lines, facts())
        for one, (_item, _nature, words) in zip(seen.lines, natural, strict=True):
            assert words in str(services.counting(one))

    def test_nothing_is_written_when_one_line_is_wrong(self, session, waiting, homologate):
        good, bad = waiting(), waiting()
        with pytest.raises(Invalid) as refused:
            homologate(line(good), line(bad, nature=None))
        assert f"{bad.number}: nature" in refused.value.problems
        assert session.scalar(sa.select(sa.func.count()).select_from(Edition)) == 0
        assert good.status is WorkItemStatus.AWAITING_COUNCIL


class TestTwice:
    def test_the_same_act_again_makes_nothing_and_names_the_first(
        self, session, waiting, homologate
    ):
        lines = [line(waiting()), line(waiting())]
        first = homologate(*lines)
        with pytest.raises(services.AlreadyHomologatedError, match="11e session") as refused:
            homologate(*lines)
        assert refused.value.act_id == first.id
        assert session.scalar(sa.select(sa.func.count()).select_from(Edition)) == 2
        assert session.scalar(sa.select(sa.func.count()).select_from(HomologationAct)) == 1

    def test_a_line_homologated_elsewhere_stops_the_act(self, waiting, homologate):
        done, waits = waiting(), waiting()
        homologate(line(done))
        with pytest.raises(Invalid) as refused:
            homologate(line(done, "NM 60:2026"), line(waits))
        assert "déjà homologué" in str(refused.value.problems[f"{done.number}: "])


@pytest.fixture
def alone(monkeypatch):
    """Leave aside what other slices do for each line: it is theirs to count."""
    place = "catalogue.work_programme"
    monkeypatch.setattr(f"{place}.homologation.objections", [])
    monkeypatch.setattr(f"{place}.homologation_act.after_homologation", [])


@pytest.mark.usefixtures("alone")
def test_reading_for_an_act_does_not_grow_with_its_lines(
    session, waiting, facts, secretary, count_queries
):
    def reads(number: int) -> int:
        lines = [line(waiting()) for _ in range(number)]
        session.commit()
        count_queries.statements.clear()
        with count_queries:
            services.homologate(session, lines, facts(), actor=secretary, at=NOW, today=TODAY)
            session.commit()
        return len([one for one in count_queries.statements if one.startswith("SELECT")])

    assert reads(60) == reads(3)
