"""Many acts in one transaction take their places in the chain one after another."""

from __future__ import annotations

import sqlalchemy as sa

from catalogue.journal import services as journal
from catalogue.journal.checking import chain_faults
from catalogue.journal.models import Entry
from catalogue.permissions import system_actor
from tests import factories
from tests.conftest import NOW


def record(session, subject, tag="standard:changed"):
    return journal.record(
        session, actor=system_actor(), tag=tag, subject=subject, at=NOW, changes={}
    )


def test_several_acts_cost_the_queries_of_one(session, count_queries):
    edition = factories.edition(session)
    record(session, edition)
    session.commit()
    with count_queries:
        acts = [journal.Act("standard:changed", edition, {"n": [0, n]}) for n in range(20)]
        journal.record_all(session, acts, actor=system_actor(), at=NOW)
    assert count_queries.count <= 5
    session.commit()
    assert list(chain_faults(session)) == []


def test_what_was_given_up_leaves_no_hole_in_the_chain(session):
    edition = factories.edition(session)
    record(session, edition)
    session.commit()
    record(session, edition)
    record(session, edition)
    session.rollback()
    record(session, edition)
    session.commit()
    seqs = session.scalars(sa.select(Entry.seq).order_by(Entry.seq)).all()
    assert list(seqs) == list(range(seqs[0], seqs[0] + len(seqs)))
    assert list(chain_faults(session)) == []
