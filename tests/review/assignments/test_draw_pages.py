"""A draw is told when it can no longer say who is drawn; then anybody entitled works it out."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from catalogue.outbox.models import Message
from catalogue.outbox.worker import drain
from catalogue.permissions import Role
from review import checks
from review.assignments import seed_upkeep
from review.assignments.models import ReviewRound, SamplingSeed
from review.assignments.sampling import commitment, digest_of, is_drawn
from tests import factories
from tests.conftest import NOW
from tests.review.assignments import arranging
from tests.review.assignments.arranging import entering
from tests.review.decisions.sampling_case import sampling_on

NEXT_YEAR = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
PAGE = "/relectures/tirages/2026-S2"


@pytest.fixture
def drawn(session):
    """Twelve rounds opened by sampling, all read or given up but the last."""
    by = arranging.secretariat(session)
    sampling_on(session)
    made = [arranging.opened(session, arranging.council_text(session), by) for _ in range(12)]
    session.execute(
        sa.update(ReviewRound).where(ReviewRound.id != made[-1].id).values(state="decided")
    )
    session.commit()
    return by, made, session.scalars(sa.select(SamplingSeed)).one()


def finish(session, round_):
    session.execute(
        sa.update(ReviewRound).where(ReviewRound.id == round_.id).values(state="decided")
    )
    session.commit()


def test_the_seed_is_not_told_before_the_half_year_is_over(session, drawn, sign_in, clock):
    by, made, seed = drawn
    finish(session, made[-1])
    client = entering(sign_in, by)
    page = client.get(PAGE)
    assert page.status_code == 200
    assert seed.seed not in page.text
    assert commitment(seed.seed) in page.text
    assert "1er janvier 2027" in page.text.replace("\xa0", " ")
    for ending in ("csv", "xlsx", "json"):
        assert client.get(f"{PAGE}.{ending}").status_code == 404
    clock.at = NEXT_YEAR
    assert seed.seed in entering(sign_in, by).get(PAGE).text


def test_nor_while_one_of_its_rounds_is_still_read(session, drawn, sign_in, clock):
    by, made, seed = drawn
    clock.at = NEXT_YEAR
    page = entering(sign_in, by).get(PAGE).text
    assert seed.seed not in page
    assert "oui" not in page.partition("<main")[2].partition("</main")[0]
    finish(session, made[-1])
    assert seed.seed in entering(sign_in, by).get(PAGE).text


def test_a_told_draw_can_be_worked_out_from_its_file_alone(session, drawn, sign_in, clock):
    by, made, _seed = drawn
    finish(session, made[-1])
    clock.at = NEXT_YEAR
    client = entering(sign_in, by)
    rows = client.get(f"{PAGE}.json").json["items"]
    assert [one["round_id"] for one in rows] == [one.id for one in made]
    for row in rows:
        assert row["sha256"] == digest_of(row["seed"], row["round_id"])
        expected = is_drawn(row["seed"], row["round_id"], percent=row["percent"])
        assert row["drawn"] == row["recomputed"] == str(expected).lower()
    sheet = client.get(f"{PAGE}.csv").data.decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(sheet), delimiter=";"))) == 13
    assert client.get(f"{PAGE}.xlsx").status_code == 200


def test_an_altered_draw_is_said_on_the_page_by_the_command_and_by_check(
    app, session, drawn, sign_in, clock
):
    by, made, _seed = drawn
    finish(session, made[-1])
    clock.at = NEXT_YEAR
    run = app.test_cli_runner().invoke
    assert run(args=["sampling", "2026-S2"]).exit_code == 0
    session.execute(
        sa.update(ReviewRound).where(ReviewRound.id == made[3].id).values(drawn=not made[3].drawn)
    )
    session.commit()
    assert "ne concorde pas" in entering(sign_in, by).get(PAGE).text
    done = run(args=["sampling", "2026-S2"])
    assert done.exit_code == 1
    assert "NE CONCORDE PAS" in done.output
    assert any(f"n° {made[3].id} " in str(one) for one in checks._draws(session))


def test_the_command_refuses_in_sentences(app, drawn):
    run = app.test_cli_runner().invoke
    assert "écrivez 2026-S1 ou 2026-S2" in run(args=["sampling", "2026"]).output
    assert "Aucun tirage" in run(args=["sampling", "2020-S1"]).output
    done = run(args=["sampling", "2026-S2"])
    assert done.exit_code == 1
    assert drawn[2].seed not in done.output


def test_only_those_who_follow_readings_see_the_draws(session, drawn, sign_in):
    by, _made, _seed = drawn
    for who, status in (
        (by, 200),
        (factories.account(session, Role.FOCAL_POINT), 200),
        (factories.account(session, Role.REVIEWER), 403),
        (factories.account(session, Role.ADMIN), 403),
    ):
        session.commit()
        client = entering(sign_in, who)
        assert client.get("/relectures/tirages").status_code == status, who.name
        assert client.get(PAGE).status_code == status, who.name
    assert entering(sign_in, by).get("/relectures/tirages/zzz").status_code == 404


def test_the_seed_of_each_half_year_is_made_at_its_start_by_itself(app, session):
    session.commit()
    seed_upkeep.prepare(app)
    seed_upkeep.prepare(app)
    waiting = session.scalars(sa.select(Message).where(Message.topic == seed_upkeep.TOPIC)).all()
    assert [one.due_at for one in waiting] == [datetime(2027, 1, 1, tzinfo=UTC)]
    assert [one.half_year for one in session.scalars(sa.select(SamplingSeed))] == ["2026-S2"]
    session.commit()
    drain(session, at=datetime(2027, 1, 1, 0, 0, 1, tzinfo=UTC), holder="test")
    made = session.scalars(sa.select(SamplingSeed).order_by(SamplingSeed.half_year)).all()
    assert [one.half_year for one in made] == ["2026-S2", "2027-S1"]
    assert made[0].seed != made[1].seed
    assert made[1].recorded_by_id is None
    planned = session.scalars(
        sa.select(Message).where(Message.topic == seed_upkeep.TOPIC, Message.done_at.is_(None))
    ).all()
    assert [one.due_at for one in planned] == [datetime(2027, 7, 1, tzinfo=UTC)]
    assert made[0].recorded_at == NOW
