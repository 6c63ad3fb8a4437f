"""The invite page: whom to ask first and why, checking before inviting, pressing twice."""

from __future__ import annotations

import re
from datetime import date

import pytest

from catalogue.work_programme.models import work_item_ics
from review.assignments.models import Competence, Unavailability
from review.assignments.proposing import propose
from tests import factories
from tests.review.assignments.arranging import (
    TODAY,
    again,
    asked,
    begun,
    council_text,
    handed_in,
    opened,
    reader,
    secretariat,
)


@pytest.fixture
def by(session):
    return secretariat(session)


@pytest.fixture
def item(session):
    made = factories.work_item(session, title_fr="Beurre de karité")
    session.execute(work_item_ics.insert().values(work_item_id=made.id, ics_code="67.200.10"))
    return made


@pytest.fixture
def made(session, by, item):
    return opened(session, council_text(session, item), by, due_on=date(2026, 12, 20))


def knows(session, account, *prefixes):
    session.add_all(Competence(account_id=account.id, ics_prefix=one) for one in prefixes)
    session.flush()
    return account


def offered(page: str) -> list[int]:
    return [int(one) for one in re.findall(r'name="account_id"[^>]*value="(\d+)"', page)]


def test_those_who_fit_best_come_first_with_their_body_and_the_reasons(session, by, made, sign_in):
    union = factories.organisation(session, name="Union des transformatrices")
    nobody = reader(session, name="A Sans Domaine")
    away = knows(session, reader(session, name="B En Mission"), "67.200")
    session.add(
        Unavailability(
            account_id=away.id, from_on=date(2026, 12, 15), to_on=date(2026, 12, 31), reason="x"
        )
    )
    broad = knows(session, reader(session, name="C Large"), "67")
    precise = knows(
        session, reader(session, name="D Précise", organisation_id=union.id), "67.200", "03"
    )
    session.commit()
    page = sign_in(by).get(f"/relectures/{made.id}/inviter").text
    assert offered(page) == [precise.id, broad.id, nobody.id, away.id]
    assert "D Précise, Union des transformatrices" in page
    assert "Compétence : ICS 67.200" in page
    assert "Indisponible du 15 décembre 2026 au 31 décembre 2026" in page
    assert "Aucune compétence notée" in page


def test_who_read_an_earlier_version_comes_first_among_equals(session, by, item, made):
    knew, busy, free = (reader(session) for _ in range(3))
    other = reader(session)
    earlier = opened(session, council_text(session, item), by)
    for who in (knew, other):
        handed_in(session, begun(session, asked(session, earlier, who, by), who), who)
    elsewhere = opened(session, council_text(session), by)
    asked(session, elsewhere, busy, by)
    asked(session, made, other, by)
    session.flush()
    found = propose(session, [again(session, made)], actor=factories.actor(by), on=TODAY).proposed[
        made.id
    ]
    order = [one.candidate.account.id for one in found]
    assert order[:3] == [knew.id, free.id, busy.id]
    assert found[0].reader.earlier == ("Beurre de karité",)
    # Whoever reads already comes last, with the reason.
    assert order[-1] == other.id
    assert "relit déjà" in str(found[-1].candidate.unavailable)


def test_another_edition_of_the_standard_counts_as_an_earlier_one(session, by, item):
    knew, other = reader(session), reader(session)
    old = factories.edition(session, "NM 01:2015")
    item.revises_edition_id = factories.edition(session, "NM 01:2020").id
    first = opened(session, factories.text_version(session, of_edition=old), by)
    for who in (knew, reader(session)):
        handed_in(session, begun(session, asked(session, first, who, by), who), who)
    made = opened(session, council_text(session, item), by)
    session.flush()
    found = {
        one.candidate.account.id: one
        for one in propose(session, [made], actor=factories.actor(by), on=TODAY).proposed[made.id]
    }
    assert found[knew.id].reader.earlier == ("NM 01:2015",)
    assert found[other.id].reader.earlier == ()


def test_proposing_costs_the_same_for_few_and_for_many(session, by, made, count_queries):
    acting = factories.actor(by)

    def cost(rounds):
        session.expunge_all()
        loaded = [again(session, one) for one in rounds]
        with count_queries as counted:
            counted.statements.clear()
            propose(session, loaded, actor=acting, on=TODAY)
        return counted.count

    knows(session, reader(session), "67")
    few = cost([made])
    for number in range(12):
        knows(session, reader(session), "67", f"{number + 71}")
    more = [opened(session, council_text(session), by) for _ in range(5)]
    session.flush()
    assert cost([made, *more]) <= few + 1


def test_checking_tells_everything_and_invites_nobody(session, by, made, sign_in):
    who = knows(session, reader(session, name="Awa Traoré"), "67")
    session.commit()
    client = sign_in(by)
    answer = client.post(
        f"/relectures/{made.id}/inviter",
        data={"account_id": str(who.id), "due_on": "18/12/2026", "verify": "1"},
    )
    assert "Vérification : Awa Traoré" in answer.text
    assert "Aucun intérêt trouvé" in answer.text
    assert "Rien ne s’oppose" in answer.text
    assert 'value="18/12/2026"' in answer.text, "what was typed stays"
    assert again(session, made).assignments == []


def test_wrong_days_are_said_and_nobody_is_invited(session, by, made, sign_in):
    who = reader(session)
    session.commit()
    client = sign_in(by)
    for given, sentence in (
        ({"respond_by": "01/01/2026"}, "jour de réponse à partir d’aujourd’hui"),
        ({"respond_by": "19/12/2026", "due_on": "10/12/2026"}, "avant l’échéance"),
        ({"due_on": "32/12/2026"}, "vérifiez le jour"),
    ):
        page = client.post(
            f"/relectures/{made.id}/inviter", data={"account_id": str(who.id), **given}
        )
        assert page.status_code == 422
        assert sentence in page.text
        assert all(f'value="{typed}"' in page.text for typed in given.values())
    assert again(session, made).assignments == []
