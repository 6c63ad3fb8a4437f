"""The page that invites one person to read, with whom to ask first and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import flash, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from catalogue import clock
from catalogue.accounts.models import Account
from catalogue.database import db
from catalogue.errors import DomainError, NotFound
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import sent, sent_before
from review.assignments import services
from review.assignments.acting import page_of, visible_or_nothing
from review.assignments.forms import InviteForm
from review.assignments.models import ReviewRound
from review.assignments.proposing import Proposed, propose
from review.assignments.rules import arranges


@requires(Permission.REVIEW_ASSIGN)
def invite_page(round_id: int) -> tuple[str, int] | Response:
    """Choose who reads: those that fit best first with the reasons, then those who are barred."""
    session, on = db.session, clock.today()
    found = visible_or_nothing(round_id)
    if not arranges(current_actor(), found):
        raise NotFound
    form = InviteForm()
    if form.is_submitted() and (before := sent_before(form)) is not None:
        return before
    known = propose(session, [found], actor=current_actor(), due_on=form.due_on.data, on=on)
    people = known.proposed[found.id]
    # Everybody can be named in the request: the service refuses the barred, with the reason.
    form.account_id.choices = _named(people)
    checked = None
    if form.validate_on_submit() and "verify" in request.form:
        checked = next(one for one in people if one.candidate.account.id == form.account_id.data)
    elif form.is_submitted() and not form.errors and _invited(form, found, on):
        complete = len(services.active_reviewers(found)) >= found.required_reviews
        target = "round_page" if complete else "invite_page"
        return sent(form, url_for(f"assignments.{target}", round_id=found.id))
    free = [one for one in people if not one.candidate.barred]
    form.account_id.choices = _named(free)
    return page_of(
        "review/assignments/invite.html",
        form,
        round=found,
        free=free,
        barred=[one.candidate for one in people if one.candidate.barred],
        checked=checked,
        invited=services.active_reviewers(found),
        codes=known.codes[found.id],
        today=on,
    )


def _invited(form: InviteForm, found: ReviewRound, on: date) -> bool:
    try:
        made = services.assign(
            db.session,
            found,
            form.account_id.data,
            actor=current_actor(),
            due_on=form.due_on.data,
            respond_by=form.respond_by.data,
            agency_interest_reason=form.agency_interest_reason.data or "",
            at=clock.now(),
            on=on,
        )
    except DomainError as error:
        form.refuse(error)
        return False
    flash(_("L’invitation est envoyée à %(name)s.", name=made.account.name), "success")
    return True


def _named(people: Sequence[Proposed]) -> list[SelectChoice]:
    """Name people with the body they belong to: two of the same name are told apart."""
    return [
        SelectChoice(value=account.id, label=with_body(account))
        for account in (one.candidate.account for one in people)
    ]


def with_body(account: Account) -> str:
    """Give a name with its organisation, where the register has it."""
    organisation = account.person.organisation if account.person is not None else None
    return f"{account.name}, {organisation.name}" if organisation is not None else account.name
