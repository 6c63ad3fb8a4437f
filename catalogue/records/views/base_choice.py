"""Looking up a base standard in a form: as one types, and by a « Chercher » step without script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, jsonify, request
from flask_babel import gettext as _

from catalogue import clock
from catalogue.database import db
from catalogue.forms import Form
from catalogue.i18n import say
from catalogue.partial_dates import PartialDate
from catalogue.permissions import Permission, current_actor, requires
from catalogue.records.base_lookup import BaseProposal, look_up
from catalogue.records.views.blueprint import blueprint

SEARCH, TAKE = "chercher-base", "prendre-base"
_KEPT = "private, max-age=60"


@dataclass(frozen=True, slots=True)
class BaseChoice:
    """What the form shows under the base standard: what was found, or what was taken."""

    asked: str = ""
    proposals: Sequence[BaseProposal] = ()
    taken: BaseProposal | None = None


@blueprint.get("/normes/base/suggestions")
@requires(Permission.CATALOGUE_READ)
def base_suggestions() -> Response:
    """Propose base standards for what is being typed: ``{"suggestions": [{"text", …}]}``.

    Each gives the reference, what it is in a few words, what choosing it fills in, and a sentence
    about it with its warning.
    """
    found = look_up(db.session, current_actor(), request.args.get("q", ""), on=clock.today())
    answer = jsonify(
        suggestions=[
            {
                "text": one.reference,
                "count": f"{one.title} – {say(one.status)}" if one.title else say(one.status),
                "fill": {
                    "title_fr": one.title_fr,
                    "title_en": one.title_en,
                    "ics": ", ".join(one.ics),
                },
                "about": about(one),
                "warns": one.warning is not None,
            }
            for one in found
        ]
    )
    answer.headers["Cache-Control"] = _KEPT
    return answer


@blueprint.app_template_global("base_about")
def about(one: BaseProposal) -> str:
    """Say of a proposal what helps to decide: state, date, committee and who follows it here."""
    sentences = []
    if one.warning is not None:
        sentences.append(_("Attention : %(warning)s.", warning=say(one.warning)))
    published = PartialDate.read(one.published)
    facts = [
        say(one.status),
        _("publiée le %(day)s", day=f"{published.first_day:%d/%m/%Y}")
        if published and published.day
        else (_("publiée en %(year)s", year=published.year) if published else ""),
        one.committee,
    ]
    sentences.append(f"{one.reference} : {', '.join(filter(None, facts))}.")
    if one.followed_by:
        sentences.append(
            _("Comité d’ici qui suit ces travaux : %(codes)s.", codes=", ".join(one.followed_by))
        )
    if one.ics:
        sentences.append(_("ICS : %(codes)s.", codes=", ".join(one.ics)))
    return " ".join(sentences)


def base_choice(form: Form, *, name: str = "base_reference") -> BaseChoice | None:
    """Do the step of looking up a base standard, if this is what the form was sent for.

    Nothing is checked nor kept; taking a proposal fills the base and, where they are empty, the
    titles and the classification. None when the form was sent for something else.
    """
    step = request.form.get("step", "")
    if not form.is_submitted() or step not in {SEARCH, TAKE}:
        return None
    asked = str(form[name].data or "")
    wanted = request.form.get("base_proposal", "") if step == TAKE else ""
    found = look_up(db.session, current_actor(), wanted or asked, on=clock.today())
    taken = next((one for one in found if one.reference == wanted), None)
    if taken is None:
        return BaseChoice(asked, found)
    _put(form, name, taken.reference)
    for field, value in (
        ("title_fr", taken.title_fr),
        ("title_en", taken.title_en),
        ("ics", ", ".join(taken.ics)),
    ):
        if field in form and not form[field].data:
            _put(form, field, value)
    return BaseChoice(asked, taken=taken)


def _put(form: Form, name: str, value: str) -> None:
    form[name].raw_data = [value]
    form[name].data = value
