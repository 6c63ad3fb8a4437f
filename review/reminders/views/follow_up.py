"""« Relancer »: a word of the secretariat to somebody whose act is awaited."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.accounts.models import Account
from catalogue.database import db
from catalogue.errors import DomainError, NotFound
from catalogue.i18n import say
from catalogue.messages import N_
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import sent, sent_before
from review.assignments import queries as assignment_queries
from review.assignments.rules import visible_assignments
from review.assignments.vocabulary import AssignmentRole, AssignmentState
from review.needs.queries import find_readable
from review.reminders import queries, services
from review.reminders.forms import FollowUpForm
from review.reminders.models import Reminder
from review.reminders.views.blueprint import blueprint

Answer = str | Response | tuple[str, int]

TO_ANSWER = N_(
    "Vous n’avez pas encore répondu à l’invitation. Relirez-vous ce texte ? Sinon, déclinez sans "
    "attendre : une autre personne sera invitée."
)
TO_HAND_IN = N_(
    "Votre relecture est attendue. Pouvez-vous la soumettre ces jours-ci, ou dire au secrétariat "
    "ce qui vous retient ?"
)
TO_SETTLE = N_(
    "Votre départage est attendu. Pouvez-vous le soumettre ces jours-ci, ou dire au secrétariat "
    "ce qui vous retient ?"
)
TO_COMPLETE = N_(
    "Votre fiche attend d’être complétée. Pouvez-vous la déposer de nouveau ces jours-ci, ou dire "
    "au secrétariat ce qui manque ?"
)


@blueprint.route("/relectures/invitations/<int:assignment_id>/relancer", methods=["GET", "POST"])
@requires(Permission.REVIEW_ASSIGN)
def follow_up_reading(assignment_id: int) -> Answer:
    """Write to somebody whose reading is awaited."""
    session, actor = db.session, current_actor()
    found = assignment_queries.assignment_of(session, assignment_id)
    if found is None or not visible_assignments.allows(actor, found):
        raise NotFound
    if found.state is AssignmentState.INVITED:
        proposed = TO_ANSWER
    elif found.role is AssignmentRole.ADJUDICATOR:
        proposed = TO_SETTLE
    else:
        proposed = TO_HAND_IN
    form = FollowUpForm(data={"text": say(proposed)})
    return _answer(
        form,
        lambda: services.follow_up_reading(
            session, found, actor=actor, text=form.text.data, at=clock.now(), on=clock.today()
        ),
        url_for("assignments.round_page", round_id=found.round_id),
        name=found.account.name,
        subject=assignment_queries.label_of(found.round),
        parents=[(_("Relectures"), url_for("assignments.index"))],
        earlier=queries.sent_by_hand(session, Reminder.assignment_id, found.id),
    )


@blueprint.route("/besoins/<int:needs_id>/relancer", methods=["GET", "POST"])
@requires(Permission.NEEDS_SCREEN)
def follow_up_needs(needs_id: int) -> Answer:
    """Write to the chair whose fiche waits to be completed."""
    session, actor = db.session, current_actor()
    needs = find_readable(session, actor, needs_id)
    form = FollowUpForm(data={"text": say(TO_COMPLETE)})
    return _answer(
        form,
        lambda: services.follow_up_needs(
            session, needs, actor=actor, text=form.text.data, at=clock.now(), on=clock.today()
        ),
        url_for("needs.page", needs_id=needs.id),
        name=session.get_one(Account, needs.author_id).name,
        subject=_("Fiche %(number)s", number=needs.number),
        parents=[(_("Besoins"), url_for("needs.index"))],
        earlier=queries.sent_by_hand(session, Reminder.needs_expression_id, needs.id),
    )


def _answer(
    form: FollowUpForm, act: Callable[[], Reminder], back: str, *, name: str, **shown: object
) -> Answer:
    if form.validate_on_submit():
        before = sent_before(form)
        if before is not None:
            return before
        try:
            act()
        except DomainError as error:
            if error.status != DomainError.status:
                raise
            form.refuse(error)
        else:
            flash(_("La relance est partie à %(name)s.", name=name), "success")
            return sent(form, back)
    page = render_template(
        "review/reminders/follow_up.html", form=form, back=back, name=name, **shown
    )
    return (page, 422) if form.errors or form.form_errors else page
