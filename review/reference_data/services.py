"""Keeping reference series and their values: added, changed, withdrawn with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from catalogue.errors import Conflict, DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from review.reference_data.models import Series, SeriesValue
from review.reference_data.numbers import A_SHARE, UnreadableError, read_count, read_share
from review.reference_data.rules import require_keeper
from review.reference_data.vocabulary import Territory, Theme, Topic

FIRST_YEAR = 1900


@dataclass(frozen=True, slots=True)
class SeriesFacts:
    """What is written of a series."""

    title: str
    theme: Theme
    territory: Territory
    place: str
    unit: str
    publisher: str
    available_on: date
    topic: Topic | None = None
    definition: str = ""
    source_link: str = ""
    source_date: date | None = None


@dataclass(frozen=True, slots=True)
class TypedValue:
    """A value as it was typed."""

    year: int | None
    women: str = ""
    men: str = ""
    total: str = ""
    published_share: str = ""
    note: str = ""


def add_series(
    session: Session, facts: SeriesFacts, *, actor: Actor, at: datetime, today: date
) -> Series:
    """Write a series the agency has."""
    require_keeper(actor)
    _check(facts, today)
    made = Series(**asdict(facts), edited_at=at)
    session.add(made)
    session.flush()
    _note(session, made, "series:added", actor=actor, at=at, changes=_plain(facts))
    return made


def edit_series(
    session: Session,
    series: Series,
    facts: SeriesFacts,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Change what is written of a series that is not withdrawn."""
    require_keeper(actor)
    before = _plain(facts_of(series))
    _require_version(series, seen_version, before)
    _require_standing(series)
    _check(facts, today)
    now = _plain(facts)
    changes = {name: [before[name], now[name]] for name in now if before[name] != now[name]}
    if not changes:
        return
    for name, value in asdict(facts).items():
        setattr(series, name, value)
    _note(session, series, "series:edited", actor=actor, at=at, changes=changes)


def withdraw_series(
    session: Session,
    series: Series,
    *,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Say that a series is no longer used, and why; it stays in sight and counts no more."""
    require_keeper(actor)
    _require_version(series, seen_version, {})
    _require_standing(series)
    why = _reason(reason)
    series.withdrawn_on, series.withdraw_reason = today, why
    _note(
        session,
        series,
        "series:withdrawn",
        actor=actor,
        at=at,
        changes={"withdrawn_on": today},
        reason=why,
    )


def add_value(
    session: Session, series: Series, typed: TypedValue, *, actor: Actor, at: datetime, today: date
) -> SeriesValue:
    """Add a value; a second one for the same year stands beside the first."""
    require_keeper(actor)
    _require_standing(series)
    made = SeriesValue(
        series_id=series.id,
        year=typed.year,
        note=typed.note.strip(),
        edited_at=at,
        **_read(typed, series.unit, today),
    )
    session.add(made)
    session.flush()
    _note(session, series, "series:value_added", actor=actor, at=at, changes=asdict(typed))
    return made


def withdraw_value(
    session: Session, value: SeriesValue, *, reason: str, actor: Actor, at: datetime
) -> None:
    """Take back a value written by mistake; it stays in sight with the reason."""
    require_keeper(actor)
    if value.withdrawn_at is not None:
        raise DomainError(N_("Cette valeur est déjà retirée."))
    why = _reason(reason)
    value.withdrawn_at, value.withdraw_reason, value.edited_at = at, why, at
    _note(
        session,
        value.series,
        "series:value_withdrawn",
        actor=actor,
        at=at,
        changes={"year": value.year},
        reason=why,
    )


def facts_of(series: Series) -> SeriesFacts:
    """Give what is written of a series."""
    return SeriesFacts(**{name: getattr(series, name) for name in SeriesFacts.__slots__})


def value_problems(
    typed: TypedValue, unit: str, today: date
) -> tuple[dict[str, int | str | None], dict[str, Message]]:
    """Read the numbers typed; every fault is said beside its field.

    A unit in percent counts nobody: its numbers are a share that the source publishes.
    """
    problems: dict[str, Message] = {}
    read: dict[str, int | str | None] = {}
    if typed.year is not None and typed.year > today.year:
        problems["year"] = N_("Cette année est à venir : donnez l’année que la source mesure.")
    elif typed.year is not None and typed.year < FIRST_YEAR:
        problems["year"] = N_("Écrivez l’année en quatre chiffres, à partir de 1900.")
    for name in ("women", "men", "total"):
        try:
            read[name] = read_count(getattr(typed, name))
        except UnreadableError as error:
            problems[name] = error.said
        else:
            if read[name] is not None and "%" in unit:
                problems[name] = A_SHARE
    try:
        read["published_share"] = read_share(typed.published_share)
    except UnreadableError as error:
        problems["published_share"] = error.said
    return read, problems or _disagreeing(read)


def series_problems(facts: SeriesFacts, today: date) -> dict[str, Message]:
    """Say what is missing or wrong in what is written of a series, by field."""
    problems: dict[str, Message] = {
        name: N_("Remplissez ce champ.")
        for name in ("title", "place", "unit")
        if not getattr(facts, name).strip()
    }
    if not facts.publisher.strip():
        problems["publisher"] = N_("La source manque : écrivez qui publie ces chiffres.")
    if facts.source_link and not facts.source_link.startswith(("https://", "http://")):
        problems["source_link"] = N_("Écrivez l’adresse entière, qui commence par https://.")
    for name in ("source_date", "available_on"):
        day: date | None = getattr(facts, name)
        if day is not None and day > today:
            problems[name] = N_("Donnez une date qui n’est pas dans l’avenir.")
    return problems


def _read(typed: TypedValue, unit: str, today: date) -> dict[str, int | str | None]:
    read, problems = value_problems(typed, unit, today)
    if problems:
        raise Invalid(N_("La valeur n’est pas enregistrée."), problems)
    return read


def _disagreeing(read: Mapping[str, int | str | None]) -> dict[str, Message]:
    counted = [read[name] for name in ("women", "men", "total") if read[name] is not None]
    if not counted and read["published_share"] is None:
        return {"women": N_("Écrivez au moins un nombre, ou la part publiée.")}
    if counted and read["published_share"] is not None:
        return {
            "published_share": N_(
                "Laissez la part vide quand la source donne des nombres : elle s’en calcule."
            )
        }
    women, men, total = (read[name] for name in ("women", "men", "total"))
    parts = sum(one for one in (women, men) if isinstance(one, int))
    if isinstance(total, int) and parts > total:
        return {"total": N_("Le total est plus petit que les femmes et les hommes : vérifiez-le.")}
    if None not in (women, men, total) and parts != total:
        return {"total": N_("Les femmes et les hommes ne font pas ce total : vérifiez-le.")}
    return {}


def _check(facts: SeriesFacts, today: date) -> None:
    if problems := series_problems(facts, today):
        raise Invalid(N_("La série n’est pas enregistrée."), problems)


def _require_version(series: Series, seen: int, current: Mapping[str, object]) -> None:
    if series.version != seen:
        raise Conflict({name: str(text or "") for name, text in current.items()}, series.version)


def _require_standing(series: Series) -> None:
    if series.withdrawn_on is not None:
        raise DomainError(N_("Cette série est retirée : elle ne se modifie plus."))


def _reason(reason: str) -> str:
    if not reason.strip():
        raise DomainError(
            N_("Écrivez le motif : il reste sur la page et au journal."), field="reason"
        )
    return reason.strip()


def _plain(facts: SeriesFacts) -> dict[str, object]:
    return {
        **asdict(facts),
        "theme": facts.theme.value,
        "territory": facts.territory.value,
        "topic": facts.topic.value if facts.topic else None,
    }


def _note(
    session: Session,
    series: Series,
    tag: str,
    *,
    actor: Actor,
    at: datetime,
    changes: Mapping[str, object],
    reason: str | None = None,
) -> None:
    series.edited_at = at
    journal.record(
        session, actor=actor, tag=tag, subject=series, at=at, changes=changes, reason=reason
    )
