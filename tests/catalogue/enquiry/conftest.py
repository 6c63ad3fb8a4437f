"""An item ready for its enquiry, and what people do with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from catalogue.enquiry import services
from catalogue.enquiry.models import Enquiry, EnquiryComment
from catalogue.enquiry.services import CommentFacts, DraftAccess, Opening
from catalogue.enquiry.vocabulary import CommentKind, Outcome
from catalogue.permissions import ANONYMOUS, Actor, Role
from catalogue.work_programme.vocabulary import TextKind
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()
WHERE_TO_ASK = "À demander au secrétariat, rue de la Norme."


@pytest.fixture
def secretary(session: Session) -> Actor:
    return factories.actor(factories.account(session, Role.SECRETARIAT))


@pytest.fixture
def item(session: Session):
    """An item of CTN1 whose committee draft is ready (40.00)."""
    made = factories.work_item(
        session,
        committee_id=factories.committee(session).id,
        stage_code="40.00",
        stage_on=date(2026, 9, 1),
        title_fr="Beurre de karité",
    )
    factories.text_version(session, made, kind=TextKind.DRAFT)
    session.commit()
    return made


@pytest.fixture
def opened(session: Session, item, secretary) -> Callable[..., Enquiry]:
    """Open the item's enquiry today for sixty days, unless told otherwise."""

    def act(**own: Any) -> Enquiry:
        of = own.pop("of", item)
        at = own.pop("at", NOW)
        values: dict[str, Any] = {
            "opens_on": at.date(),
            "closes_on": at.date() + timedelta(days=59),
            "draft": DraftAccess(published=False, note=WHERE_TO_ASK),
            **own,
        }
        done = services.open_enquiry(
            session,
            of,
            Opening(**values),
            actor=secretary,
            seen_version=of.version,
            at=at,
            today=at.date(),
        )
        session.commit()
        session.refresh(done, ["work_item"])
        return done

    return act


@pytest.fixture
def heard(session: Session) -> Callable[..., EnquiryComment]:
    """Receive one comment of the public."""

    def act(enquiry: Enquiry, **own: Any) -> EnquiryComment:
        at = own.pop("at", NOW)
        facts = CommentFacts(
            **{
                "comment": "La température de 60 °C est trop haute.",
                "kind": CommentKind.TECHNICAL,
                "organisation": "Coopérative de Sikasso",
                "clause": "5.2",
                **own,
            }
        )
        made = services.receive_comment(
            session, enquiry, facts, actor=ANONYMOUS, at=at, today=at.date()
        )
        session.commit()
        return made

    return act


@pytest.fixture
def answer(session: Session, secretary) -> Callable[..., int]:
    def act(enquiry, *comments, **own):
        values = {
            "outcome": Outcome.ACCEPTED,
            "answer": "",
            "actor": secretary,
            "seen_versions": {one.id: one.version for one in comments},
            "at": NOW,
            "today": TODAY,
            **own,
        }
        count = services.answer_comments(session, enquiry, comments, **values)
        session.commit()
        return count

    return act
