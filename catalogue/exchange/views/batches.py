"""One import: how far it is, its preview, applying it, giving it up, undoing it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from catalogue import clock
from catalogue.database import begin_write, db
from catalogue.delimited import csv_response
from catalogue.errors import DomainError
from catalogue.exchange import services
from catalogue.exchange.blanks import headings
from catalogue.exchange.forms import ApplyForm, UndoForm
from catalogue.exchange.importers import IMPORTERS
from catalogue.exchange.models import ImportBatch
from catalogue.exchange.queries import (
    applied_before,
    counts_of,
    doubts_of,
    name_of,
    page_of_rows,
    refused_rows,
)
from catalogue.exchange.undoing import Plan, plan_of, undo
from catalogue.exchange.views.blueprint import SOON, Answer, batch_or_404, blueprint
from catalogue.exchange.views.showing import labels, shown
from catalogue.exchange.vocabulary import (
    IMPORT_KIND_LABELS,
    UNDER_WAY,
    BatchState,
    Verdict,
)
from catalogue.i18n import say
from catalogue.journal.queries import history
from catalogue.messages import Message
from catalogue.paging import PAGE_SIZE, Page, UrlState, offset, page_number
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import carried_out

_KEPT_SHOWN = 100  # rows named before an undoing


@blueprint.get("/imports/<int:batch_id>")
@requires(Permission.IMPORT_RUN)
def batch(batch_id: int) -> Answer:
    """Show how far a file is, or what it would do, or has done: refused rows first."""
    return _batch_page(batch_or_404(batch_id), ApplyForm())


@blueprint.post("/imports/<int:batch_id>/appliquer")
@requires(Permission.IMPORT_RUN)
def apply(batch_id: int) -> Answer:
    """Carry out a staged file; a large one goes on beside the pages."""
    found, form = batch_or_404(batch_id), ApplyForm()
    if not form.validate():
        return _batch_page(found, form, 422)
    if _rows(found) > SOON:
        services.ask(
            db.session,
            found,
            BatchState.APPLYING,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            valid_rows_only=form.valid_rows_only.data,
        )
        db.session.commit()
        return redirect(url_for("exchange.batch", batch_id=batch_id))
    try:
        outcome = carried_out(
            form,
            partial(
                services.apply,
                db.session,
                found,
                actor=current_actor(),
                seen_version=form.version.data or 0,
                valid_rows_only=form.valid_rows_only.data,
                at=clock.now(),
                today=clock.today(),
            ),
        )
    except services.OutdatedPreviewError as error:
        return _checked_again(batch_id, error.message)
    if outcome is None:
        return _batch_page(batch_or_404(batch_id), form, DomainError.status)
    flash(
        _(
            "L’import est appliqué. Fiches ajoutées : %(added)d, modifiées : %(changed)d.",
            added=outcome.added,
            changed=outcome.changed,
        ),
        "success",
    )
    return redirect(url_for("exchange.batch", batch_id=batch_id))


@blueprint.post("/imports/<int:batch_id>/verifier")
@requires(Permission.IMPORT_RUN)
def check_again(batch_id: int) -> Answer:
    """Say again what a staged file would do, from what is recorded now."""
    verified_again(batch_or_404(batch_id))
    db.session.commit()
    flash(_("La vérification est refaite avec les données d’aujourd’hui."), "success")
    return redirect(url_for("exchange.batch", batch_id=batch_id))


@blueprint.post("/imports/<int:batch_id>/abandonner")
@requires(Permission.IMPORT_RUN)
def discard(batch_id: int) -> Answer:
    """Give up a file before it is applied."""
    found, form = batch_or_404(batch_id), ApplyForm()
    if not form.validate():
        return _batch_page(found, form, 422)
    services.discard(
        db.session,
        found,
        actor=current_actor(),
        seen_version=None if found.state is BatchState.READING else form.version.data or 0,
        at=clock.now(),
    )
    db.session.commit()
    flash(_("L’import est abandonné : rien n’a été enregistré."), "success")
    return redirect(url_for("exchange.index"))


@blueprint.route("/imports/<int:batch_id>/annuler", methods=["GET", "POST"])
@requires(Permission.IMPORT_RUN)
def undo_batch(batch_id: int) -> Answer:
    """Show what undoing would do; undo, with a reason."""
    found, form = batch_or_404(batch_id), UndoForm()
    services.require_applied(found)
    if not form.is_submitted():
        form.version.data = found.version
        return _undo_page(found, form)
    if not form.validate():
        return _undo_page(found, form, 422)
    if _rows(found) > SOON:
        services.ask(
            db.session,
            found,
            BatchState.UNDOING,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            reason=form.reason.data,
        )
        db.session.commit()
        return redirect(url_for("exchange.batch", batch_id=batch_id))
    act = partial(
        undo,
        db.session,
        found,
        reason=form.reason.data,
        actor=current_actor(),
        seen_version=form.version.data or 0,
        at=clock.now(),
        today=clock.today(),
    )
    plan = carried_out(form, act)
    if plan is None:
        return _undo_page(batch_or_404(batch_id), form, DomainError.status)
    flash(
        _(
            "L’import est annulé. Fiches retirées : %(removed)d, remises en l’état : %(restored)d, "
            "gardées : %(kept)d.",
            removed=len(plan.removed),
            restored=len(plan.restored),
            kept=len(plan.kept),
        ),
        "success",
    )
    if plan.beside:
        flash(
            _(
                "Personnes et organisations ajoutées par cet import : %(removed)d retirées, "
                "%(kept)d gardées ; les raisons sont dites sur cette page.",
                removed=len(plan.beside_removed),
                kept=len(plan.beside_kept),
            )
        )
    return redirect(url_for("exchange.batch", batch_id=batch_id))


@blueprint.get("/imports/<int:batch_id>/lignes-refusees.csv")
@requires(Permission.IMPORT_RUN)
def refused(batch_id: int) -> Answer:
    """Download the refused rows, ready to correct and import again, each with its reasons."""
    found = batch_or_404(batch_id)
    columns = IMPORTERS[found.kind].columns
    names = [*headings(columns), _("Ligne du fichier"), _("Motif du refus")]

    def rows() -> Iterator[list[object]]:
        for row in refused_rows(db.session, found):
            cells: list[object] = [row.raw.get(column.code, "") for column in columns]
            yield [*cells, row.number, " ".join(row.problems)]

    return csv_response(f"lignes-refusees-{batch_id}.csv", names, rows())


def verified_again(found: ImportBatch) -> None:
    """Have a staged file verified again: at once, or beside the pages if it is large."""
    if _rows(found) > SOON:
        services.ask(
            db.session,
            found,
            BatchState.READING,
            actor=current_actor(),
            seen_version=found.version,
        )
    else:
        services.restage(
            db.session, found, actor=current_actor(), at=clock.now(), today=clock.today()
        )


def _rows(found: ImportBatch) -> int:
    return sum(counts_of(db.session, [found.id]).get(found.id, {}).values())


def _batch_page(found: ImportBatch, form: ApplyForm, status: int = 200) -> tuple[str, int]:
    form.version.data = found.version
    if found.state in UNDER_WAY:
        return render_template(
            "catalogue/exchange/under_way.html",
            batch=found,
            form=form,
            labels=labels(),
            kinds=IMPORT_KIND_LABELS,
            percent=min(99, 100 * found.dealt // max(found.awaited, 1)),
        ), status
    state = UrlState.read(request.args.items(multi=True), ("lignes", "page"))
    chosen = state.value("lignes")
    verdict = Verdict(chosen) if chosen in set(Verdict) else None
    counts = counts_of(db.session, [found.id]).get(found.id, {})
    total = sum(counts.values()) if verdict is None else counts.get(verdict, 0)
    number = page_number(state.value("page"))
    rows = page_of_rows(db.session, found, verdict, page=number, size=PAGE_SIZE)
    columns = IMPORTERS[found.kind].columns
    doubts = doubts_of(found, columns)
    page = render_template(
        "catalogue/exchange/batch.html",
        batch=found,
        by=name_of(db.session, found.staged_by_id),
        form=form,
        counts=counts,
        page=Page([shown(row, found, columns) for row in rows], total, number),
        state=state,
        verdict=verdict,
        labels=labels(),
        kinds=IMPORT_KIND_LABELS,
        doubts=doubts,
        twin=applied_before(db.session, found) if found.state is BatchState.STAGED else None,
        lines=history(db.session, "import_batch", [found.id]),
        first=offset(number) + 1,
    )
    return page, status


def _undo_page(found: ImportBatch, form: UndoForm, status: int = 200) -> tuple[str, int]:
    form.version.data = found.version
    plan: Plan = plan_of(db.session, found)
    reasons = Counter(say(reason) for reason in plan.kept.values())
    page = render_template(
        "catalogue/exchange/undo.html",
        batch=found,
        form=form,
        plan=plan,
        reasons=reasons.most_common(),
        kept=list(plan.kept.items())[:_KEPT_SHOWN],
        kinds=IMPORT_KIND_LABELS,
    )
    return page, status


def _checked_again(batch_id: int, message: Message) -> Answer:
    """Make the preview again, in a transaction of its own, and ask to read it."""
    begin_write(db.session)
    services.restage(
        db.session,
        batch_or_404(batch_id),
        actor=current_actor(),
        at=clock.now(),
        today=clock.today(),
    )
    db.session.commit()
    flash(say(message), "warning")
    return redirect(url_for("exchange.batch", batch_id=batch_id))
