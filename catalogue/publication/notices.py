"""Texts of the notices of the WTO code of good practice: acceptance (C), work programme (J).

Annex 3 of the TBT agreement: C asks for name and address and the scope of present and expected
work; J for body, issue, period covered, price, and where the programme is to be had. French and
English, two of the languages of the WTO; what is not known is said to be missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from catalogue.publication.half_years import HalfYear

LANGUAGES = ("fr", "en")
_TITLE_C = {
    "fr": (
        "Acceptation du code de pratique pour l’élaboration, l’adoption et l’application des normes"
    ),
    "en": (
        "Acceptance of the Code of Good Practice for the preparation, adoption and application of "
        "standards"
    ),
}
_MISSING = {"fr": "à compléter", "en": "to be completed"}


def work_programme_notice(
    agency: Mapping[str, Any],
    half_year: HalfYear,
    *,
    code: str,
    dated_on: date,
    counts: Mapping[str, int],
    address: str,
    language: str,
) -> str:
    """Write the notice of paragraph J for one edition; ``address`` is the edition's own."""
    body = _body(agency, language)
    period = (f"{half_year.first:%d/%m/%Y}", f"{half_year.last:%d/%m/%Y}")
    prepared, adopted = counts.get("preparation", 0), counts.get("adoptees", 0)
    if language == "en":
        return "\n".join(
            [
                "Notice of the existence of a work programme",
                "WTO Agreement on Technical Barriers to Trade, annex 3, paragraph J",
                "",
                *body,
                f"Issue: work programme {code}, dated {dated_on:%d/%m/%Y}",
                f"Period covered: {period[0]} to {period[1]}",
                f"Standards under preparation: {prepared}",
                f"Standards adopted in the period: {adopted}",
                "Price: free of charge",
                f"Where to obtain it: {address}",
            ]
        )
    return "\n".join(
        [
            "Avis de l’existence d’un programme de travail",
            "Accord de l’OMC sur les obstacles techniques au commerce, annexe 3, paragraphe J",
            "",
            *body,
            f"Numéro\u00a0: programme de travail {code}, arrêté le {dated_on:%d/%m/%Y}",
            f"Période\u00a0: du {period[0]} au {period[1]}",
            f"Normes en préparation\u00a0: {prepared}",
            f"Normes adoptées au cours de la période\u00a0: {adopted}",
            "Prix\u00a0: gratuit",
            f"Où l’obtenir\u00a0: {address}",
        ]
    )


def acceptance_notice(
    agency: Mapping[str, Any], fields: Sequence[tuple[str, str]], *, language: str
) -> str:
    """Write the notice of paragraph C; ``fields`` are the ICS fields of the work, with titles."""
    body = _body(agency, language)
    acceptance = str(agency.get("code_acceptance") or "")
    scope = [f"- {code} {title}".rstrip() for code, title in fields]
    missing = f"- {_MISSING[language]}"
    if language == "en":
        return "\n".join(
            [
                _TITLE_C["en"],
                "WTO Agreement on Technical Barriers to Trade, annex 3, paragraph C",
                "",
                *body,
                f"Notification of acceptance: {acceptance or _MISSING[language]}",
                "Scope of current and expected standardization activities (ICS fields):",
                *(scope or [missing]),
            ]
        )
    return "\n".join(
        [
            _TITLE_C["fr"],
            "Accord de l’OMC sur les obstacles techniques au commerce, annexe 3, paragraphe C",
            "",
            *body,
            f"Notification de l’acceptation\u00a0: {acceptance or _MISSING[language]}",
            "Activités de normalisation, présentes et prévues (domaines ICS)\u00a0:",
            *(scope or [missing]),
        ]
    )


def _body(agency: Mapping[str, Any], language: str) -> list[str]:
    def known(key: str) -> str:
        return str(agency.get(key) or _MISSING[language])

    name = f"{known('agency_name')} ({known('agency_acronym')})"
    if language == "en":
        return [
            f"Standardizing body: {name}",
            f"Country: {known('agency_country')}",
            f"Address: {known('agency_address')}",
            f"E-mail: {known('contact_email')}",
        ]
    return [
        f"Organisme à activité normative\u00a0: {name}",
        f"Pays\u00a0: {known('agency_country')}",
        f"Adresse\u00a0: {known('agency_address')}",
        f"Courriel\u00a0: {known('contact_email')}",
    ]
