"""The chair’s journey: start, fill section by section, check, file, take back, copy."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from catalogue import clock
from catalogue.accounts.models import Account
from catalogue.addresses import row_number
from catalogue.database import db
from catalogue.errors import Conflict, Invalid
from catalogue.forms import ErrorLine, OnceForm, VersionedForm
from catalogue.i18n import say
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import sent, sent_before
from review.needs import guidance, queries, rules, services
from review.needs.answers import answers_of, text_name
from review.needs.completeness import missing_to_file
from review.needs.field_kinds import Duty, Field, Kind
from review.needs.field_list import CHAIR_SECTIONS, PART_OF, fields_of
from review.needs.forms import (
    NEW,
    PaperForm,
    ReasonForm,
    SubmitForm,
    answers_in,
    as_form_data,
    heading,
    input_name,
    new_fiche_form,
    offer_committees,
    optional_names,
    section_form,
)
from review.needs.models import NeedsExpression
from review.needs.views import shown
from review.needs.views.blueprint import blueprint, find, section_named, seen
from review.needs.views.reading import asked
from review.needs.vocabulary import SECTION_LABELS, NeedsState, Section
from review.needs.workflow import available

NEAREST = 5
LONGEST_REFERENCE = 200  # characters


@blueprint.route("/nouvelle", methods=["GET", "POST"])
@requires(Permission.NEEDS_DRAFT)
def new() -> Response | tuple[str, int] | str:
    """Start a fiche with its first section; the draft exists from the first save."""
    fields = fields_of(Section.A)
    form = new_fiche_form()(data={"version": NEW})
    _offer(form, None)
    if form.validate_on_submit():
        if (before := sent_before(form)) is not None:
            return before
        try:
            needs = services.create(
                db.session, answers_in(form, fields), actor=current_actor(), at=clock.now()
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Votre brouillon est enregistré : vous pouvez le reprendre quand vous voulez."))
            return sent(form, _after(needs, Section.A))
    page = _section_page(form, None, Section.A)
    return (page, 422) if request.method == "POST" else page


@blueprint.route("/pour-le-compte", methods=["GET", "POST"])
@requires(Permission.NEEDS_SCREEN)
def from_paper() -> Response | tuple[str, int] | str:
    """Start a fiche from a paper that a chair signed (product_rules §1)."""
    session = db.session
    people = {str(one.id): one for one in queries.chairs(session, on=clock.today())}
    form = PaperForm()
    form.account_id.choices = [SelectChoice(key, one.name) for key, one in people.items()]
    if form.validate_on_submit():
        if (before := sent_before(form)) is not None:
            return before
        chair: Account = people[form.account_id.data]
        needs = services.create(
            session, {}, actor=current_actor(), at=clock.now(), for_account=chair
        )
        flash(_("Recopiez la fiche, puis joignez le scan de la page signée au champ 7."))
        return sent(form, url_for("needs.section", needs_id=needs.id, letter="A"))
    page = render_template("review/needs/from_paper.html", form=form, people=people)
    return (page, 422) if request.method == "POST" else page


@blueprint.route("/<int:needs_id>/section/<letter>", methods=["GET", "POST"])
@requires(Permission.NEEDS_DRAFT, Permission.NEEDS_SCREEN)
def section(needs_id: int, letter: str) -> Response | tuple[str, int] | str:
    """Fill one section; anything legible is kept, however incomplete."""
    place, needs = section_named(letter), find(needs_id)
    if request.method == "GET" and not rules.may_edit(current_actor(), needs):
        flash(_("Cette fiche n’est plus entre vos mains : voici où elle en est."), "warning")
        return redirect(url_for("needs.page", needs_id=needs.id))
    fields = fields_of(place)
    data = as_form_data(answers_of(needs), fields) | {"version": needs.version}
    form = section_form(place)(data=data)
    _offer(form, needs)
    if form.validate_on_submit():
        try:
            _save(needs, form, place)
        except Invalid as error:
            form.refuse(error)
        else:
            db.session.commit()
            return redirect(_after(needs, place))
    elif request.method == "GET" and request.args.get("verifier"):
        form.point_out(
            {
                input_name(problem.attribute): problem.message
                for problem in missing_to_file(answers_of(needs))
                if problem.section is place
            }
        )
    page = _section_page(form, needs, place)
    return (page, 422) if request.method == "POST" else page


def _save(needs: NeedsExpression, form: VersionedForm, place: Section) -> None:
    """Keep the section, and the one reference joined or removed by the button pressed."""
    session, actor, at = db.session, current_actor(), clock.now()
    services.save_answers(
        session,
        needs,
        answers_in(form, fields_of(place)),
        actor=actor,
        seen_version=seen(form),
        at=at,
    )
    entry_id = request.form.get("attach", type=row_number)
    if entry_id is not None:
        entry = queries.reference_entry(session, entry_id)
        services.attach_reference(session, needs, entry, actor=actor, at=at)
    entry_id = request.form.get("detach", type=row_number)
    if entry_id is not None:
        services.detach_reference(session, needs, entry_id, actor=actor, at=at)


def _offer(form: VersionedForm, needs: NeedsExpression | None) -> None:
    session = db.session
    allowed = services.allowed_committees(session, needs, actor=current_actor(), at=clock.now())
    if needs is not None and needs.committee_id is not None:
        allowed |= {needs.committee_id}
    offer_committees(form, queries.committees_by_id(session, allowed))


def _after(needs: NeedsExpression, place: Section) -> str:
    """Say where the button pressed leads, once the section is kept."""
    then = request.form.get("then", "continue")
    if request.form.get("attach") or request.form.get("detach"):
        return url_for("needs.section", needs_id=needs.id, letter=place.value, _anchor="references")
    if then == "leave":
        flash(_("C’est enregistré. Votre fiche vous attend ici."), "success")
        return url_for("needs.page", needs_id=needs.id)
    if then == "files":
        return url_for("needs.files", needs_id=needs.id, letter=place.value)
    if then in {"bases", "ics"}:
        return url_for(f"needs.{then}", needs_id=needs.id)
    if request.args.get("verifier") or place is CHAIR_SECTIONS[-1]:
        return url_for("needs.check", needs_id=needs.id)
    following = CHAIR_SECTIONS[CHAIR_SECTIONS.index(place) + 1]
    return url_for("needs.section", needs_id=needs.id, letter=following.value)


def _section_page(form: VersionedForm, needs: NeedsExpression | None, place: Section) -> str:
    session = db.session
    codes = needs.ics if needs else []
    beside: dict[str, Any] = {}
    if place is Section.F and needs is not None:
        joined = {one.reference_entry_id for one in needs.references}
        nearest = guidance.nearest_entries(
            session, codes, needs.title_fr or "", NEAREST + len(joined)
        )
        beside = {
            "prompts": guidance.prompts_for(session, codes),
            "nearest": [one for one in nearest if one.id not in joined][:NEAREST],
        }
    if place is Section.D and needs is not None:
        beside = {"cited": shown.cited(session, current_actor(), needs, on=clock.today())}
    fields = fields_of(place)
    return render_template(
        "review/needs/section.html",
        form=form,
        needs=needs,
        place=place,
        label=SECTION_LABELS[place],
        sections=[(one, SECTION_LABELS[one]) for one in CHAIR_SECTIONS],
        steps=shown.steps(needs) if needs else [],
        optional=optional_names(fields),
        choice_hints=_choice_hints(place),
        folded=_folded(fields),
        beside_ticks=_beside_ticks(fields),
        ics=queries.ics_titles(session, codes) if place is Section.B else {},
        asked=asked(needs) if needs else [],
        nothing_needed=not any(field.duty is Duty.FILE for field in fields),
        last=place is CHAIR_SECTIONS[-1],
        checking=bool(request.args.get("verifier")),
        **beside,
    )


def _folded(fields: tuple[Field, ...]) -> set[str]:
    """Name the optional questions with many boxes: folded, so that a telephone shows the rest."""
    return {
        part.attribute
        for field in fields
        for part in field.parts
        if field.duty is Duty.OPTIONAL and part.kind is Kind.MANY
    }


def _beside_ticks(fields: tuple[Field, ...]) -> set[str]:
    """Name the texts that specify a tick; they are folded under their ticks (field 19)."""
    return {
        text_name(part, choice)
        for field in fields
        for part in field.parts
        if part.kind is Kind.TICKS_WITH_TEXT
        for choice in part.choices
    }


def _choice_hints(place: Section) -> dict[str, dict[str, str]]:
    return {
        attribute: {str(code): say(hint) for code, hint in part.choice_hints.items()}
        for attribute, (field, part) in PART_OF.items()
        if field.section is place and part.choice_hints
    }


@blueprint.get("/<int:needs_id>/verifier")
@requires(Permission.NEEDS_DRAFT, Permission.NEEDS_SCREEN)
def check(needs_id: int) -> Response | str:
    """Read every answer once more before filing, each with its way to change it."""
    needs = find(needs_id)
    if not rules.may_edit(current_actor(), needs):
        return redirect(url_for("needs.page", needs_id=needs.id))
    return _check_page(needs, SubmitForm(formdata=None, data={"version": needs.version}), [])


class Summary:
    """The summary of what stops filing: each line leads to its section’s page."""

    def __init__(self, lines: list[ErrorLine]) -> None:
        self.lines = lines

    def error_summary(self) -> list[ErrorLine]:
        """List what to complete, in the order of the form."""
        return self.lines


def _check_page(needs: NeedsExpression, form: SubmitForm, lines: list[ErrorLine]) -> str:
    return render_template(
        "review/needs/check.html",
        form=form,
        needs=needs,
        summary=Summary(lines),
        sections=shown.to_check(db.session, needs),
        cited=shown.cited(db.session, current_actor(), needs, on=clock.today()),
        missing=missing_to_file(answers_of(needs)),
        asked=asked(needs),
        typed_for_another=rules.writes_for_another(current_actor(), needs),
    )


@blueprint.post("/<int:needs_id>/deposer")
@requires(Permission.NEEDS_DRAFT, Permission.NEEDS_SCREEN)
def submit(needs_id: int) -> Response | tuple[str, int]:
    """File the fiche, or say field by field what is still missing."""
    needs, form = find(needs_id), SubmitForm()
    if needs.state is NeedsState.SUBMITTED:
        flash(
            _("Cette fiche est déjà déposée sous le numéro %(number)s.", number=needs.number),
            "warning",
        )
        return redirect(url_for("needs.page", needs_id=needs.id))
    form.validate()
    try:
        services.submit(
            db.session,
            needs,
            actor=current_actor(),
            seen_version=seen(form),
            at=clock.now(),
            today=clock.today(),
        )
    except Conflict:
        db.session.rollback()
        flash(
            _("La fiche a changé depuis que vous l’avez relue : relisez-la, puis déposez."),
            "warning",
        )
        return redirect(url_for("needs.check", needs_id=needs_id))
    except services.Incomplete as error:
        lines = [
            ErrorLine(
                shown.section_href(needs, problem.section, problem.attribute),
                str(heading(*PART_OF[problem.attribute])),
                say(problem.message),
            )
            for problem in error.missing
        ]
        return _check_page(needs, form, lines), 422
    db.session.commit()
    flash(
        _(
            "La fiche est déposée sous le numéro %(number)s. Le secrétariat l’a reçue.",
            number=needs.number,
        ),
        "success",
    )
    return redirect(url_for("needs.page", needs_id=needs.id))


@blueprint.route("/<int:needs_id>/reprendre", methods=["GET", "POST"])
@requires(Permission.NEEDS_DRAFT)
def withdraw(needs_id: int) -> Response | tuple[str, int] | str:
    """Take a filed fiche back, saying why."""
    needs = find(needs_id)
    if "withdraw" not in available(needs.state, current_actor()):
        flash(_("Cette fiche ne se reprend pas ici : voici où elle en est."), "warning")
        return redirect(url_for("needs.page", needs_id=needs.id))
    form = ReasonForm(data={"version": needs.version})
    if form.validate_on_submit():
        try:
            services.withdraw(
                db.session,
                needs,
                actor=current_actor(),
                reason=form.reason.data,
                seen_version=seen(form),
                at=clock.now(),
            )
        except Invalid as error:
            form.refuse(error)
        else:
            db.session.commit()
            flash(_("La fiche est de nouveau entre vos mains. Déposez-la une fois corrigée."))
            return redirect(url_for("needs.page", needs_id=needs.id))
    page = render_template("review/needs/withdraw.html", form=form, needs=needs)
    return (page, 422) if request.method == "POST" else page


@blueprint.post("/a-partir-de")
@requires(Permission.NEEDS_DRAFT)
def start_from() -> Response:
    """Start a fiche from a standard: its base (23), and its entry of the reference list joined."""
    reference = " ".join(request.form.get("reference", "").split())
    if not 0 < len(reference) <= LONGEST_REFERENCE:
        flash(_("Ouvrez la page d’une norme, puis exprimez un besoin à partir d’elle."), "warning")
        return redirect(url_for("needs.index"))
    form = OnceForm()
    if (before := sent_before(form)) is not None:
        return before
    needs = services.start_from(db.session, reference, actor=current_actor(), at=clock.now())
    flash(_("Un brouillon est commencé : %(reference)s est sa norme de base.", reference=reference))
    address = url_for("needs.section", needs_id=needs.id, letter=CHAIR_SECTIONS[0].value)
    return sent(form, address)


@blueprint.post("/<int:needs_id>/copier")
@requires(Permission.NEEDS_DRAFT)
def copy(needs_id: int) -> Response:
    """Start a fiche from this one."""
    form = OnceForm()
    if (before := sent_before(form)) is not None:
        return before
    copied = services.copy_as_draft(
        db.session, find(needs_id), actor=current_actor(), at=clock.now()
    )
    flash(_("Voici une copie en brouillon. Relisez chaque réponse : rien n’est encore déposé."))
    return sent(form, url_for("needs.page", needs_id=copied.id))
