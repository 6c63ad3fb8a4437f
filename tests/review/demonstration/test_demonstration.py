"""The demonstration, loaded once: what it promises to show is there, and every page opens."""

from __future__ import annotations

import collections
import html
import re
from dataclasses import replace
from pathlib import Path

import click
import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session, selectinload

from catalogue import checks
from catalogue.accounts.models import Account
from catalogue.committees.models import Committee, CommitteeMirror, Mandate, Person
from catalogue.committees.vocabulary import COUNTED_SEXES, CommitteeKind
from catalogue.database import begin_write, db
from catalogue.errors import DomainError
from catalogue.exchange.models import ImportBatch
from catalogue.exchange.vocabulary import BatchState, ImportKind
from catalogue.journal.checking import chain_faults
from catalogue.journal.models import Entry
from catalogue.outbox.models import Message
from catalogue.records.models import Edition
from catalogue.records.vocabulary import EditionStatus
from catalogue.search import services as search
from catalogue.work_programme.models import FurtherBase, HomologationAct, WorkItem
from catalogue.work_programme.vocabulary import WorkItemStatus
from review import checks as review_checks
from review.analysis.vocabulary import WordingClass
from review.answers.models import Review
from review.assignments.models import ReviewRound
from review.assignments.vocabulary import Phase, ReviewMode, RoundState
from review.checklists.models import ChecklistVersion
from review.decisions.models import Decision, DiscussionNote
from review.decisions.vocabulary import DecisionBasis
from review.demonstration.accounts import renew_passwords
from review.demonstration.cast import HOLDERS, PRINTED
from review.demonstration.cli import fill, group, keep_banner
from review.demonstration.load import Holds, holds, load
from review.directory.models import GenderBody, Structure
from review.findings.models import FindingReply, RoundReturn
from review.findings.vocabulary import ReturnState
from review.indicators.models import IndicatorSheet, Reading
from review.indicators.services import standards_developed
from review.needs.models import NeedsExpression
from review.needs.vocabulary import NeedsState
from review.nominations.models import Call, ParticipationHint, ParticipationText, Proposal
from review.nominations.vocabulary import CallState, TextStanding
from review.nominations.vocabulary import Outcome as NominationOutcome
from review.reminders.models import Reminder
from review.reminders.vocabulary import ReminderKind
from review.restitution.models import RestitutionSheet
from tests import factories
from tests.conftest import NOW

MAIN_PAGES = (
    *("/", "/programme", "/programme?liste=homologues", "/normes", "/recherche?q=karité"),
    *("/liste-de-reference", "/indicateurs", "/indicateurs/5.3", "/indicateurs/5.3/releves"),
    *("/plan", "/methode"),
)
# The rooms of the plan; papers and files are tested where they are written.
PLAN_ROOMS = re.compile(
    r"/(plan|appels|formations|livrables|rapports-d-analyse|restitution|tableau-de-bord|"
    r"comite-de-suivi|comites|structures|organismes|series)\b(?!.*\.(csv|xlsx|json|pdf|ics))"
)
PAGES: dict[str, tuple[str, ...]] = {
    "demo.presidence": ("/besoins", "/comites"),
    "demo.relecture1": ("/relectures",),
    "demo.pointfocal": ("/besoins", "/relectures"),
    "demo.secretariat": (
        *("/besoins", "/relectures", "/journal", "/comites/personnes", "/restitution/preparation"),
        *("/appels/1", "/appels/1/propositions/3", "/appels/1/propositions/3/retenir"),
        *("/appels/1/propositions/3/ecarter", "/appels/textes/1", "/appels/textes/2/pistes"),
    ),
    "demo.suivi": ("/journal", "/indicateurs/4.2"),
    "demo.administration": ("/comptes", "/reglages"),
}


@pytest.fixture
def loaded(app: Flask, session: Session) -> Session:
    load(session, app.extensions["settings"].data_dir, at=NOW)
    session.commit()
    search.rebuild(session, search.the_index(app))
    return session


@pytest.mark.long
def test_the_demonstration_shows_what_it_promises(app, loaded, client, sign_in):
    """One test for one loading: it is the whole cost."""
    _has_people_in_every_committee(loaded)
    _has_standards_of_three_years(loaded)
    _has_items_everywhere(loaded)
    _has_needs_and_rounds_in_every_state(loaded)
    _every_page_of_the_desk_shows_something(loaded)
    _every_page_of_the_plan_shows_something(loaded)
    _figure_is_worth_reading(loaded)
    _contradicts_itself_only_on_purpose(app, loaded)
    _is_told_in_order(loaded)
    _opens_for_everybody(app, loaded, client, sign_in)
    _is_not_loaded_twice(app, loaded)


def _has_people_in_every_committee(session: Session) -> None:
    seated = session.scalar(
        sa.select(sa.func.count(sa.distinct(Mandate.committee_id)))
        .join(Committee)
        .where(Committee.kind == CommitteeKind.TECHNICAL)
    )
    assert seated == 12
    people = session.scalars(sa.select(Person)).all()
    assert {person.sex for person in people} >= set(COUNTED_SEXES)
    assert all("inventée" in f"{one.function} {one.family_name}" for one in people)
    assert session.scalar(sa.select(sa.func.count()).where(Mandate.person_id.is_(None)))


def _has_standards_of_three_years(session: Session) -> None:
    editions = session.scalars(sa.select(Edition).where(Edition.national)).all()
    standing = [one for one in editions if one.status is not EditionStatus.VOID]
    years = {(one.homologated_on or one.cnncq_adopted_on).year for one in standing}
    assert len(standing) >= 60
    assert years == {2024, 2025, 2026}
    assert all(one.reference.startswith("DÉMO ") for one in editions)
    statuses = {one.status for one in editions}
    assert statuses == {EditionStatus.PUBLISHED, EditionStatus.WITHDRAWN, EditionStatus.VOID}
    assert {str(one.correspondence) for one in standing if one.correspondence} == {
        *("IDT", "MOD", "NEQ")
    }
    acts = session.scalars(sa.select(HomologationAct)).all()
    assert [act.undone_at is None for act in acts] == [False, True, True]


def _has_items_everywhere(session: Session) -> None:
    items = session.scalars(sa.select(WorkItem)).all()
    moving = [one for one in items if one.status is not WorkItemStatus.HOMOLOGATED]
    assert len(moving) >= 40
    assert {one.status for one in items} == set(WorkItemStatus)
    assert {one.stage_code[:2] for one in moving} == {"20", "30", "40", "50"}


def _has_needs_and_rounds_in_every_state(session: Session) -> None:
    assert set(session.scalars(sa.select(NeedsExpression.state))) == set(NeedsState)
    rounds = session.execute(sa.select(ReviewRound.phase, ReviewRound.state)).all()
    assert {state for _phase, state in rounds} == set(RoundState)
    assert {phase for phase, _state in rounds} == set(Phase)
    [returned] = session.scalars(sa.select(RoundReturn)).all()
    assert returned.state is ReturnState.SENT
    replies = session.scalars(sa.select(sa.func.count()).select_from(FindingReply)).one()
    assert replies == 1
    assert session.scalars(
        sa.select(ReviewRound).where(
            ReviewRound.state == RoundState.OPEN, ReviewRound.due_on < NOW.date()
        )
    ).all(), "a round is late"
    assert set(session.scalars(sa.select(Decision.basis))) >= {
        DecisionBasis.AGREEMENT,
        DecisionBasis.AGREEMENT_AFTER_DISCUSSION,
        DecisionBasis.ADJUDICATION,
    }


def _every_page_of_the_desk_shows_something(session: Session) -> None:
    sampled = session.execute(
        sa.select(ReviewRound.state, ReviewRound.required_reviews).where(
            ReviewRound.mode == ReviewMode.SAMPLING
        )
    ).all()
    assert len(sampled) == 4
    assert {state for state, _count in sampled} == {RoundState.DECIDED}
    assert 2 in {count for _state, count in sampled}, "a NP is always read twice"
    versions = session.scalars(sa.select(ChecklistVersion).order_by(ChecklistVersion.number)).all()
    assert [one.published_at is not None for one in versions] == [True, True, False]
    assert len(session.scalars(sa.select(DiscussionNote)).all()) >= 4
    kinds = set(session.scalars(sa.select(Reminder.kind)))
    assert {ReminderKind.INVITATION, ReminderKind.BY_HAND} <= kinds
    typed = session.scalars(sa.select(Review).where(Review.entered_by_id.is_not(None))).all()
    assert {one.submitted_at is not None for one in typed} == {True, False}


def _every_page_of_the_plan_shows_something(session: Session) -> None:
    assert set(session.scalars(sa.select(Call.state))) == {CallState.PREPARING, CallState.SENT}
    assert set(session.scalars(sa.select(Proposal.outcome))) == {None, *NominationOutcome}
    texts = session.scalars(
        sa.select(ParticipationText).options(selectinload(ParticipationText.versions))
    ).all()
    assert {one.standing for one in texts} == {TextStanding.IN_FORCE, TextStanding.DRAFT}
    stopping = sa.and_(
        ParticipationHint.wording_class == WordingClass.A,
        ParticipationHint.dismissal_reason.is_(None),
    )
    assert session.scalars(sa.select(ParticipationHint).where(stopping)).all(), "words to correct"
    [sheet] = session.scalars(sa.select(RestitutionSheet)).all()
    assert "démonstration" in sheet.content["story_fr"]
    assert "demonstration" in sheet.content["story_en"]
    for model in (CommitteeMirror, FurtherBase, Structure, GenderBody):
        assert session.scalar(sa.select(sa.func.count()).select_from(model)), model
    [batch] = session.scalars(sa.select(ImportBatch)).all()
    assert (batch.kind, batch.state) == (ImportKind.PROGRAMME, BatchState.APPLIED)


def _figure_is_worth_reading(session: Session) -> None:
    def read(window: str) -> dict[str, object]:
        return standards_developed(
            session, window=window, today=NOW.date(), local_date=lambda at: at.date()
        ).plain

    headline, first_year = read("2024-2026"), read("2024")
    assert 0.10 < headline["ratio"] < 0.20
    assert headline["provisional"]
    assert not first_year["provisional"]
    assert {one["marker"] for one in headline["records"]} == {"2", "1", "0", "NP", None}
    assert headline["pending"]["not_examined"]
    assert headline["pending"]["in_progress"]
    assert headline["adoptions"]["counted"] == 1
    closed = session.execute(
        sa.select(Reading, IndicatorSheet.code)
        .join(IndicatorSheet, IndicatorSheet.id == Reading.sheet_id)
        .order_by(Reading.id)
    ).all()
    assert {code for _reading, code in closed} == {"1.1", "2.1", "4.1", "5.3"}
    readings = [reading for reading, code in closed if code == "5.3"]
    assert len(readings) == 4
    assert [one.correction_reason is not None for one in readings].count(True) == 1


def _contradicts_itself_only_on_purpose(app: Flask, session: Session) -> None:
    folder: Path = app.extensions["settings"].data_dir
    around = checks.Installation(folder, search.the_index(app), NOW, NOW.date())
    faults = [
        str(fault)
        for check in (checks.faults, review_checks.faults)
        for fault in check(session, around)
    ]
    assert len(faults) == 1
    assert "DÉMO 029:2025" in faults[0]
    assert "sans degré" in faults[0]
    remarks = [str(remark) for remark in review_checks.remarks(session, around)]
    assert len(remarks) == 1


def _is_told_in_order(session: Session) -> None:
    instants = session.scalars(sa.select(Entry.at).order_by(Entry.seq)).all()
    assert len(instants) > 1000
    assert instants == sorted(instants)
    assert instants[-1].date() < NOW.date()
    assert list(chain_faults(session)) == []
    waiting = session.scalars(sa.select(Message.topic).where(Message.done_at.is_(None)).distinct())
    papers = {"analysis_report", "monitoring_minutes", "programme_paper"}
    assert set(waiting) == {"text", *papers}, "done once it is served; nothing else waits"


def _opens_for_everybody(app: Flask, session: Session, client, sign_in) -> None:
    begin_write(session)
    given = renew_passwords(session, at=NOW)
    session.commit()
    assert [access.holder.username for access in given] == list(PRINTED)
    assert len({access.password for access in given}) == len(HOLDERS)
    keep_banner(app)
    found: collections.Counter[tuple[str, int]] = collections.Counter()
    for page in MAIN_PAGES:
        found[page, client.get(page).status_code] += 1
    for username, pages in PAGES.items():
        account = session.scalars(sa.select(Account).where(Account.username == username)).one()
        sign_in(account)
        for page in ("/", "/indicateurs/5.3", *pages):
            answer = client.get(page)
            found[f"{username} {page}", answer.status_code] += 1
            assert "Données de démonstration" in answer.get_data(as_text=True)
    assert {status for _page, status in found} == {200}, found
    _every_link_of_the_plan_leads_to_a_page(session, client, sign_in)


def _every_link_of_the_plan_leads_to_a_page(session: Session, client, sign_in) -> None:
    """Follow the links from the rooms of the plan: two pages of each kind, each with a session
    that knows nothing yet, as a request has.
    """
    secretary = session.scalars(sa.select(Account).where(Account.username == "demo.secretariat"))
    sign_in(secretary.one())
    waiting = ["/plan/suivi", "/appels/1/propositions/3"]
    kinds: collections.Counter[str] = collections.Counter()
    broken = {}
    while waiting:
        page = waiting.pop(0)
        kind = re.sub(r"\d+", "0", page.partition("?")[0])
        if kinds[kind] == 2 or kinds[page]:
            continue
        kinds[kind] += 1
        kinds[page] = 1
        session.expunge_all()
        answer = client.get(page)
        if answer.status_code != 200:
            broken[page] = answer.status_code
        linked = re.findall(r'href="(/[^"#]+)"', answer.get_data(as_text=True))
        waiting += [one for one in map(html.unescape, linked) if PLAN_ROOMS.match(one)]
    assert broken == {}
    assert len(kinds) > 100


def _is_not_loaded_twice(app: Flask, session: Session) -> None:
    assert holds(session) is Holds.DEMONSTRATION
    with pytest.raises(DomainError, match="contient déjà des données"):
        load(session, app.extensions["settings"].data_dir, at=NOW)
    before = session.scalar(sa.select(sa.func.count()).select_from(Entry))
    fill(app, app.extensions["settings"])
    assert session.scalar(sa.select(sa.func.count()).select_from(Entry)) == before


def test_real_data_are_left_alone(app, session):
    factories.account(session)
    session.commit()
    assert holds(session) is Holds.REAL_DATA
    with pytest.raises(click.ClickException, match="vraies données"):
        fill(app, app.extensions["settings"])
    begin_write(session)
    with pytest.raises(DomainError, match="contient déjà des données"):
        load(session, app.extensions["settings"].data_dir, at=NOW)


def test_an_installation_that_works_keeps_no_banner(app, session):
    factories.account(session)
    session.commit()
    keep_banner(app)
    assert app.config["DEMO"] is False


def test_a_clock_set_before_the_story_is_refused(app, session):
    with pytest.raises(DomainError, match="vérifiez la date"):
        load(session, app.extensions["settings"].data_dir, at=NOW.replace(year=2025))


def test_the_command_wants_a_folder_of_its_own(app):
    answer = app.test_cli_runner().invoke(group)
    assert answer.exit_code == 1
    assert "make demo" in answer.output


def _demo_accounts(session: Session) -> None:
    for username in PRINTED:
        factories.account(session, username=username)
    session.commit()


def _run_erasing(app: Flask, typed: str) -> tuple[int, str]:
    app.extensions["settings"] = replace(app.extensions["settings"], demo=True)
    answer = app.test_cli_runner().invoke(group, ["--effacer"], input=typed)
    return answer.exit_code, answer.output


def test_erasing_asks_first_and_leaves_other_files(app, session):
    if db.engine.url.get_backend_name() != "sqlite":
        pytest.skip("the command leaves PostgreSQL databases to their owner")
    _demo_accounts(session)
    folder: Path = app.extensions["settings"].data_dir
    (folder / "documents").mkdir()
    (folder / "notes.txt").write_text("à garder", encoding="utf-8")
    code, _output = _run_erasing(app, "non\n")
    assert code == 1
    assert (folder / "documents").exists()
    code, output = _run_erasing(app, "effacer\n")
    assert code == 0, output
    assert not (folder / "documents").exists()
    assert not Path(db.engine.url.database).exists()
    assert (folder / "notes.txt").exists()


def test_erasing_leaves_a_postgresql_database_to_its_owner(app, session):
    if db.engine.url.get_backend_name() != "postgresql":
        pytest.skip("the command erases SQLite databases itself")
    _demo_accounts(session)
    code, output = _run_erasing(app, "effacer\n")
    assert code == 1
    assert "supprimez cette base vous-même" in output


def test_erasing_refuses_real_data(app, session):
    if db.engine.url.get_backend_name() != "sqlite":
        pytest.skip("the command leaves PostgreSQL databases to their owner")
    factories.account(session)
    session.commit()
    code, output = _run_erasing(app, "effacer\n")
    assert code == 1
    assert "rien n’est effacé" in output
