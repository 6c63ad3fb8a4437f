"""One act on several items: choose, see what will be done, do it, read what was done."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from catalogue import clock
from catalogue.addresses import row_number
from catalogue.database import db
from catalogue.errors import DomainError, NotFound
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import sent, sent_before
from catalogue.stages.queries import stage_names
from catalogue.work_programme import bulk_acts
from catalogue.work_programme.facets import filter_of
from catalogue.work_programme.forms import BulkForm
from catalogue.work_programme.listing import all_ids
from catalogue.work_programme.models import BulkAct
from catalogue.work_programme.presentation import Names, stage_text
from catalogue.work_programme.queries import committees_to_choose, items_to_act_on
from catalogue.work_programme.views.blueprint import blueprint
from catalogue.work_programme.views.lists import asked
from catalogue.work_programme.vocabulary import ACT_LABELS, RECORDED_GROUPS, Act

WHOLE_LIST = "tous"  # in the address: every item of the list as it is filtered


@blueprint.route("/programme/actes", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_MANAGE)
def bulk() -> tuple[str, int] | Response:
    """Choose items and an act, see what becomes of each and what is refused, then do it."""
    session, actor = db.session, current_actor()
    form = BulkForm()
    if form.is_submitted() and (before := sent_before(form)) is not None:
        return before
    names = stage_names(session, on=clock.today())
    cut = _offer(session, form, names)
    preview: list[bulk_acts.Line] | None = None
    if form.validate_on_submit():
        try:
            lines = bulk_acts.act_on_many(
                session, _wanted(form), actor=actor, at=clock.now(), today=clock.today()
            )
        except DomainError as error:
            form.refuse(error)
        else:
            if "do" in request.form:
                kept = bulk_acts.keep(session, form.act.data, lines, actor=actor, at=clock.now())
                return sent(form, url_for(".bulk_result", act_id=kept.id))
            preview = lines
        # A preview is the act itself, undone: what it says is what will be done.
        session.rollback()
    page = render_template(
        "catalogue/work_programme/bulk.html",
        form=form,
        preview=preview,
        cut=cut,
        most=bulk_acts.MOST_ITEMS,
    )
    return page, 422 if form.errors or form.form_errors else 200


@blueprint.get("/programme/actes/<int:act_id>")
@requires(Permission.PROGRAMME_MANAGE)
def bulk_result(act_id: int) -> str:
    """Show what became of each item of one act."""
    found = db.session.get(BulkAct, act_id)
    if found is None:
        raise NotFound
    return render_template(
        "catalogue/work_programme/bulk_result.html",
        made=found,
        label=ACT_LABELS[Act(found.act)],
    )


def _wanted(form: BulkForm) -> bulk_acts.Wanted:
    versions = form.seen.versions
    return bulk_acts.Wanted(
        act=form.act.data,
        seen={item_id: versions.get(item_id, 0) for item_id in form.items.data or ()},
        committee_id=form.committee_id.data,
        exercise=form.exercise.data,
        code=form.code.data or "",
        on=form.on.data,
        reason=form.reason.data or "",
    )


def _offer(session: Session, form: BulkForm, names: Names) -> bool:
    """Offer the items asked for, ticked; tell whether the list was longer than one act allows."""
    actor, most, cut = current_actor(), bulk_acts.MOST_ITEMS, False
    if form.is_submitted():
        ids = [*form.seen.versions][:most]
    elif request.args.get(WHOLE_LIST):
        wanted = filter_of(asked(), actor)
        ids = [*all_ids(session, actor, wanted, today=clock.today(), most=most + 1)]
        ids, cut = ids[:most], len(ids) > most
    else:
        ids = request.args.getlist("sujet", type=row_number)[:most]
    items = items_to_act_on(session, actor, ids)
    form.items.choices = [
        SelectChoice(
            value=item.id,
            label=_(
                "%(number)s, %(title)s (stade %(stage)s, %(committee)s)",
                number=item.number,
                title=item.title_fr,
                stage=item.stage_code,
                committee=item.committee.code if item.committee else _("sans comité"),
            ),
        )
        for item in items
    ]
    if not form.is_submitted():
        form.items.data = [item.id for item in items]
        form.seen.data = " ".join(f"{item.id}:{item.version}" for item in items)
    form.committee_id.choices = committees_to_choose(session)
    form.code.choices = [
        SelectChoice(code, stage_text(names, code))
        for code in sorted(names)
        if code[:2] in RECORDED_GROUPS
    ]
    return cut
