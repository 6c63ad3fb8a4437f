"""The paper of a report: its figures, then what the analyst writes; in full, or for outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from flask import Flask
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from catalogue.documents.papers import ask_for_missing, keep_once
from catalogue.i18n import day, number, percent, say
from catalogue.outbox.models import Message
from catalogue.typesetting import JSON
from review.analysis_reports.models import ReportPaper, ReportPublication
from review.analysis_reports.queries import without_papers
from review.analysis_reports.vocabulary import PAPER_TOPIC, PARTS, REPORT_LINES
from review.indicators.plain_data import share_of
from review.reports.blocks import Block, facts, heading, lead, table, text

Plain = Mapping[str, Any]


def make_papers(session: Session, messages: list[Message], at: datetime) -> Mapping[int, str]:
    """Do what the outbox asks (topic «analysis_report»): set both PDFs of a report published."""
    for message in messages:
        found = session.get(ReportPublication, int(message.payload["report_id"]))
        if found is None:
            continue
        report_id, content, digest = found.report_id, found.content, found.digest
        published_at = found.published_at
        for outside in (False, True):
            if session.get(ReportPaper, (report_id, outside)) is not None:
                continue
            with force_locale("fr"):
                data = report_data(content, outside=outside, digest=digest)
            keep_once(
                session,
                ReportPaper,
                {"report_id": report_id, "outside": outside},
                data,
                file_name=file_name(content, outside=outside),
                set_at=published_at,
                at=at,
            )
    return {}


def ensure(app: Flask) -> None:
    """Ask at start for the PDFs that a killed process left unmade."""
    ask_for_missing(app, without_papers, topic=PAPER_TOPIC, name="report_id")


def file_name(content: Plain, *, outside: bool) -> str:
    """Name the file of a report."""
    copy = "" if outside else "-interne"
    return f"rapport-analyse-{content['line']}-n{content['number']}{copy}.pdf"


def report_data(content: Plain, *, outside: bool, digest: str | None) -> dict[str, JSON]:
    """Give what a report prints, from its content; a draft has no ``digest``."""
    figures = content["outside" if outside else "full"]
    reading = content["reading"]
    blocks: list[Block] = []
    if digest is None:
        blocks.append(text(_("Projet : il n’est pas publié et peut encore changer.")))
    blocks += [
        text(
            _("Exemplaire pour l’extérieur : ce qui ferait reconnaître des personnes est masqué.")
            if outside
            else _("Exemplaire interne : il montre aussi les petits groupes, et ne sort pas.")
        ),
        lead(*_headline(figures)),
        facts(
            [
                (_("Ligne du plan"), content["line"]),
                (_("Indicateur"), content["indicator"]["title"]),
                (_("Chiffres au"), _day(reading["as_of"])),
                (_("Période"), reading["period"]),
                (_("Relevé"), _reading(reading)),
                (_("Cible du plan"), content["indicator"]["target"]),
                *_certainty(figures),
                (_("Rapport du"), _day(content["on"])),
            ]
        ),
        heading(_("Les chiffres")),
        _counts([*figures["lines"], *figures["beside"]]),
    ]
    for crossing in figures["crossings"]:
        blocks += _crossing(crossing)
    for name, label in PARTS.items():
        blocks += [heading(say(label)), text(content["texts"][name] or _("À écrire."))]
    blocks += [heading(_("Méthode")), facts(_method(content))]
    if digest is not None:
        blocks.append(text(_("Empreinte du contenu (SHA-256) : %(digest)s", digest=digest)))
    about = say(REPORT_LINES[content["line"]])
    title = _("Rapport d’analyse n° %(number)d : %(about)s", number=content["number"], about=about)
    return {
        "title": str(title),
        "agency": content["agency"],
        "kind": str(_("Projet de rapport") if digest is None else _("Rapport d’analyse")),
        "about": str(_("%(acronym)s, plan d’action genre, ligne %(line)s",
                       acronym=content["acronym"], line=content["line"])),
        "blocks": list(blocks),
    }  # fmt: skip


def _headline(figures: Plain) -> tuple[str, str]:
    if figures["withheld_for_privacy"]:
        return _("Chiffre masqué"), _("Les personnes concernées sont trop peu nombreuses.")
    if figures["not_applicable"]:
        return _("Sans objet"), figures["not_applicable"]
    told = _(
        "%(label)s : %(part)s sur %(whole)s.",
        label=figures["lines"][0]["label_fr"],
        part=number(figures["numerator"]),
        whole=number(figures["denominator"]),
    )
    if figures["withheld"]:
        return told, _("Aucun pourcentage : trop de personnes n’ont pas déclaré leur sexe.")
    return percent(_exact(figures["ratio_exact"])), "\n".join(filter(None, [told, _gap(figures)]))


def _gap(figures: Plain) -> str:
    if figures["met"] is None:
        return ""
    target = _("Cible : %(target)s.", target=percent(_exact(figures["target_exact"]), 0))
    if figures["met"]:
        return f"{target} {_('Elle est atteinte.')}"
    lacking = ngettext("Il manque %(num)d femme.", "Il manque %(num)d femmes.", figures["missing"])
    return f"{target} {lacking}"


def _certainty(figures: Plain) -> list[tuple[str, str]]:
    """Say how many have declared their sex, and between what the share may be."""
    if figures["coverage_exact"] is None or figures["interval_exact"] is None:
        return []
    low, high = (percent(_exact(one)) for one in figures["interval_exact"])
    covered = percent(_exact(figures["coverage_exact"]))
    return [
        (_("Couverture"), _("sexe déclaré pour %(share)s", share=covered)),
        (_("Intervalle possible"), _("de %(low)s à %(high)s", low=low, high=high)),
    ]


def _reading(reading: Plain) -> str:
    closed = day(datetime.fromisoformat(reading["closed_at"]))
    told = _("n° %(id)d, clos le %(day)s, méthode version %(version)s", id=reading["id"],
             day=closed, version=reading["method_version"])  # fmt: skip
    if reading["sequence"] == 1:
        return str(told)
    return str(_("%(told)s, correction n° %(n)d", told=told, n=reading["sequence"] - 1))


def _counts(lines: Sequence[Plain]) -> Block:
    rows = [[line["label_fr"], _count(line), _share(line)] for line in lines]
    return table([_("Compté"), _("Nombre"), _("Part")], rows, [60, 22, 18])


def _count(line: Plain) -> str:
    if line["numerator"] is None:
        return str(_("masqué"))
    if line["denominator"] is None:
        return number(line["numerator"])
    part, whole = number(line["numerator"]), number(line["denominator"])
    return str(_("%(part)s sur %(whole)s", part=part, whole=whole))


def _share(line: Plain) -> str:
    return percent(_exact(line["ratio_exact"])) if line["ratio_exact"] else ""


def _crossing(crossing: Plain) -> list[Block]:
    """Give a breakdown; a table that would show people is named and kept back."""
    title = heading(crossing["caption_fr"], level=3)
    if crossing["withheld"]:
        return [title, text(_("Ce tableau est masqué : il ferait reconnaître des personnes."))]
    if not crossing["rows"]:
        return []
    hidden = [_("masqué")] * 3
    rows = []
    for row in crossing["rows"]:
        women, men = row["women"], row["men"]
        if women is None or men is None:
            rows.append([row["label"], *hidden])
            continue
        share = share_of(row)
        told = _("sans objet") if share is None else percent(share)
        if row.get("share_withheld"):
            told = _("pas donnée")
        rows.append([row["label"], number(women), number(men), told])
    headings = [crossing["heading_fr"], _("Femmes"), _("Hommes"), _("Part des femmes")]
    return [title, table(headings, rows, [52, 14, 14, 20])]


def _method(content: Plain) -> list[tuple[str, str]]:
    about = content["indicator"]
    return [
        (_("Définition"), about["definition"]),
        (_("Numérateur"), about["numerator"]),
        (_("Dénominateur"), about["denominator"]),
        (_("Source"), about["source"]),
    ]


def _exact(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def _day(iso: str) -> str:
    return day(date.fromisoformat(iso))
