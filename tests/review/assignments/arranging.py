"""People and rounds for the tests of the review: said in one line, done through the services."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from flask import g
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from catalogue.accounts.models import Account
from catalogue.permissions import Role
from catalogue.work_programme.models import TextVersion, WorkItem
from review.answers import services as answers
from review.answers.marker import AlreadyCovered, CriterionAnswer, GenderPurpose
from review.answers.models import Review
from review.answers.queries import working_copy
from review.answers.sections import sections_of
from review.answers.workflow import REVIEW_ACTS
from review.assignments import queries, rounds, services
from review.assignments.models import Assignment, ReviewRound
from tests import factories

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)

_NOT_APPLICABLE = CriterionAnswer("SO", note="La norme ne fixe rien de tel.")

# A complete checklist whose marker is 1 under both rules.
ONE: Mapping[str, CriterionAnswer] = {
    "F1": CriterionAnswer("oui"),
    "F2": CriterionAnswer("estimation", note="neuf femmes sur dix", source="Enquête 2023"),
    "F3": CriterionAnswer("physique,sociale"),
    "A1": CriterionAnswer("1", source="Institut de la statistique, mars 2026"),
    **{f"A{number}": _NOT_APPLICABLE for number in range(2, 13)},
    "A3": CriterionAnswer("2", material=True, clause="5.2", quotation="la poignée convient"),
    "A13": CriterionAnswer("ok"),
    "T1": CriterionAnswer("ok"),
    "T2": CriterionAnswer("SO"),
    "P1": CriterionAnswer("inconnu"),
    "P2": CriterionAnswer("femmes=3,hommes=9"),
    "P3": CriterionAnswer("inconnu"),
    "P4": CriterionAnswer("inconnu"),
    "P5": CriterionAnswer("non"),
}
# The same with an informative treatment only: 0 under the strict rule, 1 under the pilot rule.
ZERO_OR_PILOT_ONE = {**ONE, "A3": CriterionAnswer("1", material=True, clause="Note 2")}
ZERO = {**ONE, "T1": CriterionAnswer("not_ok", note="« l’homme de métier », page 4")}
NOT_RELEVANT = {
    "F1": CriterionAnswer("non", note="Un filetage de vis ne touche personne."),
    "F2": CriterionAnswer("inconnu", source="Sans objet"),
    "F3": CriterionAnswer("aucune"),
    "A13": CriterionAnswer("ok"),
}


def reader(
    session: Session,
    *roles: Role,
    trained_on: date | None = date(2025, 3, 1),
    name: str | None = None,
    **person: Any,
) -> Account:
    """Make somebody who can be asked to read, trained in gender unless told otherwise."""
    facts: dict[str, Any] = {} if name is None else {"name": name}
    who = factories.person(session, gender_trained_on=trained_on, **person)
    return factories.account(session, *(roles or (Role.REVIEWER,)), person_id=who.id, **facts)


def secretariat(session: Session) -> Account:
    return factories.account(session, Role.SECRETARIAT, name="Secrétariat")


def council_text(session: Session, item: WorkItem | None = None, **facts: Any) -> TextVersion:
    return factories.text_version(session, item or factories.work_item(session), **facts)


def opened(session: Session, text: TextVersion, by: Account, **facts: Any) -> ReviewRound:
    """Open a round on a text."""
    found = queries.text_of(session, text.id)
    assert found is not None
    made = rounds.open_round(
        session,
        found,
        actor=factories.actor(by),
        due_on=facts.get("due_on"),
        at=facts.get("at", NOW),
        on=facts.get("on", TODAY),
    )
    return again(session, made)


def again(session: Session, round_: ReviewRound) -> ReviewRound:
    """Read a round anew, as a page would."""
    found = queries.round_of(session, round_.id)
    assert found is not None
    return found


def asked(
    session: Session, round_: ReviewRound, who: Account, by: Account, **facts: Any
) -> Assignment:
    return services.assign(
        session,
        again(session, round_),
        who.id,
        actor=factories.actor(by),
        due_on=facts.get("due_on"),
        agency_interest_reason=facts.get("agency_interest_reason", ""),
        at=facts.get("at", NOW),
        on=facts.get("on", TODAY),
    )


def begun(session: Session, assignment: Assignment, who: Account) -> Assignment:
    """Declare no interest, so that the checklist opens."""
    found = queries.assignment_of(session, assignment.id)
    assert found is not None
    services.declare_interests(
        session,
        found,
        actor=factories.actor(who),
        has_interest=False,
        detail="",
        seen_version=found.version,
        at=NOW,
        on=TODAY,
    )
    session.flush()
    return found


def filled(
    session: Session,
    assignment: Assignment,
    who: Account,
    checklist: Mapping[str, CriterionAnswer],
    *,
    already_covered: AlreadyCovered | None = None,
    gender_purpose: GenderPurpose | None = None,
    reasons: Mapping[str, str] | None = None,
    at: datetime = NOW,
) -> Assignment:
    """Save a whole checklist in one act; that people save section by section is test_saving's."""
    found = queries.assignment_of(session, assignment.id)
    assert found is not None
    copy = answers.copy_for(session, found, "save", factories.actor(who))
    sections = sections_of(copy.filled.criteria)
    answers.keep(
        session,
        copy,
        [code for one in sections for code in answers.codes_to_write(copy, one)],
        answers.Entries(checklist, already_covered, gender_purpose, reasons or {}),
        tag=REVIEW_ACTS["save"].tag,
        changes={"section": sections[-1].slug},
        actor=factories.actor(who),
        at=at,
    )
    session.flush()
    return found


def handed_in(
    session: Session,
    assignment: Assignment,
    who: Account,
    checklist: Mapping[str, CriterionAnswer] = ONE,
    *,
    at: datetime = NOW,
    on: date = TODAY,
    **facts: Any,
) -> Review:
    """Fill a checklist and submit it."""
    found = filled(session, assignment, who, checklist, at=at, **facts)
    copy = working_copy(session, found)
    assert copy.review is not None
    review = answers.submit(
        session,
        found,
        actor=factories.actor(who),
        seen_version=copy.review.version,
        at=at,
        on=on,
    )
    session.flush()
    return review


def entering(sign_in: Callable[[Account], FlaskClient], who: Account) -> FlaskClient:
    """Sign somebody in after somebody else, in one test.

    The test's application context holds the person of the last request, which another would take
    over.
    """
    for name in ("_login_user", "forms", "actor"):
        g.pop(name, None)
    return sign_in(who)
