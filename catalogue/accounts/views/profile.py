"""One's own account: name, address, language, password, roles, and what is held about oneself."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_security.utils import login_user
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from catalogue import clock
from catalogue.accounts import administration, services
from catalogue.accounts.forms import ChangePasswordForm, ProfileForm, check_repeated
from catalogue.accounts.models import Account
from catalogue.accounts.queries import account_in_full, acts_of, runs
from catalogue.accounts.views.blueprint import blueprint
from catalogue.committees.vocabulary import MANDATE_ROLE_LABELS, SEX_LABELS
from catalogue.database import db
from catalogue.errors import Conflict, DomainError, NotFound
from catalogue.i18n import language_name
from catalogue.permissions import ROLE_LABELS, Permission, current_actor, requires

Answer = str | Response | tuple[str, int]


@blueprint.get("/profil")
@requires(Permission.PROFILE_OWN)
def profile() -> Answer:
    """Show one's own account and everything the service holds about oneself."""
    account = _own_account()
    return render_template(
        "accounts/profile.html",
        account=account,
        today=clock.today(),
        runs=runs,
        role_labels=ROLE_LABELS,
        mandate_labels=MANDATE_ROLE_LABELS,
        sex_labels=SEX_LABELS,
        language=language_name(account.locale or "fr"),
        acts=acts_of(db.session, account.id),
    )


@blueprint.route("/profil/modifier", methods=["GET", "POST"])
@requires(Permission.PROFILE_OWN)
def edit_profile() -> Answer:
    """Change one's own name, address and language."""
    account = _own_account()
    form = ProfileForm(
        data={
            "version": account.version,
            "name": account.name,
            "email": account.email,
            "locale": account.locale or "fr",
        }
    )
    form.locale.choices = [
        SelectChoice(code, language_name(code)) for code in current_app.config["LOCALES"]
    ]
    if form.validate_on_submit():
        try:
            administration.edit_profile(
                db.session,
                account,
                name=form.name.data,
                email=form.email.data,
                locale=form.locale.data,
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
            # What was chosen at the foot of a page no longer counts: the profile now says it.
            session.pop("locale", None)
            flash(_("Votre profil est enregistré."), "success")
            return redirect(url_for("accounts.profile"))
    return _page("accounts/edit_profile.html", form=form)


@blueprint.route("/profil/mot-de-passe", methods=["GET", "POST"])
@requires(Permission.PROFILE_OWN)
def change_password() -> Answer:
    """Change one's own password; this session goes on, those opened elsewhere end."""
    account = _own_account()
    form = ChangePasswordForm()
    if form.validate_on_submit():
        try:
            check_repeated(form)
            services.change_password(
                db.session,
                account,
                form.current_password.data,
                form.new_password.data,
                actor=current_actor(),
                at=clock.now(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            login_user(account)
            db.session.commit()
            flash(
                _("Votre mot de passe est changé. Les sessions ouvertes ailleurs sont fermées."),
                "success",
            )
            return redirect(url_for("accounts.profile"))
    return _page("accounts/change_password.html", form=form, account=account)


def _own_account() -> Account:
    account = account_in_full(db.session, current_actor().account_id or 0)
    if account is None:
        raise NotFound
    return account


def _page(template: str, **context: object) -> Answer:
    page = render_template(template, **context)
    return (page, 422) if request.method == "POST" else page
