"""Failures counted and forgotten one by one."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from catalogue.accounts import attempts
from catalogue.accounts.models import AttemptWindow

LIMIT = attempts.Limit("test", 10, timedelta(minutes=15))
ONE = [(LIMIT, "a.traore")]


def fail(session, clock, times=1, counted=ONE):
    for _ in range(times):
        attempts.count(session, counted, at=clock())


def test_ten_failures_stop_the_eleventh_and_one_is_forgotten_every_ninety_seconds(session, clock):
    fail(session, clock, 9)
    assert attempts.free_again_at(session, ONE, at=clock()) is None
    fail(session, clock)
    free = attempts.free_again_at(session, ONE, at=clock())
    assert free == clock() + timedelta(seconds=90)
    clock.advance(seconds=90)
    assert attempts.free_again_at(session, ONE, at=clock()) is None
    fail(session, clock)
    assert attempts.free_again_at(session, ONE, at=clock()) == clock() + timedelta(seconds=90)


def test_nobody_is_locked_out_for_ever(session, clock):
    fail(session, clock, 200)
    assert attempts.free_again_at(session, ONE, at=clock()) == clock() + LIMIT.pause * 191
    clock.advance(hours=6)
    assert attempts.free_again_at(session, ONE, at=clock()) is None


def test_slow_failures_never_add_up(session, clock):
    for _ in range(50):
        fail(session, clock)
        clock.advance(minutes=2)
    assert attempts.free_again_at(session, ONE, at=clock()) is None


def test_the_longest_wait_counts_and_others_are_free(session, clock):
    both = [*ONE, (attempts.SIGN_IN_ADDRESS, "10.0.0.1")]
    fail(session, clock, 50, both)
    free = attempts.free_again_at(session, both, at=clock())
    assert free == clock() + LIMIT.pause * 41
    assert attempts.free_again_at(session, [(LIMIT, "m.keita")], at=clock()) is None


def test_forgiving_is_for_one_key_only(session, clock):
    both = [*ONE, (attempts.SIGN_IN_ADDRESS, "10.0.0.1")]
    fail(session, clock, 3, both)
    attempts.forgive(session, ONE)
    left = session.scalars(sa.select(AttemptWindow.attempts)).all()
    assert left == [3]


def test_old_rows_go_and_no_key_is_kept_in_clear(session, clock):
    fail(session, clock)
    clock.advance(days=2)
    fail(session, clock, counted=[(LIMIT, "m.keita")])
    keys = session.scalars(sa.select(AttemptWindow.key_digest)).all()
    assert len(keys) == 1
    assert "m.keita" not in keys[0]


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("10.1.2.3", "10.1.2.3"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (None, "unknown"),
        ("socket", "unknown"),
    ],
)
def test_an_address_counts_for_its_customer(address, key):
    assert attempts.address_key(address) == key
