"""What everybody reads: the editions, one of them, its files, its notices, the feed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask import Response, current_app, jsonify, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from catalogue import clock
from catalogue.database import db
from catalogue.delimited import csv_response
from catalogue.documents.services import path_of
from catalogue.downloads import XLSX
from catalogue.errors import NotFound
from catalogue.messages import N_
from catalogue.paging import PAGE_SIZE, Page, UrlState, page_number
from catalogue.permissions import Permission, current_actor, public
from catalogue.publication import files, notices
from catalogue.publication.contents import columns, thawed
from catalogue.publication.models import ProgrammeEdition, ProgrammeLine
from catalogue.publication.paper import title_of
from catalogue.publication.queries import editions_of, editions_page, lines_of, next_due
from catalogue.publication.views.blueprint import (
    Answer,
    blueprint,
    edition_or_404,
    half_year_of_edition,
)
from catalogue.publication.vocabulary import PART_LABELS, Part
from catalogue.work_programme.queries import visible_ids

PDF = "application/pdf"
FEED_LENGTH = 30


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line of an edition on screen: its cells by column, what it leads to today."""

    cells: dict[str, object]
    work_item_id: int | None
    standard_edition_id: int | None


@blueprint.get("/programme/editions")
@public
def editions() -> Answer:
    """List what was published, latest first."""
    state = UrlState.read(request.args.items(multi=True), ("page",))
    number = page_number(state.value("page"))
    rows, total = editions_page(db.session, number=number, size=PAGE_SIZE)
    due = next_due(db.session)
    return render_template(
        "catalogue/publication/editions.html",
        page=Page(rows, total, number),
        state=state,
        title_of=title_of,
        manager=current_actor().may(Permission.PROGRAMME_MANAGE),
        due=due,
        late=due is not None and due < clock.today(),
    )


@blueprint.get("/programme/editions/<code>")
@public
def edition(code: str) -> Answer:
    """Show an edition as it was published, list by list."""
    found = edition_or_404(code)
    state = UrlState.read(request.args.items(multi=True), ("liste", "page"))
    part = next((one for one in Part if one.value == state.value("liste")), Part.IN_PREPARATION)
    number = page_number(state.value("page"))
    kept = lines_of(db.session, found.id, part, number=number, size=PAGE_SIZE)
    # What a frozen line names may since have been abandoned: no link leads to a missing page.
    items = visible_ids(db.session, current_actor(), [line.work_item_id for line in kept])
    later = [
        one
        for one in editions_of(db.session, half_year_of_edition(found))
        if one.revision > found.revision
    ]
    return render_template(
        "catalogue/publication/edition.html",
        edition=found,
        title=title_of(found),
        half_year=half_year_of_edition(found),
        later=later[-1] if later else None,
        gender=files.gender_rows(found),
        part=part,
        parts={one: (label, found.counts.get(one.value, 0)) for one, label in PART_LABELS.items()},
        columns=columns(part),
        page=Page(
            [_shown(line, part, items) for line in kept], found.counts.get(part.value, 0), number
        ),
        state=state,
    )


def _shown(line: ProgrammeLine, part: Part, items: Collection[int]) -> ShownLine:
    keys = [column.key for column in columns(part)]
    return ShownLine(
        cells=dict(zip(keys, thawed(line.cells, part), strict=True)),
        work_item_id=line.work_item_id if line.work_item_id in items else None,
        standard_edition_id=line.standard_edition_id,
    )


@blueprint.get("/programme/editions/<code>.pdf")
@public
def edition_pdf(code: str) -> Response:
    """Send the PDF of an edition, the same bytes each time."""
    found = edition_or_404(code)
    if found.paper is None:
        raise NotFound(
            N_("Le PDF de cette édition se prépare. Revenez dans une minute ; les autres fichiers "
               "sont déjà là.")
        )  # fmt: skip
    document = found.paper.document
    path = path_of(current_app.extensions["settings"].data_dir, document)
    if not path.is_file():
        raise NotFound(
            N_("Ce fichier manque dans le dossier de données. Dites-le à l’administration du "
               "service.")
        )  # fmt: skip
    return send_file(
        path,
        mimetype=PDF,
        download_name=f"programme-{found.code}.pdf",
        conditional=True,
        etag=document.sha256 or False,
        max_age=0,
    )


@blueprint.get("/programme/editions/<code>.csv")
@public
def edition_csv(code: str) -> Response:
    """Send the lists of an edition as one table, the list named on each line."""
    found = edition_or_404(code)
    table = files.one_table(db.session, found)
    return csv_response(f"programme-{found.code}.csv", table.headings, table.rows)


@blueprint.get("/programme/editions/<code>.xlsx")
@public
def edition_xlsx(code: str) -> Response:
    """Send the lists of an edition as a workbook, one sheet each."""
    found = edition_or_404(code)
    return Response(
        files.workbook(db.session, found),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="programme-{found.code}.xlsx"'},
    )


@blueprint.get("/programme/editions/<code>.json")
@public
def edition_json(code: str) -> Response:
    """Send an edition whole, for programs."""
    found = edition_or_404(code)
    address = url_for(".edition", code=found.code, _external=True)
    return jsonify(files.as_json(db.session, found, address=address))


@blueprint.get("/programme/editions/<code>/avis")
@public
def edition_notices(code: str) -> Answer:
    """Show the texts of the notices under paragraphs C and J, ready to be copied."""
    found = edition_or_404(code)
    half_year = half_year_of_edition(found)
    address = url_for(".edition", code=found.code, _external=True)
    fields = files.ics_fields(db.session, found)
    texts = {
        language: (
            notices.work_programme_notice(
                found.agency,
                half_year,
                code=found.code,
                dated_on=found.dated_on,
                counts=found.counts,
                address=address,
                language=language,
            ),
            notices.acceptance_notice(
                found.agency,
                [(one.code, one.title(language)) for one in fields],
                language=language,
            ),
        )
        for language in notices.LANGUAGES
    }
    return render_template(
        "catalogue/publication/notices.html", edition=found, title=title_of(found), texts=texts
    )


@blueprint.get("/programme/flux.atom")
@public
def feed() -> Response:
    """Give the editions as an Atom feed, latest first."""
    rows, _total = editions_page(db.session, number=1, size=FEED_LENGTH)
    latest = rows[0].published_at if rows else None
    written = render_template(
        "catalogue/publication/feed.xml",
        editions=rows,
        title_of=title_of,
        summary_of=_summary,
        agency=_agency_name(db.session, rows),
        updated=latest or clock.now(),
    )
    return Response(written, content_type="application/atom+xml; charset=utf-8")


def _agency_name(session: Session, rows: Sequence[ProgrammeEdition]) -> str:
    if rows:
        return str(rows[0].agency.get("agency_name", ""))
    return files.agency_name(session, on=clock.today())


def _summary(found: ProgrammeEdition) -> str:
    prepared = found.counts.get(Part.IN_PREPARATION.value, 0)
    adopted = found.counts.get(Part.ADOPTED.value, 0)
    return " ".join(
        [
            ngettext("Une norme en préparation,", "%(num)d normes en préparation,", prepared)
            if prepared
            else _("Aucune norme en préparation,"),
            ngettext(
                "une adoptée au cours du semestre.",
                "%(num)d adoptées au cours du semestre.",
                adopted,
            )
            if adopted
            else _("aucune adoptée au cours du semestre."),
        ]
    )
