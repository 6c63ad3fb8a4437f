"""The list of committees, one committee with its mandates, and keeping both."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.committees import mandates, services
from catalogue.committees.facts import CommitteeFacts, MandateFacts, facts_of, values_of
from catalogue.committees.forms import (
    VACANT,
    CommitteeChangeForm,
    CommitteeForm,
    MandateCorrectionForm,
    MandateEndForm,
    MandateForm,
)
from catalogue.committees.mirrors import described
from catalogue.committees.models import Committee, Mandate
from catalogue.committees.naming import person_choices
from catalogue.committees.queries import (
    committee_lines,
    committee_of,
    every_committee,
    every_organisation,
    in_order,
    mandate_of,
    mirrors_of,
    runs,
    seats_by_sex,
)
from catalogue.committees.rules import keeps_committees, reads_people
from catalogue.committees.views.blueprint import Answer, blueprint, form_page
from catalogue.committees.vocabulary import (
    COMMITTEE_KIND_LABELS,
    COMMITTEE_STATUS_LABELS,
    MANDATE_ROLE_LABELS,
    MEMBERSHIP_LABELS,
    CommitteeKind,
    CommitteeStatus,
)
from catalogue.database import db
from catalogue.errors import DomainError, NotFound
from catalogue.paging import UrlState, page_number
from catalogue.permissions import Permission, current_actor, requires
from catalogue.policy.views import agency_context
from catalogue.posting import done, sent, sent_before

_KINDS = {kind.value: kind for kind in CommitteeKind}


@blueprint.get("")
@requires(Permission.COMMITTEE_READ)
def index() -> str:
    """List the committees with who chairs them and their seats of today."""
    state = UrlState.read(request.args.items(multi=True), ("sorte", "page"))
    page = committee_lines(
        db.session,
        kind=_KINDS.get(state.value("sorte")),
        on=clock.today(),
        page=page_number(state.value("page")),
    )
    return render_template(
        "catalogue/committees/index.html",
        page=page,
        state=state,
        kinds=COMMITTEE_KIND_LABELS,
        statuses=COMMITTEE_STATUS_LABELS,
        keeps=keeps_committees(current_actor()),
        reads_people=reads_people(current_actor()),
    )


@blueprint.get("/<int:committee_id>")
@requires(Permission.COMMITTEE_READ)
def committee(committee_id: int) -> str:
    """Show a committee: its facts, who sits there today, who sat there before."""
    found = _committee(committee_id)
    today = clock.today()
    actor = current_actor()
    parent = db.session.get(Committee, found.parent_id) if found.parent_id else None
    followed = mirrors_of(db.session, found.id)
    return render_template(
        "catalogue/committees/committee.html",
        committee=found,
        parent=parent,
        followed=followed,
        mirror_facts_of=described(
            db.session,
            [one.reference for one in followed],
            agency_context()["agency"].acronym,
        ),
        memberships=MEMBERSHIP_LABELS,
        now=in_order([one for one in found.mandates if runs(one, today)]),
        to_come=in_order([one for one in found.mandates if one.valid_from > today]),
        past=in_order(
            [one for one in found.mandates if one.valid_to is not None and one.valid_to < today]
        ),
        counts=seats_by_sex(found.mandates, today) if reads_people(actor) else None,
        kinds=COMMITTEE_KIND_LABELS,
        statuses=COMMITTEE_STATUS_LABELS,
        roles=MANDATE_ROLE_LABELS,
        keeps=keeps_committees(actor),
        reads_people=reads_people(actor),
        today=today,
    )


@blueprint.route("/nouveau", methods=["GET", "POST"])
@requires(Permission.COMMITTEE_MANAGE)
def new() -> Answer:
    """Open a committee."""
    form = CommitteeForm(
        data={"status": CommitteeStatus.ACTIVE}, committees=every_committee(db.session)
    )
    made: list[Committee] = []
    if form.validate_on_submit() and done(
        form,
        lambda: made.append(
            services.create_committee(
                db.session, form.facts(), actor=current_actor(), at=clock.now()
            )
        ),
    ):
        flash(_("Le comité est créé."), "success")
        return _to(made[0].id)
    return form_page("new.html", form)


@blueprint.route("/<int:committee_id>/modifier", methods=["GET", "POST"])
@requires(Permission.COMMITTEE_MANAGE)
def edit(committee_id: int) -> Answer:
    """Correct a committee."""
    found = _committee(committee_id)
    known = values_of(facts_of(CommitteeFacts, found))
    form = CommitteeChangeForm(
        data={**known, "version": found.version},
        committees=[one for one in every_committee(db.session) if one.id != found.id],
    )
    if form.validate_on_submit() and done(
        form,
        lambda: services.change_committee(
            db.session,
            found,
            form.facts(),
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("Le comité est enregistré."), "success")
        return _to(found.id)
    return form_page("edit.html", form, committee=found)


@blueprint.route("/<int:committee_id>/mandats/nouveau", methods=["GET", "POST"])
@requires(Permission.COMMITTEE_MANAGE)
def give_mandate(committee_id: int) -> Answer:
    """Seat a person in a committee, or record a vacant seat."""
    found = _committee(committee_id)
    form = MandateForm(
        data={
            "titular": "oui",
            "valid_from": clock.today(),
        },
        people=person_choices(db.session, on=clock.today()),
        organisations=every_organisation(db.session),
    )
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            mandates.give_mandate(
                db.session,
                found,
                form.facts(),
                actor=current_actor(),
                at=clock.now(),
                today=clock.today(),
                ahead=bool(form.ahead.data),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Le mandat est enregistré."), "success")
            return sent(form, url_for("committees.committee", committee_id=found.id))
    return form_page("give_mandate.html", form, committee=found)


@blueprint.route("/<int:committee_id>/mandats/<int:mandate_id>/corriger", methods=["GET", "POST"])
@requires(Permission.COMMITTEE_MANAGE)
def correct_mandate(committee_id: int, mandate_id: int) -> Answer:
    """Correct a mandate entered wrongly."""
    mandate = _mandate(committee_id, mandate_id)
    known = values_of(facts_of(MandateFacts, mandate))
    form = MandateCorrectionForm(
        data={
            **known,
            "person_id": VACANT if mandate.person_id is None else str(mandate.person_id),
            "titular": "oui" if mandate.titular else "non",
            "version": mandate.version,
        },
        people=person_choices(db.session, on=clock.today()),
        organisations=every_organisation(db.session),
    )
    if form.validate_on_submit() and done(
        form,
        lambda: mandates.correct_mandate(
            db.session,
            mandate,
            form.facts(),
            reason=form.reason.data or "",
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
            ahead=bool(form.ahead.data),
        ),
    ):
        flash(_("Le mandat est corrigé."), "success")
        return _to(committee_id)
    return form_page("correct_mandate.html", form, mandate=mandate, committee=mandate.committee)


@blueprint.route("/<int:committee_id>/mandats/<int:mandate_id>/fin", methods=["GET", "POST"])
@requires(Permission.COMMITTEE_MANAGE)
def end_mandate(committee_id: int, mandate_id: int) -> Answer:
    """Say which day a mandate ends."""
    mandate = _mandate(committee_id, mandate_id)
    form = MandateEndForm(
        data={
            "last_day": mandate.valid_to or max(clock.today(), mandate.valid_from),
            "version": mandate.version,
        }
    )
    if form.validate_on_submit() and done(
        form,
        lambda: mandates.end_mandate(
            db.session,
            mandate,
            last_day=form.last_day.data,
            reason=form.reason.data or "",
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("La fin du mandat est enregistrée."), "success")
        return _to(committee_id)
    return form_page(
        "end_mandate.html",
        form,
        mandate=mandate,
        committee=mandate.committee,
        roles=MANDATE_ROLE_LABELS,
    )


@blueprint.get("/mandats/<int:mandate_id>")
@requires(Permission.COMMITTEE_READ)
def mandate(mandate_id: int) -> Response:
    """Lead to the committee of a mandate known by its number."""
    found = db.session.get(Mandate, mandate_id)
    if found is None:
        raise NotFound
    return _to(found.committee_id)


def _committee(committee_id: int) -> Committee:
    found = committee_of(db.session, committee_id)
    if found is None:
        raise NotFound
    return found


def _mandate(committee_id: int, mandate_id: int) -> Mandate:
    found = mandate_of(db.session, committee_id, mandate_id)
    if found is None:
        raise NotFound
    return found


def _to(committee_id: int) -> Response:
    return redirect(url_for("committees.committee", committee_id=committee_id))
