"""Several readings confided at once: what is foretold is done, once, each in the journal."""

from __future__ import annotations

import re
from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.errors import Invalid, NotAllowed
from catalogue.journal.models import Entry
from catalogue.permissions import Role
from catalogue.work_programme.models import work_item_ics
from review.assignments import bulk
from review.assignments.bulk import Sharing, Wanted
from review.assignments.models import Assignment, BulkInvitation, Competence, Unavailability
from tests import factories
from tests.review.assignments.arranging import (
    NOW,
    TODAY,
    asked,
    council_text,
    entering,
    opened,
    reader,
    secretariat,
)

ADDRESS = "/secretariat/confier"


@pytest.fixture
def by(session):
    return secretariat(session)


def texts(session, by, count, *, code=None):
    made = []
    for number in range(count):
        item = factories.work_item(session, title_fr=f"Texte numéro {number}")
        if code:
            session.execute(work_item_ics.insert().values(work_item_id=item.id, ics_code=code))
        made.append(opened(session, council_text(session, item), by, due_on=date(2026, 12, 20)))
    return made


def sent(session, by, rounds, people, sharing=Sharing.EACH, **facts):
    wanted = Wanted([one.id for one in rounds], [one.id for one in people], sharing, **facts)
    lines = bulk.assign_many(session, wanted, actor=factories.actor(by), at=NOW, on=TODAY)
    session.flush()
    return lines


def invited(session):
    rows = session.execute(sa.select(Assignment.round_id, Assignment.account_id))
    return {tuple(row) for row in rows}


def test_each_person_reads_each_text_with_one_entry_each(session, by):
    rounds, people = texts(session, by, 3), [reader(session), reader(session)]
    lines = sent(session, by, rounds, people, due_on=date(2026, 12, 18))
    assert all(line.refused is None for line in lines)
    assert invited(session) == {(r.id, p.id) for r in rounds for p in people}
    tags = session.scalars(sa.select(Entry.tag)).all()
    assert tags.count("assignment:invited") == 6
    assert set(session.scalars(sa.select(Assignment.due_on))) == {date(2026, 12, 18)}


def test_one_refused_leaves_the_others_and_says_why(session, by):
    rounds = texts(session, by, 2)
    barred = reader(session, Role.REVIEWER, Role.ADMIN, name="Écartée")
    free = reader(session)
    asked(session, rounds[0], free, by)
    lines = sent(session, by, rounds, [barred, free])
    said = {(line.round_.id, line.account_id): str(line.refused) for line in lines if line.refused}
    assert "ne décident jamais" in said[rounds[0].id, barred.id]
    assert "relit déjà" in said[rounds[0].id, free.id]
    assert (rounds[1].id, free.id) in invited(session)


def test_sharing_follows_the_domain_then_evens_the_load(session, by):
    butter = texts(session, by, 4, code="67.200.10")
    knows = [reader(session, name=name) for name in "ABCD"]
    session.add_all(Competence(account_id=one.id, ics_prefix="67") for one in knows)
    stranger = reader(session, name="0")
    session.flush()
    sent(session, by, butter, [*knows, stranger], Sharing.SHARED)
    given = [account_id for _round, account_id in invited(session)]
    assert len(given) == 8
    assert all(given.count(one.id) == 2 for one in knows)
    assert stranger.id not in given


def test_sharing_gives_each_final_text_somebody_trained(session, by):
    rounds = texts(session, by, 2)
    trained = reader(session, name="Z Formée")
    others = [reader(session, trained_on=None, name=name) for name in "AB"]
    lines = sent(session, by, rounds, [trained, *others], Sharing.SHARED)
    assert [line.refused for line in lines] == [None] * 4
    for round_ in rounds:
        assert (round_.id, trained.id) in invited(session)


def test_somebody_away_is_pointed_out_but_not_refused(session, by):
    [made] = texts(session, by, 1)
    who = reader(session)
    session.add(
        Unavailability(account_id=who.id, from_on=date(2026, 12, 1), to_on=date(2026, 12, 9))
    )
    session.flush()
    [line] = sent(session, by, [made], [who])
    assert line.refused is None
    assert "Indisponible" in str(line.warning)


def test_nothing_chosen_or_too_much_is_refused_whole(session, by):
    [made] = texts(session, by, 1)
    who = reader(session)
    for rounds, people, field in (((), [who], "rounds"), ([made], (), "people")):
        with pytest.raises(Invalid) as refused:
            sent(session, by, rounds, people)
        assert field in refused.value.problems
    with pytest.raises(Invalid) as refused:
        sent(session, by, [made], [who], due_on=date(2026, 1, 1))
    assert "due_on" in refused.value.problems
    with pytest.raises(NotAllowed):
        sent(session, who, [made], [who])
    assert invited(session) == set()


# --- The pages -----------------------------------------------------------------------------------


def once(page: str) -> str:
    found = re.search(r'name="once" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def outcomes(page: str) -> list[str]:
    return re.findall(r"(?:sera invitée|invitée|refusée)(?=<)", page)


def test_the_preview_tells_what_the_sending_does_and_a_second_press_does_nothing(
    session, by, sign_in
):
    rounds = texts(session, by, 2)
    barred = reader(session, Role.REVIEWER, Role.ADMIN, name="Écartée Personne")
    free = reader(session, name="Libre Personne")
    session.commit()
    client = entering(sign_in, by)
    page = client.get(f"{ADDRESS}?relecture={rounds[0].id}&relecture={rounds[1].id}").text
    assert page.count("checked") == 2, "the texts ticked on the board come ticked"
    data = {
        "once": once(page),
        "rounds": [str(one.id) for one in rounds],
        "people": [str(barred.id), str(free.id)],
        "sharing": "chacune",
        "due_on": "18/12/2026",
    }
    preview = client.post(ADDRESS, data={**data, "preview": "1"})
    assert preview.status_code == 200
    assert "Rien n’est encore envoyé" in preview.text
    assert "2 invitations partiraient" in preview.text
    assert sorted(outcomes(preview.text)) == ["refusée"] * 2 + ["sera invitée"] * 2
    assert "ne décident jamais" in preview.text
    assert 'value="18/12/2026"' in preview.text
    session.rollback()
    assert invited(session) == set()
    assert session.scalar(sa.select(sa.func.count()).where(Entry.tag == "assignment:invited")) == 0
    done = client.post(ADDRESS, data={**data, "confide": "1"})
    again = client.post(ADDRESS, data={**data, "confide": "1"})
    assert done.status_code == 302
    assert again.location == done.location
    session.rollback()
    assert invited(session) == {(one.id, free.id) for one in rounds}
    assert session.scalar(sa.select(sa.func.count()).select_from(BulkInvitation)) == 1
    result = client.get(done.location).text
    assert sorted(outcomes(result)) == ["invitée"] * 2 + ["refusée"] * 2
    assert "2 invitations sont parties" in result


def test_wrong_answers_are_said_and_what_was_chosen_stays(session, by, sign_in):
    rounds = texts(session, by, 1)
    who = reader(session)
    session.commit()
    client = entering(sign_in, by)
    page = client.post(
        ADDRESS, data={"people": [str(who.id)], "due_on": "18/12/26", "confide": "1"}
    )
    assert page.status_code == 422
    assert "Cochez au moins un texte" in page.text
    assert "JJ/MM/AAAA" in page.text
    assert "18/12/26" in page.text
    assert re.search(rf'value="{who.id}"[^>]*checked', page.text)
    for rounds_given in (["abc"], ["99999999999999999999"], [str(rounds[0].id + 999)]):
        page = client.post(
            ADDRESS,
            data={"rounds": rounds_given, "people": [str(who.id)], "sharing": "chacune"},
        )
        assert page.status_code == 422
    page = client.post(
        ADDRESS,
        data={
            "rounds": [str(rounds[0].id)],
            "people": [str(who.id)],
            "sharing": "chacune",
            "due_on": "01/01/2026",
            "confide": "1",
        },
    )
    assert page.status_code == 422
    assert "à partir d’aujourd’hui" in page.text
    assert client.get(f"{ADDRESS}?relecture=zzz&relecture=9999999999999").status_code == 200
    assert client.get("/secretariat/envois/999").status_code == 404
    session.rollback()
    assert invited(session) == set()
