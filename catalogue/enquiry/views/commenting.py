"""The one public form: no account, no thread, robots turned away politely and counted."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from flask import current_app, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from catalogue import clock
from catalogue.accounts.attempts import Counted, address_key
from catalogue.database import db
from catalogue.enquiry import commenting as acts
from catalogue.enquiry import seal, services
from catalogue.enquiry.forms import CommentForm
from catalogue.enquiry.models import Enquiry
from catalogue.enquiry.queries import comment_by_number
from catalogue.enquiry.rules import takes_comments
from catalogue.enquiry.views.blueprint import Answer, blueprint, enquiry_or_404
from catalogue.enquiry.vocabulary import SHORT_KIND_LABELS, RefusalKind
from catalogue.errors import DomainError, NotFound
from catalogue.permissions import current_actor, public
from catalogue.policy.services import number_of
from catalogue.posting import sent, sent_before


@blueprint.route("/enquetes/<int:enquiry_id>/remarque", methods=["GET", "POST"])
@public
def comment(enquiry_id: int) -> Answer:
    """Take one comment; what was typed is kept whatever is wrong with it."""
    enquiry = enquiry_or_404(enquiry_id)
    if request.method == "GET" and not takes_comments(enquiry, on=clock.today()):
        return redirect(url_for(".page", enquiry_id=enquiry.id))
    key, now = str(current_app.secret_key), clock.now()
    form = CommentForm(data={"seal": seal.sealed(key, enquiry.id, now)})
    if not form.is_submitted():
        return _page(form, enquiry, 200)
    if (before := sent_before(form)) is not None:
        return before
    valid = form.validate()
    counted: Counted = (acts.PER_ADDRESS, address_key(request.remote_addr))
    refusal = _refusal(form, enquiry, counted, now)
    if refusal is not None or not valid:
        return refusal or _page(form, enquiry, 422)
    try:
        made = services.receive_comment(
            db.session,
            enquiry,
            services.CommentFacts(
                organisation=form.organisation.data or "",
                author_name=form.author_name.data or "",
                email=form.email.data or "",
                clause=form.clause.data or "",
                kind=form.kind.data,
                comment=form.comment.data or "",
                proposed_change=form.proposed_change.data or "",
                about_gender=form.about_gender.data,
            ),
            actor=current_actor(),
            at=now,
            today=clock.today(),
        )
    except DomainError as error:
        form.refuse(error)
        return _page(form, enquiry, 422)
    acts.count_sending(db.session, counted, at=now)
    receipt = seal.receipt(key, enquiry.id, made.number)
    return sent(form, url_for(".received", enquiry_id=enquiry.id, receipt=receipt))


@blueprint.get("/enquetes/<int:enquiry_id>/remarque/recue/<receipt>")
@public
def received(enquiry_id: int, receipt: str) -> Answer:
    """Say that a comment has come, under which number, and what happens next."""
    enquiry = enquiry_or_404(enquiry_id)
    number = seal.number_of(str(current_app.secret_key), enquiry.id, receipt)
    made = comment_by_number(db.session, enquiry.id, number) if number is not None else None
    if made is None:
        raise NotFound
    return render_template(
        "catalogue/enquiry/received.html",
        enquiry=enquiry,
        item=enquiry.work_item,
        comment=made,
        kind_labels=SHORT_KIND_LABELS,
    )


def _refusal(form: CommentForm, enquiry: Enquiry, counted: Counted, now: datetime) -> Answer | None:
    """Turn away what no person sent, and what is too much; count it, keep what was typed."""
    key, session = str(current_app.secret_key), db.session
    kind: RefusalKind | None = None
    free_at: datetime | None = None
    if form.website.data:
        kind = RefusalKind.TRAP
        sentence = _(
            "Un champ qui doit rester vide était rempli, comme le font les robots. Il est vidé : "
            "relisez votre remarque, puis envoyez-la de nouveau."
        )
    elif seal.in_haste(key, form.seal.data or "", enquiry.id, now):
        kind = RefusalKind.HASTE
        sentence = _(
            "Votre remarque est arrivée trop vite pour être reconnue. Relisez-la quelques "
            "instants, puis envoyez-la de nouveau."
        )
    else:
        reached = acts.limit_reached(session, enquiry, counted, at=now, day_began=_day_began(now))
        if reached is None:
            return None
        kind, free_at = reached
        sentence = _too_many(free_at, now)
    acts.count_refusal(session, enquiry, kind, on=clock.today())
    session.commit()
    form.website.data, form.website.raw_data, form.website.errors = "", [], []
    if kind is RefusalKind.HASTE:
        form.seal.data = seal.sealed(key, enquiry.id, now)
    form.form_errors.append(str(sentence))
    status = 429 if kind in {RefusalKind.ADDRESS_LIMIT, RefusalKind.DAY_LIMIT} else 422
    return _page(form, enquiry, status)


def _too_many(free_at: datetime | None, now: datetime) -> str:
    if free_at is None:
        return str(
            _(
                "Cette enquête a reçu aujourd’hui plus de remarques qu’elle ne peut en prendre. "
                "Gardez votre texte et envoyez-le demain, ou envoyez un tableau de remarques à "
                "l’agence."
            )
        )
    minutes = max(1, -(-int((free_at - now).total_seconds()) // 60))
    return str(
        ngettext(
            "Beaucoup de remarques sont venues de votre adresse réseau. La vôtre est gardée "
            "ci-dessous : envoyez-la de nouveau dans une minute.",
            "Beaucoup de remarques sont venues de votre adresse réseau. La vôtre est gardée "
            "ci-dessous : envoyez-la de nouveau dans %(num)d minutes.",
            minutes,
        )
    )


def _day_began(now: datetime) -> datetime:
    zone = ZoneInfo(current_app.config["AGENCY_TIMEZONE"])
    return datetime.combine(clock.local_date(now), time.min, zone)


def _page(form: CommentForm, enquiry: Enquiry, status: int) -> Answer:
    page = render_template(
        "catalogue/enquiry/comment.html",
        form=form,
        enquiry=enquiry,
        item=enquiry.work_item,
        days_kept=number_of(db.session, "enquiry_people_days", on=clock.today()),
    )
    return page, status
