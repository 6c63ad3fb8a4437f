"""What stands against recording an edition, the same for a form and for an imported row."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.models import Committee
from catalogue.messages import N_, Message
from catalogue.records.designation import key
from catalogue.records.facts import COUNTED_FACTS, EditionFacts
from catalogue.records.models import Edition, SourceBody, Standard
from catalogue.records.queries import ics_named
from catalogue.records.register import Register
from catalogue.records.vocabulary import Correspondence

LONGEST_REFERENCE = 200
_WEB = ("https://", "http://")


def problems(
    session: Session,
    facts: EditionFacts,
    *,
    today: date,
    edition: Edition | None = None,
    register: Register | None = None,
) -> dict[str, Message]:
    """Give one sentence per fact that cannot be recorded; ``edition`` is the one being changed.

    ``register`` answers for many editions at once what is otherwise asked of the database.
    """
    return {
        **_reference_problems(register or Register(session), facts, edition),
        **_other_register_problems(session, facts),
        **_base_problems(facts),
        **_date_problems(facts, today, edition),
    }


def warnings(facts: EditionFacts) -> list[Message]:
    """Say what can be recorded but will not count, or not as people think (product_rules §4)."""
    said: list[Message] = []
    if facts.base_reference and facts.correspondence is None:
        said.append(
            N_(
                "Une norme de base est indiquée sans degré de correspondance : cette norme ne sera "
                "comptée ni comme nationale ni comme adoption."
            )
        )
    if (facts.homologated_on or facts.cnncq_adopted_on) and facts.nature is None:
        said.append(
            N_(
                "La nature du texte n’est pas indiquée : l’indicateur 5.3 ne compte que les normes "
                "nouvelles et les révisions techniques."
            )
        )
    return said


def withdrawal_problem(edition: Edition, on: date, *, today: date) -> Message | None:
    """Say why an edition cannot have been withdrawn that day."""
    if on > today:
        return N_("L’annulation ne peut pas être datée d’un jour à venir.")
    first = _last_known(edition.cnncq_adopted_on, edition.homologated_on, edition.published_on)
    if first is not None and on < first:
        return N_(
            "L’annulation ne peut pas précéder les autres dates de la norme : la dernière est le "
            "%(day)s.",
            day=first.strftime("%d/%m/%Y"),
        )
    return None


def counted_changes(before: EditionFacts, after: EditionFacts) -> set[str]:
    """Name the changed facts that an indicator counts with: changing them needs a reason."""
    return {name for name in COUNTED_FACTS if getattr(before, name) != getattr(after, name)}


def _reference_problems(
    register: Register, facts: EditionFacts, edition: Edition | None
) -> dict[str, Message]:
    if not facts.reference:
        return {"reference": N_("Écrivez la référence de la norme, avec son année.")}
    if len(facts.reference) > LONGEST_REFERENCE:
        return {"reference": N_("Raccourcissez la référence à 200 caractères au plus.")}
    same = register.edition(facts.reference)
    if same is not None and same is not edition:
        return {
            "reference": N_(
                "Cette référence est déjà enregistrée : %(reference)s, « %(title)s ». Ouvrez cette "
                "fiche au lieu d’en créer une autre.",
                reference=same.reference,
                title=same.title_fr or same.title_en or N_("sans titre"),
            )
        }
    standard = register.standard(facts.reference)
    if (
        standard is not None
        and standard.body_code != facts.body_code
        and _has_other_editions(register.session, standard, edition)
    ):
        return {
            "body_code": N_(
                "%(identifier)s est déjà enregistrée avec un autre organisme : %(body)s. "
                "Vérifiez l’organisme ou la référence.",
                identifier=standard.identifier,
                body=standard.body_code,
            )
        }
    return {}


def _has_other_editions(session: Session, standard: Standard, edition: Edition | None) -> bool:
    """Tell whether the standard would still have editions if this one were of another body."""
    others = sa.select(Edition.id).where(Edition.standard_id == standard.id)
    if edition is not None:
        others = others.where(Edition.id != edition.id)
    return session.scalar(others.limit(1)) is not None


def _other_register_problems(session: Session, facts: EditionFacts) -> dict[str, Message]:
    found: dict[str, Message] = {}
    body = session.get(SourceBody, facts.body_code)
    if body is None:
        found["body_code"] = N_("Choisissez l’organisme qui publie le document.")
    if not (facts.title_fr or facts.title_en):
        found["title_fr"] = N_("Écrivez le titre de la norme.")
    elif body is not None and body.is_agency and not facts.title_fr:
        found["title_fr"] = N_("Écrivez le titre français : une norme de l’Agence en a un.")
    known = ics_named(session, facts.ics)
    unknown = [code for code in facts.ics if code not in known]
    if unknown:
        found["ics"] = N_(
            "Code ICS inconnu : %(codes)s. Écrivez un code de l’édition 7, comme 13.340.20.",
            codes=", ".join(unknown),
        )
    if facts.committee_id is not None and session.get(Committee, facts.committee_id) is None:
        found["committee_id"] = N_("Choisissez un comité de la liste.")
    if facts.source_url and not facts.source_url.startswith(_WEB):
        found["source_url"] = N_("Écrivez l’adresse entière de la page, depuis https://.")
    return found


def _base_problems(facts: EditionFacts) -> dict[str, Message]:
    if facts.correspondence is not None and not facts.base_reference:
        return {
            "base_reference": N_(
                "Indiquez la norme de base, ou retirez le degré de correspondance : l’un ne va pas "
                "sans l’autre."
            )
        }
    if facts.adoption_method is not None and not facts.base_reference:
        return {"base_reference": N_("Donnez la norme de base que ce texte reprend.")}
    if facts.adoption_method is not None and facts.correspondence is Correspondence.NOT_EQUIVALENT:
        return {
            "adoption_method": N_(
                "Une norme non équivalente (NEQ) n’est pas une reprise : laissez le mode vide."
            )
        }
    if facts.base_reference and key(facts.base_reference) == key(facts.reference):
        return {
            "base_reference": N_("La norme de base ne peut pas être la norme elle-même : vérifiez.")
        }
    return {}


def _date_problems(facts: EditionFacts, today: date, edition: Edition | None) -> dict[str, Message]:
    found: dict[str, Message] = {}
    for name in ("cnncq_adopted_on", "homologated_on", "published_on", "source_on"):
        day = getattr(facts, name)
        if day is not None and day > today:
            found[name] = N_("Cette date est à venir : indiquez un jour passé ou laissez vide.")
    adopted = facts.cnncq_adopted_on
    if adopted is not None:
        if facts.homologated_on is not None and facts.homologated_on < adopted:
            found.setdefault(
                "homologated_on",
                N_("L’homologation ne peut pas précéder l’adoption par le CNNCQ : vérifiez."),
            )
        if facts.published_on is not None and facts.published_on < adopted:
            found.setdefault(
                "published_on",
                N_("La publication ne peut pas précéder l’adoption par le CNNCQ : vérifiez."),
            )
    withdrawn = edition.withdrawn_on if edition is not None else None
    last = _last_known(adopted, facts.homologated_on, facts.published_on)
    if withdrawn is not None and last is not None and withdrawn < last:
        late = next(
            name
            for name in ("homologated_on", "published_on", "cnncq_adopted_on")
            if getattr(facts, name) == last
        )
        found.setdefault(
            late,
            N_(
                "Cette date suit l’annulation de la norme, le %(day)s : vérifiez.",
                day=withdrawn.strftime("%d/%m/%Y"),
            ),
        )
    return found


def _last_known(*days: date | None) -> date | None:
    return max((day for day in days if day is not None), default=None)
