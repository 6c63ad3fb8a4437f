"""«Tableau du secrétariat»: each list holds what it says, and nothing one must not know."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from catalogue.accounts.models import AccountRole
from catalogue.permissions import Role
from catalogue.work_programme.vocabulary import TextKind
from review.assignments.models import Competence
from review.desk import queries
from review.desk.vocabulary import BoardList
from review.needs.vocabulary import Admissibility
from tests import factories
from tests.review.assignments.arranging import (
    ONE,
    TODAY,
    ZERO,
    asked,
    begun,
    council_text,
    entering,
    handed_in,
    opened,
    reader,
    secretariat,
)
from tests.review.needs.people import People

LATER = TODAY + timedelta(days=60)


@pytest.fixture
def by(session):
    return secretariat(session)


def counts(session, by, *, today=TODAY):
    return queries.board_counts(session, factories.actor(by), today=today)


def titled(session, title):
    return council_text(session, factories.work_item(session, title_fr=title))


def test_a_round_is_to_confide_until_it_has_its_readers(session, by):
    made = opened(session, titled(session, "Karité"), by)
    draft = opened(session, council_text(session, kind=TextKind.DRAFT), by)
    assert counts(session, by)[BoardList.UNASSIGNED] == 2
    asked(session, draft, reader(session), by)
    asked(session, made, reader(session), by)
    assert counts(session, by)[BoardList.UNASSIGNED] == 1
    asked(session, made, reader(session), by)
    assert counts(session, by)[BoardList.UNASSIGNED] == 0


def test_waiting_then_late_never_both(session, by):
    made = opened(session, titled(session, "Karité"), by, due_on=date(2026, 12, 20))
    invited, reading = reader(session), reader(session)
    one = asked(session, made, invited, by)
    begun(session, asked(session, made, reading, by), reading)
    seen = [
        (found[BoardList.UNANSWERED], found[BoardList.LATE])
        for day in (TODAY, one.respond_by, one.respond_by + timedelta(days=1), LATER)
        for found in [counts(session, by, today=day)]
    ]
    assert seen == [(1, 0), (1, 0), (0, 1), (0, 2)]


def test_a_closed_round_waits_for_nobody(session, by):
    from review.assignments import rounds
    from tests.review.assignments.arranging import NOW, again

    made = opened(session, titled(session, "Karité"), by, due_on=date(2026, 12, 20))
    asked(session, made, reader(session), by)
    found = again(session, made)
    rounds.cancel_round(
        session,
        found,
        actor=factories.actor(by),
        reason="Texte retiré.",
        seen_version=found.version,
        at=NOW,
    )
    session.flush()
    assert set(counts(session, by, today=LATER).values()) == {0}


def test_every_list_shows_its_lines_and_its_way_on(session, by, sign_in, clock):
    people = People(session)
    needs = people.filed(title_fr="Savon au karité")
    people.screen(needs, admissibility=Admissibility.TO_COMPLETE, reason="Précisez.", asked=("17",))
    opened(session, titled(session, "Texte sans personne"), by)
    disputed = opened(session, titled(session, "Texte en désaccord"), by)
    for who, answers in ((reader(session), ONE), (reader(session), ZERO)):
        part = begun(session, asked(session, disputed, who, by), who)
        handed_in(session, part, who, answers)
    waiting = opened(session, titled(session, "Texte attendu"), by, due_on=date(2026, 12, 20))
    asked(session, waiting, reader(session, name="Awa Traoré"), by)
    session.commit()
    client = entering(sign_in, by)

    def shown(wanted):
        page = client.get(f"/secretariat?liste={wanted.value}")
        assert page.status_code == 200
        return page.text

    assert "Texte sans personne" in shown(BoardList.UNASSIGNED)
    assert "Texte attendu" in shown(BoardList.UNASSIGNED)
    assert "Awa Traoré" in shown(BoardList.UNANSWERED)
    assert "Awa Traoré" not in shown(BoardList.LATE)
    assert "Texte en désaccord" in shown(BoardList.DISAGREEMENT)
    assert "Savon au karité" in shown(BoardList.TO_COMPLETE)
    clock.advance(days=30)
    late = shown(BoardList.LATE)
    assert "Awa Traoré" in late
    assert "Sans réponse" in late
    assert "en retard de 23 jours" in late
    # An address that names no list shows the first, and a page that does not exist is empty.
    assert "Texte sans personne" in client.get("/secretariat?liste=zzz&page=abc").text
    assert client.get("/secretariat?liste=a-confier&page=9999").status_code == 200


def test_loads_tell_what_each_person_has_in_hand(session, by, sign_in, clock):
    who = reader(session, name="Awa Traoré")
    reader(session, name="Libre Lecteur", trained_on=None)
    session.add(Competence(account_id=who.id, ics_prefix="67"))
    for _ in range(2):
        asked(session, opened(session, council_text(session), by), who, by)
    session.commit()
    client = entering(sign_in, by)
    clock.advance(days=30)
    page = client.get("/secretariat/charge").text
    line = page[page.index("Awa Traoré") : page.index("Libre Lecteur")]
    assert line.count(">2<") == 2, "two in hand, both late to answer"
    assert "67" in line


def test_who_reads_in_a_round_learns_nothing_of_it_from_the_board(session, by, sign_in):
    """Somebody asked to read who came to the secretariat meanwhile."""
    turned = reader(session, name="Passée Au Secrétariat")
    other = reader(session, name="Xénophile Quartz")
    made = opened(session, titled(session, "Texte scellé"), by)
    asked(session, made, turned, by)
    asked(session, made, other, by)
    session.add(AccountRole(account_id=turned.id, role=Role.SECRETARIAT, valid_from=TODAY))
    session.commit()
    session.expunge_all()
    client = entering(sign_in, turned)
    for wanted in BoardList:
        page = client.get(f"/secretariat?liste={wanted.value}").text
        assert "Quartz" not in page
    assert "Texte scellé" not in client.get("/secretariat").text
    loads = client.get("/secretariat/charge").text
    line = loads[loads.index("Xénophile Quartz") :]
    assert ">0<" in line[: line.index("</tr>")], "a load would tell who the other reader is"
