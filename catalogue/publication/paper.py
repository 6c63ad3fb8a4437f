"""The PDF of an edition: made once after publication, apart from any request, and kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from flask import Flask
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from catalogue import typesetting
from catalogue.documents.papers import ask_for_missing, keep_once
from catalogue.downloads import Coded, written
from catalogue.i18n import day, say
from catalogue.outbox.models import Message
from catalogue.publication import half_years
from catalogue.publication.contents import columns, thawed
from catalogue.publication.files import gender_rows
from catalogue.publication.models import ProgrammeEdition, ProgrammePaper
from catalogue.publication.queries import lines_of, without_paper
from catalogue.publication.services import PAPER_TOPIC
from catalogue.publication.vocabulary import PART_LABELS, Part


def make_papers(session: Session, messages: list[Message], at: datetime) -> Mapping[int, str]:
    """Do what the outbox asks (topic «programme_paper»): set each edition that has no PDF."""
    for message in messages:
        edition = session.get(ProgrammeEdition, int(message.payload["edition_id"]))
        if edition is None or session.get(ProgrammePaper, edition.id) is not None:
            continue
        edition_id, published_at = edition.id, edition.published_at
        name = f"programme-{edition.code}.pdf"
        with force_locale("fr"):
            data = paper_data(session, edition)
        keep_once(
            session,
            ProgrammePaper,
            {"edition_id": edition_id},
            data,
            template="programme",
            file_name=name,
            set_at=published_at,
            at=at,
        )
    return {}


def ensure(app: Flask) -> None:
    """Ask at start for the PDF that a killed process left unmade."""
    ask_for_missing(app, without_paper, topic=PAPER_TOPIC, name="edition_id")


def title_of(edition: ProgrammeEdition) -> str:
    """Name an edition as its papers and pages do."""
    half_year = half_years.read(edition.half_year)
    period = say(half_year.label) if half_year is not None else edition.half_year
    if edition.revision == 1:
        return str(_("Programme de travail, %(period)s", period=period))
    return str(
        _("Programme de travail, %(period)s, édition corrigée n° %(number)d",
          period=period, number=edition.revision)
    )  # fmt: skip


def paper_data(session: Session, edition: ProgrammeEdition) -> dict[str, typesetting.JSON]:
    """Give what the template prints, every value in words."""
    agency = edition.agency
    facts = [
        [_("Organisme"), f"{agency.get('agency_name', '')} ({agency.get('agency_acronym', '')})"],
        [_("Pays"), agency.get("agency_country", "")],
        [_("Adresse"), agency.get("agency_address") or _("à compléter")],
        [_("Courriel"), agency.get("contact_email") or _("à compléter")],
        [_("Édition"), _("%(code)s, arrêtée le %(day)s", code=edition.code,
                         day=day(edition.dated_on))],
        [_("Empreinte du contenu (SHA-256)"), edition.digest],
    ]  # fmt: skip
    facts += _gender_facts(edition)
    if edition.correction_reason:
        facts.append([_("Pourquoi cette édition corrigée"), edition.correction_reason])
    return {
        "title": title_of(edition),
        "agency": str(agency.get("agency_name", "")),
        "kind": str(_("Programme de travail")),
        "about": str(_("Édition %(code)s", code=edition.code)),
        "facts": [[str(name), str(value)] for name, value in facts],
        "note": str(
            _("Publié au titre du code de pratique pour la normalisation (accord de l’OMC sur les "
              "obstacles techniques au commerce, annexe 3, paragraphe J). Les stades sont ceux du "
              "code harmonisé. La prévision dit si le sujet prendra le genre en compte, d’après "
              "l’expression de besoin ; ce n’est pas un marqueur.")
        ),
        "parts": [_part(session, edition, part) for part in Part],
    }  # fmt: skip


def _gender_facts(edition: ProgrammeEdition) -> list[list[str]]:
    """Give the totals, one line a heading: «Oui 4 ; Non 38 ; Non évalué 18»."""
    told: dict[str, list[str]] = {}
    for heading, label, number in gender_rows(edition):
        told.setdefault(heading, []).append(f"{label} : {number}")
    return [[heading, " ; ".join(lines)] for heading, lines in told.items()]


def _part(session: Session, edition: ProgrammeEdition, part: Part) -> dict[str, typesetting.JSON]:
    rows = [
        _in_columns(part, dict(zip([one.key for one in columns(part)], thawed(line.cells, part),
                                   strict=True)))
        for line in lines_of(session, edition.id, part)
    ]  # fmt: skip
    return {
        "title": say(PART_LABELS[part]),
        "headings": _headings(part),
        "widths": _WIDTHS[part],
        "rows": [[str(cell) for cell in row] for row in rows],
        "empty": str(_("Aucune ligne dans cette liste.")),
    }


# Shares of the page's width, under _headings.
_WIDTHS: Mapping[Part, list[typesetting.JSON]] = {
    Part.IN_PREPARATION: [10, 30, 10, 13, 17, 17, 12],
    Part.ADOPTED: [16, 36, 12, 16, 14, 12],
    Part.LEFT: [12, 44, 12, 18, 18],
    Part.CULTURE: [12, 44, 12, 18, 18],
    Part.LABOUR: [12, 44, 12, 18, 18],
}


def _headings(part: Part) -> list[typesetting.JSON]:
    if part is Part.IN_PREPARATION:
        return [
            _("Numéro"), _("Titre, nature et type"), _("Comité, ICS"), _("Norme de base"),
            _("Stade"), _("Prochaine étape, enquête"), _("Prévision, contact"),
        ]  # fmt: skip
    if part is Part.ADOPTED:
        return [
            _("Référence"), _("Titre, nature et type"), _("Comité, ICS"), _("Norme de base"),
            _("Homologation"), _("Sujet"),
        ]  # fmt: skip
    return [str(column.heading) for column in columns(part)]


def _in_columns(part: Part, cells: Mapping[str, object]) -> list[str]:
    def words(*keys: str) -> str:
        return "\n".join(filter(None, (_words(cells[key]) for key in keys)))

    if part in {Part.LEFT, Part.CULTURE, Part.LABOUR}:
        return [_words(value) for value in cells.values()]
    committee = cells["committee"]
    place = "\n".join(
        filter(None, [committee.code if isinstance(committee, Coded) else "", words("ics")])
    )
    about = " · ".join(filter(None, [_words(cells["nature"]), _words(cells["kind"])]))
    if part is Part.ADOPTED:
        return [
            words("reference"), "\n".join([words("title_fr"), about]), place, words("base"),
            words("adopted_on", "dated_by"), words("number"),
        ]  # fmt: skip
    stage = " – ".join(filter(None, [_words(cells["stage_code"]), _words(cells["stage"])]))
    enquiry = [_words(cells["enquiry_from"]), _words(cells["enquiry_to"])]
    return [
        words("number"),
        "\n".join(filter(None, [words("title_fr"), about, words("change")])),
        place,
        words("base"),
        "\n".join(filter(None, [stage, words("stage_on")])),
        "\n".join(
            filter(
                None,
                [
                    words("next_stage", "planned_on"),
                    _("Enquête : %(from)s – %(to)s", **{"from": enquiry[0], "to": enquiry[1]})
                    if any(enquiry)
                    else "",
                ],
            )
        ),
        "\n".join(filter(None, [words("forecast"), _answers(cells), words("contact")])),
    ]


def _answers(cells: Mapping[str, object]) -> str:
    """Say the answers to 41a and 41b; nothing for an edition that did not keep them."""
    if cells["culture"] is None:
        return ""
    return str(_("Culture : %(culture)s. OIT : %(labour)s.",
                 culture=_words(cells["culture"]).lower(),
                 labour=_words(cells["labour"]).lower()))  # fmt: skip


def _words(value: object) -> str:
    told = written(value)
    return f"{told:%d/%m/%Y}" if isinstance(told, date) else str(told or "")
