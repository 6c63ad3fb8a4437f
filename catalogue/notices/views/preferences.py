"""By which way each kind of message comes."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from catalogue.database import db
from catalogue.i18n import say
from catalogue.notices import queries, services
from catalogue.notices.forms import PreferencesForm
from catalogue.notices.rules import concerned
from catalogue.notices.views.blueprint import blueprint
from catalogue.notices.vocabulary import ALWAYS_MAILED, NOTICE_KIND_LABELS, NoticeKind
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import done


@blueprint.route("/preferences", methods=["GET", "POST"])
@requires(Permission.PROFILE_OWN)
def preferences() -> str | Response | tuple[str, int]:
    """Choose, kind by kind, between the mail and the page, and the page alone."""
    session, actor = db.session, current_actor()
    kinds = concerned(actor)
    offered = [kind for kind in kinds if kind not in ALWAYS_MAILED]
    chosen = queries.by_mail(session, actor.account_id or 0)
    form = PreferencesForm(data={"mailed": [one.value for one in offered if chosen[one]]})
    form.mailed.choices = [
        SelectChoice(value=one.value, label=say(NOTICE_KIND_LABELS[one])) for one in offered
    ]
    if form.validate_on_submit() and done(
        form,
        lambda: services.choose(
            session,
            actor=actor,
            mailed={NoticeKind(one) for one in form.mailed.data or ()},
            among=offered,
        ),
    ):
        flash(_("Vos préférences sont enregistrées."), "success")
        return redirect(url_for(".inbox"))
    page = render_template(
        "catalogue/notices/preferences.html",
        form=form,
        always=[NOTICE_KIND_LABELS[one] for one in kinds if one in ALWAYS_MAILED],
        has_address=queries.has_mail_address(session, actor),
    )
    return (page, 422) if form.errors else page
