"""The pages of a file brought, the same for every list: choose, tell, check, take in, undo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from catalogue import clock
from catalogue.database import db
from catalogue.downloads import ENDINGS, Column, table_response
from catalogue.errors import NotFound
from catalogue.exchange import workbook
from catalogue.forms import Form
from catalogue.messages import N_
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import carried_out
from review.brought_files import services
from review.brought_files.forms import ConfirmForm, FileForm, columns_form, rows_form
from review.brought_files.kinds import JudgedRow, Kind
from review.brought_files.models import BroughtFile
from review.brought_files.tables import Laid
from review.brought_files.vocabulary import FILE_STATE_LABELS, FileState

Answer = str | Response | tuple[str, int]
_FOLDER = "review/brought_files"


class FilePages:
    """The pages of one kind of file; each is a route of the slice whose list it fills."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    def template(self, ending: str) -> Response:
        """Give an empty table to fill in."""
        columns = [Column(one.code, one.heading, one.width) for one in self.kind.columns]
        return table_response(ending, f"modele-{self.kind.code}", columns, [])

    def bring(self) -> Answer:
        """Choose a spreadsheet; nothing is written yet."""
        form = FileForm()
        if form.validate_on_submit():
            chosen = form.file.data
            file_id = carried_out(form, lambda: self._show(chosen.stream.read(), chosen.filename))
            if file_id is not None:
                return _to(file_id)
        page = render_template(
            f"{_FOLDER}/bring.html",
            form=form,
            kind=self.kind,
            latest=services.latest(db.session, self.kind),
            states=FILE_STATE_LABELS,
        )
        return page, 422 if form.is_submitted() else 200

    def file(self, file_id: int) -> Answer:
        """Show a file row by row, ask what only a person can say, and take it in whole."""
        brought = self._file_or_404(file_id)
        if brought.state is not FileState.SHOWN:
            return render_template(
                f"{_FOLDER}/closed.html", kind=self.kind, file=brought, states=FILE_STATE_LABELS
            )
        rows = services.rows_of(db.session, self.kind, brought, clock.today())
        form = rows_form(rows)(data={"version": brought.version})
        if form.validate_on_submit():
            added = carried_out(form, lambda: self._take_in(brought, rows, form))
            if added is not None:
                flash(
                    ngettext("Une ligne est reprise.", "%(num)d lignes sont reprises.", added)
                    if added
                    else _("Aucune ligne n’est reprise."),
                    "success",
                )
                return _to(file_id)
            brought = self._file_or_404(file_id)
        return self._shown(brought, rows, form), 422 if form.is_submitted() else 200

    def columns(self, file_id: int) -> Answer:
        """Say what each column of a file holds."""
        brought = self._file_or_404(file_id)
        if brought.state is not FileState.SHOWN:
            return _to(file_id)
        laid = Laid.from_plain(brought.content)
        form = columns_form(laid, self.kind.columns)(data={"version": brought.version})
        if form.validate_on_submit():
            if carried_out(form, lambda: self._tell(brought, laid, form)):
                return _to(file_id)
            brought = self._file_or_404(file_id)
        rows = services.rows_of(db.session, self.kind, brought, clock.today())
        asked = rows_form(rows)(None, data={"version": brought.version})
        return self._shown(brought, rows, asked, columns=form), 422

    def give_up(self, file_id: int) -> Answer:
        """Give up a file that was shown."""
        brought = self._file_or_404(file_id)
        form = ConfirmForm()
        if form.validate_on_submit():
            services.give_up(
                db.session,
                self.kind,
                brought,
                actor=current_actor(),
                seen_version=form.version.data or 0,
            )
            db.session.commit()
            flash(_("Le fichier est abandonné : rien n’en est gardé."))
        return cast("Response", redirect(url_for(".bring_file")))

    def undo(self, file_id: int) -> Answer:
        """Take back all a file wrote, after asking."""
        brought = self._file_or_404(file_id)
        if brought.state is not FileState.TAKEN_IN:
            return _to(file_id)
        form = ConfirmForm(data={"version": brought.version})
        if form.validate_on_submit():
            if carried_out(form, lambda: self._undo(brought, form.version.data or 0)):
                flash(
                    _("La reprise est annulée : ce que ce fichier a écrit est retiré."), "success"
                )
                return _to(file_id)
            brought = self._file_or_404(file_id)
        page = render_template(f"{_FOLDER}/undo.html", form=form, kind=self.kind, file=brought)
        return page, 422 if form.is_submitted() else 200

    def _file_or_404(self, file_id: int) -> BroughtFile:
        found = db.session.get(BroughtFile, file_id)
        if found is None or found.kind != self.kind.code:
            raise NotFound(N_("Ce fichier n’existe pas. La page d’import donne les derniers."))
        return found

    def _show(self, content: bytes, name: str | None) -> int:
        sheets = workbook.read(content, str(name))
        return services.show(
            db.session, self.kind, sheets, str(name), actor=current_actor(), at=clock.now()
        ).id

    def _take_in(self, brought: BroughtFile, rows: Sequence[JudgedRow], form: Any) -> int:
        asked = [row.number for row in rows if f"row{row.number}" in form]
        return services.take_in(
            db.session,
            self.kind,
            brought,
            {number: form[f"row{number}"].data for number in asked},
            leave_out="leave_out" in form and bool(form["leave_out"].data),
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        )

    def _tell(self, brought: BroughtFile, laid: Laid, form: Any) -> bool:
        services.tell_columns(
            db.session,
            self.kind,
            brought,
            {place: form[f"col{place}"].data or "" for place in range(len(laid.headings))},
            actor=current_actor(),
            seen_version=form.version.data or 0,
        )
        return True

    def _undo(self, brought: BroughtFile, seen_version: int) -> bool:
        services.undo(
            db.session,
            self.kind,
            brought,
            actor=current_actor(),
            seen_version=seen_version,
            at=clock.now(),
        )
        return True

    def _shown(
        self,
        brought: BroughtFile,
        rows: Sequence[JudgedRow],
        form: Form,
        columns: Form | None = None,
    ) -> str:
        laid = Laid.from_plain(brought.content)
        asked = columns_form(laid, self.kind.columns)
        return render_template(
            f"{_FOLDER}/shown.html",
            form=form,
            columns=columns or asked(None, data={"version": brought.version}),
            refused=columns is not None,
            kind=self.kind,
            file=brought,
            laid=laid,
            rows=rows,
            faulty=[row for row in rows if row.faults],
        )


def add_pages(blueprint: Blueprint, kind: Kind) -> None:
    """Add to a slice the pages of the files that fill its list, for those who keep the plan."""
    pages, one = FilePages(kind), f"{kind.path}/<int:file_id>"
    both = ("GET", "POST")
    for path, name, view, methods in (
        (kind.path, "bring_file", pages.bring, both),
        (one, "brought_file", pages.file, both),
        (f"{one}/colonnes", "tell_columns", pages.columns, ("POST",)),
        (f"{one}/abandonner", "give_up_file", pages.give_up, ("POST",)),
        (f"{one}/annuler", "undo_file", pages.undo, both),
    ):
        guarded = requires(Permission.PLAN_KEEP)(view)
        blueprint.add_url_rule(path, name, guarded, methods=methods)
    template = requires(Permission.PLAN_KEEP)(pages.template)
    for ending in ENDINGS:
        blueprint.add_url_rule(
            f"{kind.path}/modele.{ending}",
            "file_template",
            template,
            defaults={"ending": ending},
        )


def _to(file_id: int) -> Response:
    return cast("Response", redirect(url_for(".brought_file", file_id=file_id)))
