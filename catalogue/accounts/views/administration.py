"""The administration's pages: every account, its roles over time, its printed sheets."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from catalogue import clock
from catalogue.accounts import administration, services
from catalogue.accounts.facts import AccountFacts, GivenRole
from catalogue.accounts.forms import (
    AccountForm,
    CloseForm,
    EndRoleForm,
    GiveRoleForm,
    NewAccountForm,
)
from catalogue.accounts.models import Account, AccountRole
from catalogue.accounts.queries import (
    account_in_full,
    account_page,
    committees_to_chair,
    people_without_account,
    runs,
)
from catalogue.accounts.views.blueprint import blueprint
from catalogue.accounts.views.entry import mail_link
from catalogue.accounts.vocabulary import LINK_PURPOSE_LABELS
from catalogue.database import db
from catalogue.errors import Conflict, DomainError, NotFound
from catalogue.forms import VersionedForm
from catalogue.journal.queries import history
from catalogue.paging import PAGE_SIZE, Page, UrlState, page_number
from catalogue.permissions import ROLE_LABELS, Permission, Role, current_actor, requires

Answer = str | Response | tuple[str, int]


@blueprint.get("/comptes")
@requires(Permission.ACCOUNT_MANAGE)
def index() -> Answer:
    """List the accounts, by name, with their roles of today."""
    state = UrlState.read(request.args.items(multi=True), ("q", "page"))
    number = page_number(state.value("page"))
    accounts, total = account_page(db.session, state.value("q"), page=number, size=PAGE_SIZE)
    return render_template(
        "accounts/index.html",
        page=Page(accounts, total, number),
        state=state,
        today=clock.today(),
        runs=runs,
        role_labels=ROLE_LABELS,
    )


@blueprint.route("/comptes/nouveau", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_MANAGE)
def new() -> Answer:
    """Open an account with its first roles; its sheet is prepared on the next page."""
    form = NewAccountForm(people=_people(), committees=_committees())
    if form.validate_on_submit():
        today = clock.today()
        given = [
            GivenRole(role, today, form.committee.data if role is Role.CHAIR else None)
            for role in map(Role, form.roles.data)
        ]
        try:
            account = services.create_account(
                db.session, _facts(form), given, actor=current_actor(), at=clock.now()
            )
        except DomainError as error:
            form.refuse(error)
        else:
            db.session.commit()
            flash(_("Le compte est ouvert. Préparez maintenant sa fiche d’invitation."), "success")
            return redirect(url_for("accounts.show", account_id=account.id))
    return _page("accounts/new.html", form=form)


@blueprint.get("/comptes/<int:account_id>")
@requires(Permission.ACCOUNT_MANAGE)
def show(account_id: int) -> Answer:
    """Show an account: its facts, its roles now and before, its history, what can be done."""
    account = _account(account_id)
    return render_template(
        "accounts/show.html",
        account=account,
        today=clock.today(),
        runs=runs,
        role_labels=ROLE_LABELS,
        acts=history(db.session, Account.__tablename__, [account.id], limit=50),
        own=account.id == current_actor().account_id,
    )


@blueprint.route("/comptes/<int:account_id>/modifier", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_MANAGE)
def edit(account_id: int) -> Answer:
    """Change an account's facts."""
    account = _account(account_id)
    form = AccountForm(
        data={
            "version": account.version,
            "name": account.name,
            "username": account.username,
            "email": account.email,
            "person_id": account.person_id,
        },
        people=_people(but=account.person_id),
    )
    if form.validate_on_submit():
        try:
            administration.edit_account(
                db.session,
                account,
                _facts(form),
                actor=current_actor(),
                seen_version=form.version.data or 0,
                at=clock.now(),
            )
        except Conflict:
            raise
        except DomainError as error:
            form.refuse(error)
        else:
            db.session.commit()
            flash(_("Le compte est enregistré."), "success")
            return redirect(url_for("accounts.show", account_id=account.id))
    return _page("accounts/edit.html", form=form, account=account)


@blueprint.route("/comptes/<int:account_id>/roles/nouveau", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_MANAGE)
def give_role(account_id: int) -> Answer:
    """Give one more role, from a day on."""
    account = _account(account_id)
    form = GiveRoleForm(data={"since": clock.today()}, committees=_committees())
    if form.validate_on_submit():
        given = GivenRole(
            Role(form.role.data), form.since.data, form.committee.data, form.until.data
        )
        try:
            administration.give_role(
                db.session, account, given, actor=current_actor(), at=clock.now()
            )
        except DomainError as error:
            form.refuse(error)
        else:
            db.session.commit()
            flash(_("Le rôle est donné."), "success")
            return redirect(url_for("accounts.show", account_id=account.id))
    return _page("accounts/give_role.html", form=form, account=account)


@blueprint.route("/comptes/<int:account_id>/roles/<int:role_id>/fin", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_MANAGE)
def end_role(account_id: int, role_id: int) -> Answer:
    """Say which day a role ends; it stays in the account's past."""
    account = _account(account_id)
    role = _role(account, role_id)
    form = EndRoleForm(data={"last_day": max(clock.today(), role.valid_from)})
    if form.validate_on_submit():
        try:
            administration.end_role(
                db.session,
                account,
                role,
                form.last_day.data,
                actor=current_actor(),
                at=clock.now(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            db.session.commit()
            flash(_("La fin du rôle est enregistrée."), "success")
            return redirect(url_for("accounts.show", account_id=account.id))
    return _page(
        "accounts/end_role.html", form=form, account=account, role=role, role_labels=ROLE_LABELS
    )


@blueprint.route("/comptes/<int:account_id>/fermer", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_MANAGE)
def close(account_id: int) -> Answer:
    """Close an account, with a reason."""
    account = _account(account_id)
    form = CloseForm(data={"version": account.version})
    if form.validate_on_submit():
        try:
            administration.deactivate(
                db.session,
                account,
                reason=form.reason.data,
                actor=current_actor(),
                seen_version=form.version.data or 0,
                on=clock.today(),
                at=clock.now(),
            )
        except Conflict:
            raise
        except DomainError as error:
            form.refuse(error)
        else:
            db.session.commit()
            flash(_("Le compte est fermé."), "success")
            return redirect(url_for("accounts.show", account_id=account.id))
    return _page("accounts/close.html", form=form, account=account)


@blueprint.post("/comptes/<int:account_id>/rouvrir")
@requires(Permission.ACCOUNT_MANAGE)
def reopen(account_id: int) -> Answer:
    """Open a closed account again."""
    account = _account(account_id)
    form = VersionedForm()
    administration.reactivate(
        db.session,
        account,
        actor=current_actor(),
        seen_version=form.version.data or 0,
        at=clock.now(),
    )
    db.session.commit()
    flash(_("Le compte est rouvert."), "success")
    return redirect(url_for("accounts.show", account_id=account.id))


@blueprint.post("/comptes/<int:account_id>/fiche")
@requires(Permission.ACCOUNT_MANAGE)
def sheet(account_id: int) -> Answer:
    """Prepare the sheet to print: its code is shown this once, and never again."""
    account = _account(account_id)
    code, link = services.make_link(db.session, account, actor=current_actor(), at=clock.now())
    db.session.commit()
    address = current_app.extensions["settings"].public_url or request.host_url.rstrip("/")
    return render_template(
        "accounts/sheet.html",
        account=account,
        code=code,
        link=link,
        title=LINK_PURPOSE_LABELS[link.purpose],
        address=address,
    )


@blueprint.post("/comptes/<int:account_id>/courriel")
@requires(Permission.ACCOUNT_MANAGE)
def send_link(account_id: int) -> Answer:
    """Send the link to the account's address instead of printing a sheet."""
    account = _account(account_id)
    if not account.email:
        raise NotFound
    mail_link(account)
    db.session.commit()
    flash(_("Le lien part à l’adresse du compte ; il sert une fois, pendant un jour."), "success")
    return redirect(url_for("accounts.show", account_id=account.id))


def _account(account_id: int) -> Account:
    account = account_in_full(db.session, account_id)
    if account is None:
        raise NotFound
    return account


def _role(account: Account, role_id: int) -> AccountRole:
    for role in account.roles:
        if role.id == role_id:
            return role
    raise NotFound


def _facts(form: AccountForm | NewAccountForm) -> AccountFacts:
    return AccountFacts(form.username.data, form.name.data, form.email.data, form.person_id.data)


def _people(but: int | None = None) -> list[SelectChoice]:
    found = people_without_account(db.session, on=clock.today(), but=but)
    return [SelectChoice(str(one), label) for one, label in found]


def _committees() -> list[SelectChoice]:
    found = committees_to_chair(db.session)
    return [SelectChoice(str(one.id), f"{one.code} – {one.title_fr}") for one in found]


def _page(template: str, **context: object) -> Answer:
    page = render_template(template, **context)
    return (page, 422) if request.method == "POST" else page
