"""Ways in for people who have no password yet, or no longer: set-up, sheets, mailed links."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from flask import Flask, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security.utils import login_user, logout_user
from werkzeug.exceptions import Gone
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.accounts import attempts, codes, services
from catalogue.accounts.facts import AccountFacts
from catalogue.accounts.forms import (
    CodeForm,
    ForgottenForm,
    NewPasswordForm,
    SetupForm,
    check_repeated,
)
from catalogue.accounts.models import Account
from catalogue.accounts.queries import account_typed
from catalogue.accounts.views.blueprint import blueprint
from catalogue.accounts.vocabulary import LinkPurpose
from catalogue.database import db
from catalogue.errors import DomainError
from catalogue.notices import services as notices
from catalogue.permissions import current_actor, public
from catalogue.policy import services as policy

Answer = str | Response | tuple[str, int]
AGENCY_SETTINGS = ("agency_acronym", "agency_name")


def init_app(app: Flask) -> None:
    """Let the mail templates write the code that a nonce stands for."""
    app.add_template_global(mailed_code)


def mailed_code(nonce: str) -> str:
    """Give the code of a mailed link: the outbox keeps the nonce, never the code itself."""
    key = str(current_app.secret_key).encode()
    drawn = hmac.new(key, b"mailed-code:" + nonce.encode(), hashlib.sha256).digest()
    return codes.code_of(drawn[: codes.RANDOM_BYTES])


def mail_link(account: Account) -> None:
    """Send an account's own address a link that serves once, for a day (product_rules §1)."""
    at, nonce = clock.now(), secrets.token_urlsafe(16)
    services.make_link(
        db.session,
        account,
        actor=current_actor(),
        at=at,
        code=mailed_code(nonce),
        life=services.MAILED_LINK_LIFE,
    )
    template = "account_reset" if account.password else "account_invitation"
    notices.tell(db.session, template, [account.id], {}, at=at, mailed_only={"nonce": nonce})


@blueprint.get("/installation")
@public
def setup_closed() -> Answer:
    """Say where the first set-up begins, while there is no account."""
    if services.any_account(db.session):
        return redirect(url_for("pages.index"))
    return render_template("accounts/setup_closed.html")


@blueprint.route("/installation/<code>", methods=["GET", "POST"])
@public
def set_up(code: str) -> Answer:
    """Create the first administrator and name the agency."""
    session, at, today = db.session, clock.now(), clock.today()
    setup = services.open_link(session, code, at=at, purposes=(LinkPurpose.SETUP,))
    if setup is None or services.any_account(session):
        raise Gone
    agency = {key: policy.value_of(session, key, on=today) for key in AGENCY_SETTINGS}
    form = SetupForm(data=agency)
    if form.validate_on_submit():
        try:
            check_repeated(form)
            facts = AccountFacts(form.username.data, form.name.data, form.email.data)
            agency = {key: form[key].data for key in AGENCY_SETTINGS}
            account = services.set_up(
                session, code, facts, form.new_password.data, agency=agency, at=at, on=today
            )
        except DomainError as error:
            session.rollback()
            form.refuse(error)
        else:
            _enter(account)
            session.commit()
            flash(
                _("Le compte d’administration est créé. Ouvrez maintenant ceux de l’équipe."),
                "success",
            )
            return redirect(url_for("accounts.index"))
    return _page("accounts/setup.html", form=form)


@blueprint.route("/invitation", methods=["GET", "POST"])
@public
def code_entry() -> Answer:
    """Take the code of a printed sheet."""
    form = CodeForm()
    if form.validate_on_submit():
        code = codes.read(form.code.data)
        known = code and services.account_of_link(db.session, code, at=clock.now())
        if known:
            return redirect(url_for("accounts.choose_password", code=code))
        form.code.errors = [
            _(
                "Vérifiez le code : il ne correspond à aucune fiche qui serve encore. Une fiche "
                "sert une fois, pendant sept jours ; l’administration peut en préparer une autre."
            )
        ]
    return _page("accounts/code_entry.html", form=form)


@blueprint.route("/invitation/<code>", methods=["GET", "POST"])
@public
def choose_password(code: str) -> Answer:
    """Choose the password of the account that a code was made for, and enter."""
    session, at = db.session, clock.now()
    account = services.account_of_link(session, code, at=at)
    if account is None:
        raise Gone
    form = NewPasswordForm()
    if form.validate_on_submit():
        try:
            check_repeated(form)
            services.choose_password(session, code, form.new_password.data, at=at)
        except DomainError as error:
            form.refuse(error)
        else:
            _enter(account)
            session.commit()
            flash(_("Votre mot de passe est enregistré, et vous êtes dans le service."), "success")
            return redirect(url_for("pages.index"))
    return _page("accounts/choose_password.html", form=form, account=account)


@blueprint.route("/mot-de-passe-oublie", methods=["GET", "POST"])
@public
def forgotten() -> Answer:
    """Send a link to who has an address; the answer is the same for everybody."""
    form = ForgottenForm()
    if form.validate_on_submit():
        session, at = db.session, clock.now()
        identifier = form.identifier.data
        counted = [
            (attempts.RESET_IDENTIFIER, identifier.lower()),
            (attempts.RESET_ADDRESS, attempts.address_key(request.remote_addr)),
        ]
        if attempts.free_again_at(session, counted, at=at) is None:
            attempts.count(session, counted, at=at)
            account = account_typed(session, identifier)
            if account is not None and account.active and account.email:
                mail_link(account)
            session.commit()
        return render_template("accounts/forgotten_sent.html")
    return _page("accounts/forgotten.html", form=form)


def _enter(account: Account) -> None:
    """Open a session in the account's name, ending whichever was open in this browser."""
    logout_user()
    login_user(account)
    services.note_presence(db.session, account, on=clock.today())


def _page(template: str, **context: object) -> Answer:
    page = render_template(template, **context)
    return (page, 422) if request.method == "POST" else page
