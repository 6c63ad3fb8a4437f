"""The draft of the next version: its page, its criteria, publishing it, giving it up."""

from __future__ import annotations

from collections.abc import Iterator

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.database import db
from catalogue.errors import DomainError, NotFound
from catalogue.forms import Form
from catalogue.i18n import say
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import done, sent, sent_before
from review.checklists import editing, services
from review.checklists.differences import compare
from review.checklists.editing import Entry
from review.checklists.forms import (
    AbandonForm,
    PublishForm,
    RestoreForm,
    StartForm,
    WithdrawForm,
    criterion_form,
    sources_in,
)
from review.checklists.models import ChecklistVersion, Question
from review.checklists.ordering import Place, in_page_order
from review.checklists.queries import latest_published, open_draft
from review.checklists.rules import in_marker, shipped, why_kept
from review.checklists.views.blueprint import blueprint, known_sources
from review.checklists.views.reading import differences_page
from review.checklists.vocabulary import PART_LABELS, Part
from review.checklists.wording import TEXTS, wording_of

Answer = str | tuple[str, int] | Response


@blueprint.post("/brouillon")
@requires(Permission.CHECKLIST_EDIT)
def start() -> Response:
    """Start a draft from the latest published version; a second press makes no second one."""
    session = db.session
    before = open_draft(session)
    form = StartForm()
    if not form.validate_on_submit():
        return redirect(url_for(".index"))
    services.start_draft(session, actor=current_actor(), at=clock.now())
    session.commit()
    if before is not None:
        flash(_("Un brouillon était déjà ouvert : le voici."))
    else:
        flash(_("Le brouillon est ouvert. Rien ne change pour personne avant sa publication."))
    return redirect(url_for(".draft"))


@blueprint.get("/brouillon")
@requires(Permission.CHECKLIST_EDIT)
def draft() -> str:
    """Show the draft: its criteria in order, what may change, what already has."""
    found = open_draft(db.session)
    if found is None:
        latest = latest_published(db.session)
        return render_template("review/checklists/no_draft.html", latest=latest)
    return _draft_page(found, WithdrawForm())


def _draft_page(found: ChecklistVersion, form: Form) -> str:
    base = found.based_on
    changes = compare(
        [wording_of(one) for one in in_page_order(base.questions if base else [])],
        [wording_of(one) for one in in_page_order(found.questions)],
    )
    ordered = in_page_order(found.questions)
    return render_template(
        "review/checklists/draft.html",
        draft=found,
        pages=[(one, [q for q in ordered if q.part is one]) for one in Part],
        changes={one.code: one for one in changes},
        withdrawn=editing.withdrawn_from(found),
        versions={one.code: editing.criterion_version(found, one) for one in ordered},
        in_marker=in_marker,
        form=form,
        restore_form=RestoreForm(),
    )


@blueprint.get("/brouillon/differences")
@requires(Permission.CHECKLIST_EDIT)
def draft_differences() -> str:
    """Show what the draft changes from the version it started from."""
    found = _draft()
    if found.based_on is None:
        raise NotFound
    return differences_page(found.based_on, found, versions=())


@blueprint.route("/brouillon/criteres/nouveau", methods=["GET", "POST"])
@requires(Permission.CHECKLIST_EDIT)
def new_criterion() -> Answer:
    """Add a criterion, outside the marker."""
    found = _draft()
    made = criterion_form(
        places=_places(found, None), known=known_sources(), adds=True, optional=True
    )
    form = made(data={"place": _last_place(found), "required": True})
    if form.validate_on_submit():
        before = sent_before(form)
        if before is not None:
            return before
        try:
            added = editing.add_criterion(
                db.session,
                found,
                form["kind"].data,
                _entry(form),
                actor=current_actor(),
                at=clock.now(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Le critère %(code)s est ajouté au brouillon.", code=added.code), "success")
            return sent(form, _at(added.code))
    return _page("criterion.html", form, draft=found, question=None, kept=None)


@blueprint.route("/brouillon/criteres/<code>", methods=["GET", "POST"])
@requires(Permission.CHECKLIST_EDIT)
def criterion(code: str) -> Answer:
    """Change the wording, the sources, the place of a criterion."""
    found = _draft()
    question = next((one for one in found.questions if one.code == code), None)
    if question is None:
        raise NotFound
    made = criterion_form(
        places=_places(found, question),
        known={*known_sources(), *question.sources},
        adds=False,
        optional=not shipped(code),
    )
    texts = editing.recorded(found, question)
    form = made(
        data={
            **texts,
            "required": question.required,
            "version": editing.criterion_version(found, question),
        }
    )
    if form.validate_on_submit() and done(
        form,
        lambda: editing.edit_criterion(
            db.session,
            found,
            code,
            _entry(form),
            actor=current_actor(),
            seen_version=form["version"].data,
            at=clock.now(),
        ),
    ):
        flash(_("Le critère %(code)s est enregistré dans le brouillon.", code=code), "success")
        return redirect(_at(code))
    return _page("criterion.html", form, draft=found, question=question, kept=why_kept(code))


@blueprint.post("/brouillon/criteres/<code>/retirer")
@requires(Permission.CHECKLIST_EDIT)
def withdraw(code: str) -> Answer:
    """Leave a criterion out of the next version."""
    found = _draft()
    form = WithdrawForm()
    if form.validate_on_submit() and done(
        form,
        lambda: editing.withdraw_criterion(
            db.session,
            found,
            code,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("%(code)s est retiré du brouillon. Vous pouvez le reprendre.", code=code))
        return redirect(url_for(".draft"))
    db.session.rollback()
    return _draft_page(_draft(), form), 422


@blueprint.post("/brouillon/criteres/<code>/reprendre")
@requires(Permission.CHECKLIST_EDIT)
def restore(code: str) -> Answer:
    """Take back a criterion withdrawn from the draft."""
    found = _draft()
    form = RestoreForm()
    if form.validate_on_submit() and done(
        form,
        lambda: editing.restore_criterion(
            db.session, found, code, actor=current_actor(), at=clock.now()
        ),
    ):
        flash(_("%(code)s est de nouveau dans le brouillon.", code=code), "success")
        return redirect(_at(code))
    db.session.rollback()
    return _draft_page(_draft(), form), 422


@blueprint.route("/brouillon/publier", methods=["GET", "POST"])
@requires(Permission.CHECKLIST_EDIT)
def publish() -> Answer:
    """Publish the draft: new rounds start with it."""
    found = open_draft(db.session)
    if found is None:
        flash(_("Il n’y a pas de brouillon ouvert : voici la version publiée."))
        return redirect(url_for(".index"))
    form = PublishForm(
        data={"version": found.version, "title": found.title_fr, "dated_on": clock.today()}
    )
    if form.validate_on_submit() and done(
        form,
        lambda: services.publish(
            db.session,
            found,
            services.Publication(form.title.data, form.note.data, form.dated_on.data),
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            on=clock.today(),
        ),
    ):
        flash(_("La version %(number)s est publiée.", number=found.number), "success")
        return redirect(url_for(".version", number=found.number))
    # What was refused because the draft moved on can be sent again once the page was read.
    form.version.data = found.version
    return _page("publish.html", form, draft=found)


@blueprint.route("/brouillon/abandonner", methods=["GET", "POST"])
@requires(Permission.CHECKLIST_EDIT)
def abandon() -> Answer:
    """Give the draft up."""
    found = open_draft(db.session)
    if found is None:
        flash(_("Il n’y a pas de brouillon ouvert : voici la version publiée."))
        return redirect(url_for(".index"))
    form = AbandonForm(data={"version": found.version})
    if form.validate_on_submit() and done(
        form,
        lambda: services.abandon(
            db.session,
            found,
            actor=current_actor(),
            reason=form.reason.data,
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("Le brouillon est abandonné. La version publiée reste celle des relectures."))
        return redirect(url_for(".index"))
    form.version.data = found.version
    return _page("abandon.html", form, draft=found)


def _draft() -> ChecklistVersion:
    found = open_draft(db.session)
    if found is None:
        raise NotFound
    return found


def _at(code: str) -> str:
    return url_for("checklists.draft", _anchor=code)


def _page(template: str, form: Form, **names: object) -> tuple[str, int]:
    page = render_template(f"review/checklists/{template}", form=form, **names)
    return page, 422 if form.errors or form.form_errors else 200


def _entry(form: Form) -> Entry:
    page, _colon, after = form["place"].data.partition(":")
    return Entry(
        texts={name: form[name].data or "" for name in TEXTS},
        sources=sources_in(form["sources"].data or ""),
        required=bool(form["required"].data) if "required" in form else True,
        place=Place(Part(page), after or None),
    )


def _places(found: ChecklistVersion, moving: Question | None) -> Iterator[tuple[str, str]]:
    """Give every place a criterion may take, in the order of the grid, in words."""
    ordered = in_page_order(found.questions)
    for page in Part:
        label = say(PART_LABELS[page])
        yield page.value, _("%(page)s : en premier", page=label)
        for one in ordered:
            if one.part is page and one is not moving:
                yield (
                    f"{page.value}:{one.code}",
                    _(
                        "%(page)s : après %(code)s, %(theme)s",
                        page=label,
                        code=one.code,
                        theme=one.block_fr,
                    ),
                )


def _last_place(found: ChecklistVersion) -> str:
    page = [one for one in in_page_order(found.questions) if one.part is Part.FURTHER]
    return f"{Part.FURTHER.value}:{page[-1].code}" if page else Part.FURTHER.value
