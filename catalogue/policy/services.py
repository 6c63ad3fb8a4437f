"""The value of a setting on a day, and the act of changing it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from types import MappingProxyType

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.errors import DomainError, Invalid, NotAllowed, NotFound
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor, Permission
from catalogue.policy.models import PolicyValue
from catalogue.policy.vocabulary import (
    CHOSEN_AT,
    FIXED_AT_INSTALLATION,
    LARGEST_NUMBER,
    LARGEST_PERCENT,
    MAY_BE_EMPTY,
    VALUE_LABELS,
    Kind,
)
from catalogue.shipped_lists import rows_of

LONGEST_VALUE = 300
PERCENT = "%"


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting as the shipped list describes it.

    ``unit`` is what a whole number counts; for choices, ``allowed`` lists the codes.
    """

    key: str
    default: str
    kind: Kind
    label: str
    help: str
    unit: str
    allowed: tuple[str, ...] = ()

    @property
    def changeable(self) -> bool:
        """Tell whether it is changed on screen rather than at installation."""
        return self.key not in FIXED_AT_INSTALLATION

    @property
    def chosen_at(self) -> str | None:
        """Name the page where it is chosen, if that is a page of its own."""
        return CHOSEN_AT.get(self.key)

    @property
    def largest(self) -> int:
        """The largest whole number it takes."""
        return LARGEST_PERCENT if self.unit == PERCENT else LARGEST_NUMBER

    def in_words(self, value: str) -> Message:
        """Give a value as people read it: «strict», «60 jours», «oui»."""
        if self.kind is Kind.CHOICE:
            return VALUE_LABELS.get(value, Message(value))
        if self.kind is Kind.INTEGER and self.unit:
            return Message("%(number)s\u00a0%(unit)s", {"number": value, "unit": self.unit})
        return Message("%(text)s", {"text": value})


@dataclass(frozen=True, slots=True)
class InForce:
    """A setting with the value in force on a day, since when, and its version."""

    setting: Setting
    value: str
    since: date | None
    version: int

    @property
    def words(self) -> Message:
        """Give the value as people read it."""
        return self.setting.in_words(self.value)


@cache
def settings() -> Mapping[str, Setting]:
    """Give every setting with its default, in the order of ``seed_lists/policy.csv``.

    The list ships with the product: it is read once.
    """
    return MappingProxyType({row["key"]: _setting(row) for row in rows_of("policy.csv")})


def value_of(session: Session, key: str, *, on: date) -> str:
    """Give the value in force that day: the latest one set, else the shipped default."""
    return values_of(session, (key,), on=on)[key]


def values_of(session: Session, keys: Collection[str], *, on: date) -> dict[str, str]:
    """Give the values in force that day of several settings, in one query."""
    found = {key: settings()[key].default for key in keys}
    found.update(
        session.execute(
            sa.select(PolicyValue.key, PolicyValue.value)
            .where(PolicyValue.key.in_(keys), PolicyValue.valid_from <= on)
            .order_by(PolicyValue.valid_from, PolicyValue.id)
        ).all()
    )
    return found


def number_of(session: Session, key: str, *, on: date) -> int:
    """Give a whole-number setting, such as days or percent."""
    return int(value_of(session, key, on=on))


def version_of(session: Session, key: str, *, on: date) -> int:
    """Give how many times the setting had been set by that day, plus one: its version."""
    count = session.scalar(
        sa.select(sa.func.count())
        .select_from(PolicyValue)
        .where(PolicyValue.key == key, PolicyValue.valid_from <= on)
    )
    return 1 + (count or 0)


def all_in_force(session: Session, *, on: date) -> Mapping[str, InForce]:
    """Give every setting in force that day with its date and version, in one query."""
    rows = session.execute(
        sa.select(PolicyValue.key, PolicyValue.value, PolicyValue.valid_from)
        .where(PolicyValue.valid_from <= on)
        .order_by(PolicyValue.valid_from, PolicyValue.id)
    )
    found = {key: InForce(one, one.default, None, 1) for key, one in settings().items()}
    for key, value, since in rows:
        if key in found:
            found[key] = InForce(found[key].setting, value, since, found[key].version + 1)
    return found


def shipped_values() -> Mapping[str, str]:
    """Give every default, for pages that must show even when the database does not answer."""
    return {key: one.default for key, one in settings().items()}


def change(
    session: Session,
    key: str,
    value: str,
    *,
    valid_from: date,
    reason: str,
    actor: Actor,
    on: date,
    at: datetime,
) -> PolicyValue:
    """Give a setting another value from a day on (``on`` is today); the past keeps its own.

    Journalled with both values and the reason. Raises :class:`NotFound` for an unknown key,
    :class:`NotAllowed`, and :class:`Invalid` on ``value``, ``valid_from`` or ``reason``.
    """
    setting = settings().get(key)
    if setting is None or not setting.changeable:
        raise NotFound
    if not actor.may(Permission.POLICY_CHANGE):
        raise NotAllowed(N_("Seule l’administration du service change les réglages."))
    value = value.strip()
    problems: dict[str, Message] = {}
    if (wrong := _value_problem(setting, value)) is not None:
        problems["value"] = wrong
    if valid_from < on:
        problems["valid_from"] = N_(
            "Choisissez aujourd’hui ou un jour à venir : ce qui est déjà décidé garde sa règle."
        )
    if not reason.strip():
        problems["reason"] = N_("Écrivez le motif : il sera publié avec le réglage.")
    if problems:
        raise Invalid(N_("Le réglage n’a pas changé : corrigez les réponses signalées."), problems)
    before = value_of(session, key, on=valid_from)
    if before == value:
        raise DomainError(
            N_("Ce réglage a déjà cette valeur à cette date."),
            field="value",
        )
    row = PolicyValue(
        key=key,
        value=value,
        valid_from=valid_from,
        set_at=at,
        set_by_id=actor.account_id,
        reason=reason.strip(),
    )
    session.add(row)
    session.flush()
    journal.record(
        session,
        actor=actor,
        tag="policy:changed",
        subject=row,
        at=at,
        changes={key: [before, value], "valid_from": valid_from},
        reason=reason.strip(),
    )
    return row


def _setting(row: Mapping[str, str]) -> Setting:
    kind = Kind(row["kind"])
    coded = kind is Kind.CHOICE
    return Setting(
        key=row["key"],
        default=row["value"],
        kind=kind,
        label=row["label_fr"],
        help=row["help_fr"],
        unit="" if coded else row["unit"],
        allowed=tuple(row["unit"].split(";")) if coded else (),
    )


def _value_problem(setting: Setting, value: str) -> Message | None:
    if setting.kind is Kind.CHOICE:
        return None if value in setting.allowed else N_("Choisissez une des valeurs proposées.")
    if setting.kind is Kind.INTEGER:
        fits = re.fullmatch(r"[0-9]{1,6}", value) and 1 <= int(value) <= setting.largest
        wanted = N_("Écrivez un nombre entier entre 1 et %(largest)d.", largest=setting.largest)
        return None if fits else wanted
    return _text_problem(setting.key, value)


def _text_problem(key: str, value: str) -> Message | None:
    if len(value) > LONGEST_VALUE:
        return N_("Écrivez %(longest)d caractères au plus.", longest=LONGEST_VALUE)
    if not value:
        return None if key in MAY_BE_EMPTY else N_("Écrivez une valeur.")
    if key == "contact_email" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}", value):
        return N_("Écrivez une adresse électronique entière, comme nom@exemple.org.")
    return None
