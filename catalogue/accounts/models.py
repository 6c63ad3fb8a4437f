"""Accounts, the roles they carry over time, and one-time links."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from flask_security import UserMixin
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.accounts.vocabulary import LinkPurpose
from catalogue.committees.models import Committee, Person
from catalogue.database import PK, Base
from catalogue.permissions import Role


class Account(Base, UserMixin):
    """A way in for one person; e-mail is optional, the identifier is not (product_rules §1)."""

    __tablename__ = "account"

    id: Mapped[PK]
    username: Mapped[str] = mapped_column(
        sa.String(80), unique=True, comment="The identifier typed at sign-in, kept in lower case"
    )
    email: Mapped[str | None] = mapped_column(  # type: ignore[assignment]  # theirs is obligatory
        sa.String(254), unique=True
    )
    name: Mapped[str] = mapped_column(sa.String(200), comment="As shown to others")
    password: Mapped[str | None] = mapped_column(sa.String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(
        sa.String(64), unique=True, comment="Changing it ends every session of the account"
    )
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    locale: Mapped[str | None] = mapped_column(sa.String(8))
    created_at: Mapped[datetime]
    last_seen_on: Mapped[date | None]
    version: Mapped[int] = mapped_column()

    person: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    roles: Mapped[list[AccountRole]] = relationship(  # type: ignore[assignment]  # ours have dates
        back_populates="account", lazy="raise_on_sql", order_by="AccountRole.id"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own spelling


class AccountRole(Base):
    """A role an account carries from one day to another; its past matters for interests.

    A chair's role names the committee; other roles belong to the agency.
    """

    __tablename__ = "account_role"
    __table_args__ = (
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="ends_after_start"),
        sa.CheckConstraint(
            "role <> 'chair' OR committee_id IS NOT NULL", name="chair_has_committee"
        ),
        sa.Index("ix_account_role_committee", "committee_id", "valid_from"),
    )

    id: Mapped[PK]
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    role: Mapped[Role]
    committee_id: Mapped[int | None] = mapped_column(sa.ForeignKey("committee.id"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None] = mapped_column(
        comment="Last day, inclusive; empty while it runs"
    )

    account: Mapped[Account] = relationship(back_populates="roles", lazy="raise_on_sql")
    committee: Mapped[Committee | None] = relationship(lazy="raise_on_sql")

    # The sign-in library asks every role for these two. Its own mixin would also make two roles of
    # the same name equal, such as the chair of one committee and the chair of another.
    @property
    def name(self) -> str:
        """Give the role's code, the name the sign-in library knows it by."""
        return self.role.value

    @staticmethod
    def get_permissions() -> frozenset[str]:
        """Give none: permissions stand in :mod:`catalogue.permissions`."""
        return frozenset()


class OneTimeLink(Base):
    """A link or printed sheet that works once: first set-up, invitation, reset."""

    __tablename__ = "one_time_link"

    id: Mapped[PK]
    purpose: Mapped[LinkPurpose]
    token_digest: Mapped[str] = mapped_column(
        sa.String(64), unique=True, comment="SHA-256 of the token; the token itself is never kept"
    )
    account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class AttemptWindow(Base):
    """How often a key (address or identifier) tried something in a span of time.

    Rows in the database, so that several machines share one limit.
    """

    __tablename__ = "attempt_window"

    key_digest: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    started_at: Mapped[datetime]
    attempts: Mapped[int]
