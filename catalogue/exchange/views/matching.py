"""The columns of a file: which is what, as a person says; remembered, and forgotten."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from catalogue import clock
from catalogue.database import db
from catalogue.errors import DomainError, NotFound
from catalogue.exchange import preview, services
from catalogue.exchange.forms import ArrangeForm
from catalogue.exchange.importers import IMPORTERS
from catalogue.exchange.layout import (
    DEEPEST,
    Layout,
    hidden_columns,
    hidden_rows,
    laid_at,
    samples,
)
from catalogue.exchange.models import ColumnMatching, ImportBatch
from catalogue.exchange.preview import received_of
from catalogue.exchange.queries import matchings
from catalogue.exchange.receiving import Received
from catalogue.exchange.views.blueprint import SOON, Answer, batch_or_404, blueprint
from catalogue.exchange.vocabulary import IMPORT_KIND_LABELS
from catalogue.i18n import say
from catalogue.messages import N_, Message
from catalogue.permissions import Permission, current_actor, requires

_ADDRESSED = ("feuille", "titres", "profondeur")


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """One column of a file: its heading, some of its texts, what it is taken for."""

    place: int
    heading: str
    texts: tuple[str, ...]
    code: str
    doubtful: bool
    hidden: bool


@blueprint.route("/imports/<int:batch_id>/colonnes", methods=["GET", "POST"])
@requires(Permission.IMPORT_RUN)
def columns(batch_id: int) -> Answer:
    """Show what each column of a file is taken for; say otherwise, and have it verified."""
    found, form = batch_or_404(batch_id), ArrangeForm()
    received = received_of(db.session, found)
    try:
        layout = _pointed_out(received)
    except DomainError as error:
        flash(say(error.message), "warning")
        layout = received.layout
    if not form.is_submitted():
        form.hidden_rows.data = layout.hidden_rows
        return _columns_page(found, form, received, layout)
    if not form.validate():
        return _columns_page(found, form, received, layout, 422)
    chosen, twice = _chosen(layout, form)
    if twice:
        form.refuse(DomainError(twice))
        return _columns_page(found, form, received, chosen, 422)
    try:
        services.arrange(
            db.session,
            found,
            chosen,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            remember=form.remember.data,
        )
    except DomainError as error:
        db.session.rollback()
        if error.status != DomainError.status:
            raise
        form.refuse(DomainError(error.message))
        return _columns_page(batch_or_404(batch_id), form, received, chosen, 422)
    if len(received.sheets[chosen.sheet].lines) <= SOON:
        checked = preview.check_again(db.session, found, today=clock.today())
        preview.finish(db.session, found, checked, at=clock.now())
    db.session.commit()
    return redirect(url_for("exchange.batch", batch_id=batch_id))


@blueprint.get("/imports/colonnes")
@requires(Permission.IMPORT_RUN)
def remembered() -> Answer:
    """List the ways of reading columns that are remembered."""
    names = {
        kind: {column.code: column.heading for column in importer.columns}
        for kind, importer in IMPORTERS.items()
    }
    return render_template(
        "catalogue/exchange/remembered.html",
        matchings=matchings(db.session),
        names=names,
        kinds=IMPORT_KIND_LABELS,
    )


@blueprint.post("/imports/colonnes/<int:matching_id>/oublier")
@requires(Permission.IMPORT_RUN)
def forget(matching_id: int) -> Answer:
    """Forget how files with these headings are read."""
    found = db.session.get(ColumnMatching, matching_id)
    if found is None:
        raise NotFound
    services.forget_matching(db.session, found, actor=current_actor())
    db.session.commit()
    flash(
        _("C’est oublié : le prochain fichier avec ces titres demandera ses colonnes."), "success"
    )
    return redirect(url_for("exchange.remembered"))


def _pointed_out(received: Received) -> Layout:
    """Give the layout that the address asks for: another sheet, other heading rows."""
    layout = received.layout
    asked = {name: request.args.get(name, type=int) for name in _ADDRESSED}
    sheet = asked["feuille"]
    if sheet is None or not 0 <= sheet < len(received.sheets):
        return layout
    first = next((line.number for line in received.sheets[sheet].lines), None)
    top = asked["titres"] or (layout.top if sheet == layout.sheet else first)
    depth = min(max(asked["profondeur"] or 1, 1), DEEPEST)
    if top is None or (sheet, top, depth) == (layout.sheet, layout.top, layout.depth):
        return layout
    columns = IMPORTERS[received.kind].columns
    return replace(
        laid_at(received.sheets, columns, sheet=sheet, top=top, depth=depth), also=layout.also
    )


def _chosen(layout: Layout, form: ArrangeForm) -> tuple[Layout, Message | None]:
    """Read what each column is said to be; the second tells of one that two columns are."""
    places: dict[str, int] = {}
    twice: Message | None = None
    for place in range(len(layout.headings)):
        code = request.form.get(f"colonne-{place}", "")
        if not code:
            continue
        if code in places:
            twice = N_(
                "Deux colonnes sont dites la même chose : « %(first)s » et « %(second)s ». "
                "Gardez-en une et mettez l’autre à « Ne pas lire ».",
                first=layout.headings[places[code]],
                second=layout.headings[place],
            )
        places.setdefault(code, place)
    return replace(
        layout,
        places=places,
        doubtful=frozenset(
            place
            for place, heading in enumerate(layout.headings)
            if heading and place not in places.values()
        ),
        hidden_rows=bool(form.hidden_rows.data),
        also=(),
        remembered=bool(form.remember.data),
    ), twice


def _columns_page(
    found: ImportBatch,
    form: ArrangeForm,
    received: Received,
    layout: Layout,
    status: int = 200,
) -> tuple[str, int]:
    form.version.data = found.version
    sheet = received.sheets[layout.sheet]
    codes = {place: code for code, place in layout.places.items()}
    hidden = hidden_columns(layout, sheet)
    shown = [
        ColumnShown(
            place,
            heading,
            samples(layout, sheet, place),
            codes.get(place, ""),
            place in layout.doubtful,
            place in hidden,
        )
        for place, heading in enumerate(layout.headings)
        if heading or samples(layout, sheet, place)
    ]
    page = render_template(
        "catalogue/exchange/columns.html",
        batch=found,
        form=form,
        layout=layout,
        sheets=[(index, one.name, len(one.lines)) for index, one in enumerate(received.sheets)],
        shown=shown,
        known=IMPORTERS[found.kind].columns,
        hidden_rows=hidden_rows(layout, sheet),
        kinds=IMPORT_KIND_LABELS,
    )
    return page, status
