"""The value of a setting on a day, and the act of changing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.errors import Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_
from catalogue.permissions import Actor
from catalogue.policy.models import PolicyValue
from catalogue.shipped_lists import rows_of


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting as the shipped list describes it; ``kind`` is choice, number or text."""

    key: str
    default: str
    kind: str
    label: str
    help: str
    unit: str


def settings() -> Mapping[str, Setting]:
    """Give every setting with its default, in the order of ``seed_lists/policy.csv``."""
    return {
        row["key"]: Setting(
            row["key"], row["value"], row["kind"], row["label_fr"], row["help_fr"], row["unit"]
        )
        for row in rows_of("policy.csv")
    }


def value_of(session: Session, key: str, *, on: date) -> str:
    """Give the value in force that day: the latest one set, else the shipped default."""
    value = session.scalar(
        sa.select(PolicyValue.value)
        .where(PolicyValue.key == key, PolicyValue.valid_from <= on)
        .order_by(PolicyValue.valid_from.desc(), PolicyValue.id.desc())
        .limit(1)
    )
    return settings()[key].default if value is None else value


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
