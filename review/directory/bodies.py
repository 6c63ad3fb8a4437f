"""Keeping standards bodies and organisations, their gender plans, and figures about them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from catalogue.errors import DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from review.directory import guards
from review.directory.models import BodyFigure, GenderBody
from review.directory.numbers import read_number
from review.directory.rules import require_keeper
from review.directory.vocabulary import BodyKind, PlanState, Signatory

FIRST_YEAR, LAST_YEAR = 1950, 2100
_YEAR = N_("Écrivez une année, par exemple 2025.")


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """What is written of a body."""

    name: str
    kind: BodyKind
    acronym: str = ""
    country: str = ""
    plan_state: PlanState = PlanState.UNKNOWN
    plan_title: str = ""
    plan_from: int | None = None
    plan_to: int | None = None
    plan_source: str = ""
    plan_link: str = ""
    plan_source_date: str = ""
    plan_known_on: date | None = None
    signatory: Signatory = Signatory.UNKNOWN
    signatory_source: str = ""
    signatory_link: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class FigureFacts:
    """What a source says of women and men in a body, as it was typed."""

    counted: str
    year: int | None = None
    women: str = ""
    men: str = ""
    published_share: str = ""
    source: str = ""
    source_link: str = ""
    source_date: str = ""


def add_body(
    session: Session, facts: BodyFacts, *, actor: Actor, at: datetime, today: date
) -> GenderBody:
    """Write a body."""
    require_keeper(actor)
    _check(facts, today)
    made = GenderBody(**asdict(facts), is_agency=False, edited_at=at)
    session.add(made)
    session.flush()
    journal.record(
        session, actor=actor, tag="body:added", subject=made, at=at, changes=_plain(facts)
    )
    return made


def edit_body(
    session: Session,
    body: GenderBody,
    facts: BodyFacts,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Change what is written of a body."""
    require_keeper(actor)
    before = _plain(facts_of(body))
    guards.require_version(
        body, seen_version, {name: guards.written(value) for name, value in before.items()}
    )
    _check(facts, today)
    changes = guards.differences(before, _plain(facts))
    if not changes:
        return
    for name, value in asdict(facts).items():
        setattr(body, name, value)
    body.edited_at = at
    journal.record(session, actor=actor, tag="body:edited", subject=body, at=at, changes=changes)


def retire_body(
    session: Session,
    body: GenderBody,
    *,
    on: date | None,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Take a body out of the list from a day on, with a reason."""
    require_keeper(actor)
    guards.require_version(body, seen_version, {})
    if body.retired_on is not None:
        raise DomainError(N_("Cet organisme est déjà retiré de la liste."))
    why = guards.require_reason(reason)
    body.retired_on = guards.require_past(on, today, "on")
    body.retire_reason, body.edited_at = why, at
    journal.record(
        session,
        actor=actor,
        tag="body:retired",
        subject=body,
        at=at,
        changes={"retired_on": [None, body.retired_on]},
        reason=why,
    )


def restore_body(
    session: Session,
    body: GenderBody,
    *,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Put a body back as if it had never been taken out; the journal keeps that it was."""
    require_keeper(actor)
    guards.require_version(body, seen_version, {})
    if body.retired_on is None:
        raise DomainError(N_("Cet organisme est dans la liste : il n’y a rien à remettre."))
    why = guards.require_reason(reason)
    changes = {"retired_on": [body.retired_on, None]}
    body.retired_on, body.retire_reason, body.edited_at = None, None, at
    journal.record(
        session,
        actor=actor,
        tag="body:restored",
        subject=body,
        at=at,
        changes=changes,
        reason=why,
    )


def add_figure(
    session: Session,
    body: GenderBody,
    facts: FigureFacts,
    *,
    actor: Actor,
    at: datetime,
    today: date,
) -> BodyFigure:
    """Write numbers of women and men, or a share as it was printed: never both, never neither."""
    require_keeper(actor)
    problems = guards.link_problems(source_link=facts.source_link)
    if not facts.counted.strip():
        problems["counted"] = N_("Écrivez qui est compté, par exemple : membres des comités.")
    if not facts.source.strip():
        problems["source"] = guards.NO_SOURCE
    if facts.year is not None and not FIRST_YEAR <= facts.year <= today.year:
        problems["year"] = _YEAR
    women, men = _numbers(facts, problems)
    if problems:
        raise Invalid(N_("Le chiffre n’est pas enregistré."), problems)
    made = BodyFigure(
        body_id=body.id, **asdict(facts) | {"women": women, "men": men}, known_on=today
    )
    session.add(made)
    session.flush()
    journal.record(
        session, actor=actor, tag="body:figure_added", subject=body, at=at, changes=asdict(facts)
    )
    return made


def retire_figure(
    session: Session,
    body: GenderBody,
    figure: BodyFigure,
    *,
    reason: str,
    actor: Actor,
    at: datetime,
    today: date,
) -> None:
    """Take back a figure written by mistake or no longer held: it stays in sight, with why."""
    require_keeper(actor)
    if figure.retired_on is not None:
        raise DomainError(N_("Ce chiffre est déjà retiré."))
    why = guards.require_reason(reason)
    figure.retired_on, figure.retire_reason = today, why
    journal.record(
        session,
        actor=actor,
        tag="body:figure_retired",
        subject=body,
        at=at,
        changes={"figure": figure.id, "counted": figure.counted},
        reason=why,
    )


def facts_of(body: GenderBody) -> BodyFacts:
    """Give what is written of a body."""
    return BodyFacts(**{name: getattr(body, name) for name in BodyFacts.__dataclass_fields__})


def _numbers(facts: FigureFacts, problems: dict[str, Message]) -> tuple[int | None, int | None]:
    read = {"women": read_number(facts.women), "men": read_number(facts.men)}
    numbers: dict[str, int | None] = {}
    for name, value in read.items():
        if value is None or isinstance(value, int):
            numbers[name] = value
        else:
            problems[name] = value
    if problems.keys() & read.keys():
        return None, None
    women, men = numbers["women"], numbers["men"]
    if (women is None) != (men is None):
        problems["men" if men is None else "women"] = N_(
            "Donnez les deux nombres, femmes et hommes : avec un seul, rien ne se compare."
        )
    elif women is not None and men is not None:
        if women + men == 0:
            problems["women"] = N_("Personne n’est compté : vérifiez les deux nombres.")
        elif facts.published_share.strip():
            problems["published_share"] = N_(
                "Laissez cette case vide : les deux nombres donnent déjà la part."
            )
    elif not facts.published_share.strip():
        problems["women"] = N_(
            "Donnez le nombre de femmes et d’hommes, ou recopiez la part publiée."
        )
    return women, men


def _check(facts: BodyFacts, today: date) -> None:
    problems = guards.link_problems(plan_link=facts.plan_link, signatory_link=facts.signatory_link)
    if not facts.name.strip():
        problems["name"] = guards.NO_NAME
    problems |= _plan_problems(facts, today)
    if facts.plan_state is PlanState.SIGNATORY_ONLY and facts.signatory is not Signatory.YES:
        problems["signatory"] = N_("Répondez « Oui », ou choisissez un autre état du plan.")
    if facts.signatory is not Signatory.UNKNOWN and not facts.signatory_source.strip():
        problems["signatory_source"] = guards.NO_SOURCE
    if problems:
        raise Invalid(N_("L’organisme n’est pas enregistré."), problems)


def _plan_problems(facts: BodyFacts, today: date) -> dict[str, Message]:
    problems: dict[str, Message] = {}
    known = facts.plan_state is PlanState.KNOWN
    if known and not facts.plan_source.strip():
        problems["plan_source"] = guards.NO_SOURCE
    if known and (facts.plan_known_on is None or facts.plan_known_on > today):
        problems["plan_known_on"] = N_(
            "Écrivez depuis quel jour vous connaissez ce plan ; pas dans l’avenir."
        )
    if not known and facts.plan_known_on is not None:
        problems["plan_known_on"] = N_("Laissez vide : aucun plan n’est connu.")
    for name, year in (("plan_from", facts.plan_from), ("plan_to", facts.plan_to)):
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            problems[name] = _YEAR
    if facts.plan_from and facts.plan_to and facts.plan_to < facts.plan_from:
        problems["plan_to"] = N_("Le plan finit avant de commencer : vérifiez les deux années.")
    return problems


def _plain(facts: BodyFacts) -> dict[str, object]:
    return asdict(facts) | {
        "kind": facts.kind.value,
        "plan_state": facts.plan_state.value,
        "signatory": facts.signatory.value,
    }
