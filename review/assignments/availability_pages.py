"""«Mes disponibilités»: the domains a person knows and the days they cannot read."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from catalogue import clock
from catalogue.accounts.models import Account
from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.permissions import Permission, current_actor, requires
from catalogue.records.queries import ics_fields
from review.assignments import availability as acts
from review.assignments.acting import carried_out
from review.assignments.forms import AbsenceForm, CompetencesForm
from review.assignments.reader_queries import absences_of, competences_of

KEEPERS = (Permission.REVIEW_FILL, Permission.REVIEW_ASSIGN)


@requires(Permission.REVIEW_FILL)
def availability() -> str:
    """Show a person their own domains and absences."""
    return _page(_kept(current_actor().account_id or 0))


@requires(Permission.REVIEW_ASSIGN)
def availability_of(account_id: int) -> str:
    """Show the secretariat those of somebody else."""
    return _page(_kept(account_id))


@requires(*KEEPERS)
def competences(account_id: int) -> Response | tuple[str, int]:
    """Keep the domains a person knows, all in one go."""
    account = _kept(account_id)
    form = _competences_form(account)
    if carried_out(
        form,
        lambda: acts.set_competences(
            db.session,
            account,
            [*(form.fields.data or ()), *form.written],
            actor=current_actor(),
            at=clock.now(),
        ),
    ):
        flash(_("Les domaines sont enregistrés."), "success")
        return redirect(_back(account))
    return _page(account, form=form), 422


@requires(*KEEPERS)
def add_absence(account_id: int) -> Response | tuple[str, int]:
    """Note days on which a person cannot read."""
    account = _kept(account_id)
    form = AbsenceForm()
    if carried_out(
        form,
        lambda: acts.add_absence(
            db.session,
            account,
            from_on=form.from_on.data,
            to_on=form.to_on.data,
            reason=form.reason.data or "",
            actor=current_actor(),
            at=clock.now(),
            on=clock.today(),
        ),
    ):
        flash(_("L’indisponibilité est notée."), "success")
        return redirect(_back(account))
    return _page(account, absence_form=form), 422


@requires(*KEEPERS)
def remove_absence(account_id: int, absence_id: int) -> Response:
    """Take an absence back."""
    account = _kept(account_id)
    acts.remove_absence(db.session, account, absence_id, actor=current_actor(), at=clock.now())
    db.session.commit()
    flash(_("L’indisponibilité est retirée."), "success")
    return redirect(_back(account))


def _kept(account_id: int) -> Account:
    account = db.session.get(Account, account_id)
    if account is None or not acts.may_keep(current_actor(), account_id):
        raise NotFound
    return account


def _back(account: Account) -> str:
    if account.id == current_actor().account_id:
        return url_for("assignments.availability")
    return url_for("assignments.availability_of", account_id=account.id)


def _competences_form(account: Account) -> CompetencesForm:
    session = db.session
    fields = ics_fields(session)
    offered = {one.code for one in fields}
    present = competences_of(session, [account.id])[account.id]
    form = CompetencesForm(
        data={
            "fields": [code for code in present if code in offered],
            "codes": "\n".join(code for code in present if code not in offered),
        }
    )
    form.fields.choices = [
        SelectChoice(value=one.code, label=f"{one.code} – {one.title_fr}") for one in fields
    ]
    return form


def _page(
    account: Account,
    *,
    form: CompetencesForm | None = None,
    absence_form: AbsenceForm | None = None,
) -> str:
    return render_template(
        "review/assignments/availability.html",
        account=account,
        own=account.id == current_actor().account_id,
        form=form or _competences_form(account),
        absence_form=absence_form or AbsenceForm(formdata=None),
        absences=absences_of(db.session, [account.id], since=clock.today())[account.id],
    )
