"""A person's calendar: their own dates, what they may see of them, and a private address."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from icalendar import Calendar

from catalogue.database import begin_write
from catalogue.permissions import Role
from review.assignments import queries, services
from review.reminders.models import CalendarAddress
from tests import factories
from tests.review.assignments import arranging
from tests.review.assignments.arranging import NOW, ONE, TODAY, ZERO

DUE = date(2026, 12, 21)
FILE = "/relectures/agenda.ics"


@pytest.fixture
def by(session):
    return arranging.secretariat(session)


@pytest.fixture
def made(session, by):
    item = factories.work_item(
        session,
        title_fr="Mortiers, pilons ; karité",
        committee_id=factories.committee(session, "CTN3").id,
    )
    return arranging.opened(session, arranging.council_text(session, item), by, due_on=DUE)


@pytest.fixture
def readers(session, made, by):
    people = [arranging.reader(session, name=name) for name in ("Awa", "Bintou")]
    given = [arranging.asked(session, made, who, by) for who in people]
    session.commit()
    return list(zip(people, given, strict=True))


def dates(answer):
    """Read a calendar: identifier → (day, title, status, sequence)."""
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/calendar")
    return {
        str(one["uid"]).partition("@")[0]: (
            one["dtstart"].dt,
            str(one["summary"]).replace("\u00a0", " "),
            str(one["status"]),
            int(one["sequence"]),
        )
        for one in Calendar.from_ical(answer.data).walk("VEVENT")
    }


def anew(session):
    """Write on after a page was asked for; what is loaded stays."""
    session.commit()
    begin_write(session)


def test_a_person_has_their_own_dates_step_by_step(session, readers, sign_in):
    awa, first = readers[0]
    key = f"relecture-{first.id}"
    client = sign_in(awa)
    answer = client.get(FILE)
    assert "attachment" in answer.headers["Content-Disposition"]
    found = dates(answer)
    assert set(found) == {f"{key}-answer"}
    assert found[f"{key}-answer"][:3] == (
        first.respond_by,
        "Répondre à une invitation : Mortiers, pilons ; karité",
        "CONFIRMED",
    )
    anew(session)
    arranging.begun(session, first, awa)
    anew(session)
    session.commit()
    after = dates(client.get(FILE))
    assert after[f"{key}-answer"][2] == "CANCELLED"
    assert after[f"{key}-answer"][3] > found[f"{key}-answer"][3]
    assert after[f"{key}-due"][:3] == (
        DUE,
        "Relecture à soumettre : Mortiers, pilons ; karité",
        "CONFIRMED",
    )


def test_nothing_of_the_other_reading_shows_in_the_file(session, readers, sign_in):
    (awa, first), (bintou, second) = readers
    anew(session)
    arranging.begun(session, first, awa)
    anew(session)
    session.commit()
    client = sign_in(awa)
    before = client.get(FILE).data
    anew(session)
    arranging.handed_in(session, arranging.begun(session, second, bintou), bintou, ONE)
    anew(session)
    session.commit()
    assert client.get(FILE).data == before


def test_a_reading_taken_back_is_cancelled_without_its_title(session, readers, by, sign_in):
    awa, first = readers[0]
    anew(session)
    found = arranging.begun(session, first, awa)
    found = queries.assignment_of(session, first.id)
    services.withdraw(
        session,
        found,
        actor=factories.actor(by),
        reason="Erreur.",
        seen_version=found.version,
        at=NOW,
    )
    anew(session)
    session.commit()
    seen = dates(sign_in(awa).get(FILE))
    assert {one[2] for one in seen.values()} == {"CANCELLED"}
    assert all("karité" not in one[1] for one in seen.values())


def test_the_end_of_a_discussion_is_there_while_it_lasts(session, readers, made, sign_in):
    anew(session)
    for (who, one), checklist in zip(readers, (ONE, ZERO), strict=True):
        arranging.handed_in(session, arranging.begun(session, one, who), who, checklist)
    anew(session)
    until = arranging.again(session, made).discussion_until
    session.commit()
    awa, first = readers[0]
    seen = dates(sign_in(awa).get(FILE))
    assert seen[f"relecture-{first.id}-discussion"][:2] == (
        until,
        "Fin de la discussion : Mortiers, pilons ; karité",
    )
    assert seen[f"relecture-{first.id}-due"][1].startswith("Relecture soumise")


class TestPrivateAddress:
    def made_by(self, client):
        page = client.post("/relectures/agenda/adresse").text
        return page.partition('value="http://localhost')[2].partition('"')[0]

    def test_it_reads_without_signing_in_and_only_one_s_own(self, app, session, readers, sign_in):
        (awa, first), (_bintou, second) = readers
        path = self.made_by(sign_in(awa))
        assert path.endswith(".ics")
        token = path.removeprefix("/agenda/").removesuffix(".ics")
        assert len(token) >= 43, "256 bits"
        anew(session)
        kept = session.scalars(sa.select(CalendarAddress)).one()
        assert token not in kept.token_digest
        session.commit()
        seen = dates(app.test_client().get(path))
        assert set(seen) == {f"relecture-{first.id}-answer"}
        assert f"relecture-{second.id}-answer" not in seen
        assert token not in sign_in(awa).get("/relectures/agenda").text, "shown once"

    def test_renewed_or_ended_the_old_one_answers_no_more(self, app, readers, sign_in):
        client, anybody = sign_in(readers[0][0]), app.test_client()
        first = self.made_by(client)
        second = self.made_by(client)
        assert first != second
        assert anybody.get(first).status_code == 404
        assert anybody.get(second).status_code == 200
        client.post("/relectures/agenda/adresse/supprimer")
        assert anybody.get(second).status_code == 404
        assert anybody.get("/agenda/zzz.ics").status_code == 404

    def test_a_closed_account_or_one_that_reads_no_more_tells_nothing(
        self, app, session, readers, sign_in
    ):
        awa, _first = readers[0]
        path = self.made_by(sign_in(awa))
        anew(session)
        account = session.merge(awa)
        for role in account.roles:
            role.valid_to = TODAY - timedelta(days=1)
        anew(session)
        session.commit()
        assert dates(app.test_client().get(path)) == {}
        anew(session)
        session.merge(awa).active = False
        anew(session)
        session.commit()
        assert app.test_client().get(path).status_code == 404


def test_who_does_not_read_has_no_agenda(session, sign_in):
    who = factories.account(session, Role.MONITORING)
    session.commit()
    assert sign_in(who).get(FILE).status_code == 403
