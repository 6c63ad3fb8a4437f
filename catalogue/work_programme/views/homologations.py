"""Acts of homologation: the list, recording one after a preview, reading it, undoing it."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from catalogue import clock
from catalogue.addresses import row_number
from catalogue.database import db
from catalogue.errors import DomainError, NotFound
from catalogue.i18n import say
from catalogue.paging import PAGE_SIZE, Page, UrlState, page_number
from catalogue.permissions import Permission, current_actor, requires
from catalogue.records.vocabulary import NATURE_LABELS
from catalogue.work_programme import services
from catalogue.work_programme.act_queries import (
    act_by_id,
    awaiting_council,
    items_of_lines,
    names_of,
    page_of_acts,
)
from catalogue.work_programme.homologation import LONGEST, REVISIONS
from catalogue.work_programme.homologation_forms import (
    LINE_FIELD,
    ActFields,
    LineChoice,
    UndoForm,
    act_form,
    line_fields,
)
from catalogue.work_programme.models import HomologationAct, WorkItem
from catalogue.work_programme.rules import manages_programme
from catalogue.work_programme.services import ActFacts, Line, Preview
from catalogue.work_programme.views.blueprint import Answer, blueprint
from catalogue.work_programme.vocabulary import TEXT_KIND_LABELS, TextKind

MOST_LINES = 300
OVERRIDE = "override_reason"
# Where the form asks what the service calls by another name.
FIELD_OF = {"reference": "reference", "nature": "nature", "text": "text"}


@blueprint.get("/programme/homologations")
@requires(Permission.PROGRAMME_READ_INTERNAL)
def homologations() -> Answer:
    """List the acts of homologation, latest session first."""
    state = UrlState.read(request.args.items(multi=True), ("page",))
    number = page_number(state.value("page"))
    rows, total = page_of_acts(db.session, page=number, size=PAGE_SIZE)
    return render_template(
        "catalogue/work_programme/homologations.html",
        page=Page(rows, total, number),
        state=state,
        manager=manages_programme(current_actor()),
    )


@blueprint.get("/programme/homologations/<int:act_id>")
@requires(Permission.PROGRAMME_READ_INTERNAL)
def homologation(act_id: int) -> Answer:
    """Show one act with its standards."""
    act = _act_or_404(act_id)
    return render_template(
        "catalogue/work_programme/homologation.html",
        act=act,
        names=names_of(db.session, [act.recorded_by_id, act.undone_by_id]),
        nature_labels=NATURE_LABELS,
        manager=manages_programme(current_actor()),
    )


@blueprint.route("/programme/homologations/nouvelle", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_MANAGE)
def new_homologation() -> Answer:
    """Choose items and give their references; see what the act would create; confirm it.

    The three steps post the same fields: nothing is kept between them but what the page carries.
    """
    items = _items()
    form = act_form({item.id: _choice(item) for item in items})(data=_proposed(items))
    step = request.form.get("step", "")
    if not form.is_submitted() or step == "modifier" or not form.validate():
        return _form_page(form, items, 200 if step in {"", "modifier"} else 422)
    facts, lines = _facts(form), _lines(form, items)
    preview = services.preview_homologation(db.session, lines, facts, today=clock.today())
    done = {one.done_by.id for one in preview.lines if one.done_by is not None}
    if step == "confirmer" or len(done) == 1:
        try:
            act = services.homologate(
                db.session,
                lines,
                facts,
                actor=current_actor(),
                at=clock.now(),
                today=clock.today(),
            )
        except services.AlreadyHomologatedError as error:
            flash(say(error.message), "warning")
            return redirect(url_for("work_programme.homologation", act_id=error.act_id))
        except DomainError:
            preview = services.preview_homologation(db.session, lines, facts, today=clock.today())
        else:
            db.session.commit()
            flash(
                ngettext(
                    "L’acte est enregistré : une norme est homologuée.",
                    "L’acte est enregistré : %(num)d normes sont homologuées.",
                    len(lines),
                ),
                "success",
            )
            return redirect(url_for("work_programme.homologation", act_id=act.id))
    if not _point_out(form, preview):
        return _form_page(form, items, 422)
    return _preview_page(form, preview, 422 if step == "confirmer" else 200)


@blueprint.route("/programme/homologations/<int:act_id>/defaire", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_MANAGE)
def undo_homologation(act_id: int) -> Answer:
    """Take a whole act back, with a reason."""
    act = _act_or_404(act_id)
    form = UndoForm()
    if form.validate_on_submit():
        try:
            services.undo_homologation(
                db.session, act, reason=form.reason.data, actor=current_actor(), at=clock.now()
            )
        except DomainError as error:
            form.refuse(error)
        else:
            db.session.commit()
            flash(_("L’acte est défait : les sujets sont revenus où ils étaient."), "success")
            return redirect(url_for("work_programme.homologation", act_id=act.id))
    page = render_template("catalogue/work_programme/undo.html", form=form, act=act)
    return page, 422 if form.is_submitted() else 200


def _act_or_404(act_id: int) -> HomologationAct:
    act = act_by_id(db.session, act_id)
    if act is None:
        raise NotFound
    return act


def _items() -> list[WorkItem]:
    """Give the items of the page: those posted, those the address names, or all that wait."""
    if request.method == "POST":
        posted = [int(found[1]) for name in request.form if (found := LINE_FIELD.fullmatch(name))]
        return items_of_lines(db.session, posted[:MOST_LINES])
    return awaiting_council(db.session, only=request.args.getlist("sujet", type=row_number))


def _choice(item: WorkItem) -> LineChoice:
    final = [one for one in item.texts if one.kind is not TextKind.DRAFT]
    texts = [
        (one.id, f"{say(TEXT_KIND_LABELS[one.kind])} – {one.label or one.document.title}")
        for one in reversed(final)
    ]
    return LineChoice(item.number, tuple(texts))


def _proposed(items: list[WorkItem]) -> dict[str, Any]:
    """Tick what the address names (or all), with its session; propose the reserved references."""
    all_of_them = bool(request.args.getlist("sujet") or request.args.get("tous"))
    data: dict[str, Any] = {
        "session_label": request.args.get("session", "")[:LONGEST],
        "cnncq_on": _day_named("cnncq"),
    }
    for item in items:
        names = line_fields(item.id)
        data[names["seen"]] = str(item.version)
        data[names["chosen"]] = all_of_them
        data[names["reference"]] = item.planned_reference or ""
    return data


def _day_named(name: str) -> date | None:
    """Read a day from the address, JJ/MM/AAAA; anything else is as good as none."""
    try:
        return datetime.strptime(request.args.get(name, ""), "%d/%m/%Y").date()  # noqa: DTZ007
    except ValueError:
        return None


def _facts(form: ActFields) -> ActFacts:
    return ActFacts(
        session_label=form.session_label.data,
        cnncq_on=form.cnncq_on.data,
        homologated_on=form.homologated_on.data,
        published_on=form.published_on.data,
        act_reference=form.act_reference.data or "",
    )


def _lines(form: ActFields, items: list[WorkItem]) -> list[Line]:
    lines = []
    for item in items:
        fields = {name: form[field] for name, field in line_fields(item.id).items()}
        if fields["chosen"].data:
            seen = str(fields["seen"].data)
            lines.append(
                Line(
                    work_item_id=item.id,
                    reference=fields["reference"].data or "",
                    nature=fields["nature"].data or form.common_nature.data,
                    seen_version=int(seen) if seen.isascii() and seen.isdigit() else 0,
                    withdraws_replaced=fields["withdraws"].data,
                    override_reason=fields["reason"].data or "",
                    text_version_id=fields["text"].data,
                )
            )
    return lines


def _point_out(form: ActFields, preview: Preview) -> bool:
    """Put every problem beside its field; tell whether the preview may be shown all the same.

    A missing answer to an objection is asked on the preview itself, beside the objection.
    """
    form.point_out(preview.problems)
    possible = not preview.problems
    for one in preview.lines:
        names = line_fields(one.line.work_item_id)
        for name, message in one.problems.items():
            if name == OVERRIDE:
                form.point_out({names["reason"]: message})
                continue
            possible = False
            form.point_out({names[FIELD_OF[name]] if name in FIELD_OF else "": message})
    return possible


def _form_page(form: ActFields, items: list[WorkItem], status: int) -> Answer:
    page = render_template(
        "catalogue/work_programme/homologate.html",
        form=form,
        lines=[
            {
                "item": item,
                "fields": {name: form[field] for name, field in line_fields(item.id).items()},
                "replaces": item.revises is not None or item.nature in REVISIONS,
            }
            for item in items
        ],
        nature_labels=NATURE_LABELS,
    )
    return page, status


def _preview_page(form: ActFields, preview: Preview, status: int) -> Answer:
    asked = {
        one.line.work_item_id: form[line_fields(one.line.work_item_id)["reason"]]
        for one in preview.lines
        if one.objections
    }
    shown_names = {"csrf_token", "step", *(field.name for field in asked.values())}
    counts = Counter(say(services.counting(one)) for one in preview.lines)
    page = render_template(
        "catalogue/work_programme/homologation_preview.html",
        form=form,
        preview=preview,
        asked=asked,
        carried=[pair for pair in request.form.items(multi=True) if pair[0] not in shown_names],
        counting=services.counting,
        counts=counts,
        nature_labels=NATURE_LABELS,
        text_kind_labels=TEXT_KIND_LABELS,
    )
    return page, status
