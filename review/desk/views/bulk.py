"""Several readings confided at once: choose, see what will be done, confide, read what was done."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from catalogue import clock
from catalogue.addresses import row_number
from catalogue.database import db
from catalogue.errors import DomainError, NotFound
from catalogue.i18n import day, say
from catalogue.permissions import Actor, Permission, current_actor, requires
from catalogue.posting import sent, sent_before
from review.assignments import bulk
from review.assignments.acting import page_of
from review.assignments.candidates import is_trained
from review.assignments.inviting import with_body
from review.assignments.queries import label_of
from review.assignments.reader_queries import (
    absences_of,
    competences_of,
    ics_of_rounds,
    loads_of,
)
from review.desk import queries
from review.desk.forms import BulkForm

blueprint = Blueprint("bulk", __name__, url_prefix="/secretariat")

MOST_PEOPLE_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of a preview or of a result, in words."""

    title: str
    round_id: int
    name: str
    refused: str
    warning: str


@blueprint.route("/confier", methods=["GET", "POST"])
@requires(Permission.REVIEW_ASSIGN)
def confide() -> tuple[str, int] | Response:
    """Choose texts and people, see each invitation and what stands in its way, then send."""
    session, actor = db.session, current_actor()
    form = BulkForm()
    if form.is_submitted() and (before := sent_before(form)) is not None:
        return before
    hints = _offer(session, actor, form)
    preview: list[Shown] | None = None
    if form.validate_on_submit():
        try:
            lines = bulk.assign_many(
                session, _wanted(form), actor=actor, at=clock.now(), on=clock.today()
            )
        except DomainError as error:
            form.refuse(error)
        else:
            if "confide" in request.form:
                kept = bulk.keep(session, lines, actor=actor, at=clock.now())
                return sent(form, url_for(".result", bulk_id=kept.id))
            preview = [_shown(line) for line in lines]
        # A preview is the act itself, undone: what it says is what will be done.
        session.rollback()
    return page_of("review/desk/confide.html", form, hints=hints, preview=preview)


@blueprint.get("/envois/<int:bulk_id>")
@requires(Permission.REVIEW_ASSIGN)
def result(bulk_id: int) -> str:
    """Show what became of each invitation of one sending."""
    session = db.session
    found = queries.bulk_of(session, bulk_id)
    if found is None:
        raise NotFound
    rounds = queries.rounds_by_id(
        session, current_actor(), {line["round_id"] for line in found.lines}
    )
    lines = [
        Shown(
            label_of(rounds[line["round_id"]]),
            line["round_id"],
            line["name"],
            line["refused"] or "",
            "",
        )
        for line in found.lines
        if line["round_id"] in rounds
    ]
    return render_template("review/desk/result.html", bulk=found, lines=lines)


def _wanted(form: BulkForm) -> bulk.Wanted:
    return bulk.Wanted(
        round_ids=form.rounds.data or (),
        account_ids=form.people.data or (),
        sharing=form.sharing.data,
        due_on=form.due_on.data,
        respond_by=form.respond_by.data,
    )


def _shown(line: bulk.Line) -> Shown:
    return Shown(
        title=label_of(line.round_),
        round_id=line.round_.id,
        name=line.name,
        refused=say(line.refused),
        warning=say(line.warning),
    )


def _offer(session: Session, actor: Actor, form: BulkForm) -> dict[str, dict[str, str]]:
    """Offer the rounds that lack a reader and the people who can read; say what is known of each.

    Those in the address come ticked.
    """
    on = clock.today()
    asked = request.args.getlist("relecture", type=row_number)
    chosen = request.form.getlist("rounds", type=row_number)
    rounds = queries.rounds_to_confide(session, actor, asked or chosen, most=bulk.MOST_ROUNDS)
    taken = queries.places_taken(session, rounds)
    codes = ics_of_rounds(session, rounds)
    form.rounds.choices = [SelectChoice(value=one.id, label=label_of(one)) for one in rounds]
    if asked and not form.is_submitted():
        form.rounds.data = [one.id for one in rounds]
    people = queries.readers_page(session, on=on, size=MOST_PEOPLE_SHOWN).items
    ids = [one.id for one in people]
    loads = loads_of(session, actor, ids)
    people = sorted(people, key=lambda one: (loads.get(one.id, 0), one.name, one.id))
    form.people.choices = [SelectChoice(value=one.id, label=with_body(one)) for one in people]
    domains = competences_of(session, ids)
    absences = absences_of(session, ids, since=on)
    of_people = {}
    for one in people:
        said = [_("En cours : %(count)s.", count=loads.get(one.id, 0))]
        if domains[one.id]:
            said.append(_("ICS %(codes)s.", codes=", ".join(domains[one.id])))
        said.append(
            _("Formée au genre.") if is_trained(one, on=on) else _("Sans formation connue.")
        )
        said += [
            _("Indisponible du %(start)s au %(end)s.", start=day(away.from_on), end=day(away.to_on))
            for away in absences[one.id][:2]
        ]
        of_people[str(one.id)] = " ".join(said)
    of_rounds = {}
    for round_ in rounds:
        lacking = round_.required_reviews - taken.get(round_.id, 0)
        said = [ngettext("Il manque une personne.", "Il manque %(num)d personnes.", lacking)]
        if codes[round_.id]:
            said.append(_("ICS %(codes)s.", codes=", ".join(codes[round_.id])))
        if round_.due_on is not None:
            said.append(
                _("Échéance passée : %(day)s, donnez-en une nouvelle.", day=day(round_.due_on))
                if round_.due_on < on
                else _("Échéance : %(day)s.", day=day(round_.due_on))
            )
        of_rounds[str(round_.id)] = " ".join(said)
    return {"rounds": of_rounds, "people": of_people}
