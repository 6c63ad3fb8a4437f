"""Publishing the programme: one act freezes what everybody may then cite."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from catalogue.errors import DomainError, NotAllowed
from catalogue.journal import services as journal
from catalogue.messages import N_
from catalogue.outbox import services as outbox
from catalogue.permissions import Actor, Permission
from catalogue.publication.contents import Contents
from catalogue.publication.half_years import HalfYear, half_year_of
from catalogue.publication.models import ProgrammeEdition, ProgrammeLine
from catalogue.publication.queries import editions_of

PAPER_TOPIC = "programme_paper"


class OutdatedPreviewError(DomainError):
    """The programme changed between the preview and the act; nothing was published."""

    status = 409


def may_cover(on: date) -> tuple[HalfYear, HalfYear]:
    """Give the half-years an edition may be about on a day: the present one, and the last."""
    present = half_year_of(on)
    return present, present.before


def needs_a_reason() -> DomainError:
    """Give the refusal of a second edition of one half-year that does not say why."""
    return DomainError(
        N_(
            "Une édition de ce semestre est déjà publiée et reste à son adresse. Pour en publier "
            "une autre, qui la corrige, écrivez pourquoi."
        ),
        field="correction_reason",
    )


def publish(
    session: Session,
    found: Contents,
    *,
    actor: Actor,
    seen: str,
    correction_reason: str = "",
    at: datetime,
) -> ProgrammeEdition:
    """Freeze these contents as an edition, dated the day they were gathered.

    ``seen`` is the digest of the preview the person read. Raises :class:`NotAllowed`,
    :class:`OutdatedPreviewError` when the programme has changed since, :class:`DomainError` for a
    half-year it is too late or too early for, or a second edition without its reason.
    """
    if not actor.may(Permission.PROGRAMME_MANAGE):
        raise NotAllowed(N_("Seul le secrétariat publie le programme."))
    if found.half_year not in may_cover(found.dated_on):
        raise DomainError(
            N_(
                "Une édition porte sur le semestre en cours ou sur celui qui vient de finir. "
                "Choisissez l’un des deux."
            ),
            field="half_year",
        )
    earlier = editions_of(session, found.half_year)
    if earlier and not correction_reason.strip():
        raise needs_a_reason()
    if seen != found.digest:
        raise OutdatedPreviewError(
            N_("Le programme a changé depuis l’aperçu. Relisez l’aperçu, puis publiez.")
        )
    revision = len(earlier) + 1
    edition = ProgrammeEdition(
        code=found.half_year.code if revision == 1 else f"{found.half_year.code}-{revision}",
        half_year=found.half_year.code,
        revision=revision,
        dated_on=found.dated_on,
        published_at=at,
        published_by_id=actor.account_id,
        correction_reason=correction_reason.strip() or None if earlier else None,
        previous_id=found.previous.id if found.previous is not None else None,
        agency=dict(found.agency),
        counts={**found.counts, "gender": found.gender},
        digest=found.digest,
    )
    session.add(edition)
    session.flush()
    position: dict[str, int] = {}
    for line in found.lines:
        position[line.part] = position.get(line.part, 0) + 1
        session.add(
            ProgrammeLine(
                edition_id=edition.id,
                part=line.part,
                position=position[line.part],
                work_item_id=line.work_item_id,
                standard_edition_id=line.standard_edition_id,
                stage_code=line.stage_code,
                change=line.change,
                cells=dict(line.cells),
            )
        )
    session.flush()
    journal.record(
        session,
        actor=actor,
        tag="publication:published",
        subject=edition,
        changes={"code": edition.code, "counts": found.counts, "digest": edition.digest},
        reason=edition.correction_reason,
        at=at,
    )
    outbox.enqueue(session, PAPER_TOPIC, {"edition_id": edition.id}, at=at)
    return edition
