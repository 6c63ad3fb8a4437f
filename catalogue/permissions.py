"""Who may do what: every permission, the roles that carry it, and the person acting."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, ParamSpec, TypeVar

import sqlalchemy as sa
from flask import g
from werkzeug.exceptions import Forbidden, Unauthorized

from catalogue.messages import N_, Message

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


class Role(StrEnum):
    """The agency roles of product_rules §1; ``anonymous`` is everybody who is not signed in."""

    ANONYMOUS = "anonymous"
    CHAIR = "chair"
    REVIEWER = "reviewer"
    FOCAL_POINT = "focal_point"
    SECRETARIAT = "secretariat"
    MONITORING = "monitoring"
    ADMIN = "admin"


ROLE_LABELS: dict[Role, Message] = {
    Role.ANONYMOUS: N_("Visite"),
    Role.CHAIR: N_("Présidence de CTN"),
    Role.REVIEWER: N_("Relecture"),
    Role.FOCAL_POINT: N_("Point focal genre"),
    Role.SECRETARIAT: N_("Secrétariat"),
    Role.MONITORING: N_("Comité de suivi"),
    Role.ADMIN: N_("Administration"),
}


class Permission(StrEnum):
    """An act, as scope:act. A role grants the act; the slice's rules say on which objects."""

    ACCOUNT_MANAGE = "account:manage"
    CANDIDATE_SETTLE = "candidate:settle"
    CATALOGUE_READ = "catalogue:read"
    CHECKLIST_EDIT = "checklist:edit"
    COMMITTEE_MANAGE = "committee:manage"
    COMMITTEE_READ = "committee:read"
    DOCUMENT_READ = "document:read"
    IMPORT_RUN = "import:run"
    INDICATOR_CLOSE = "indicator:close"
    INDICATOR_READ_DETAIL = "indicator:read_detail"
    JOURNAL_ERASE = "journal:erase"
    JOURNAL_READ = "journal:read"
    MONITORING_KEEP = "monitoring:keep"
    NEEDS_DRAFT = "needs:draft"
    NEEDS_READ = "needs:read"
    NEEDS_SCREEN = "needs:screen"
    OPINION_GIVE = "opinion:give"
    PERSON_READ = "person:read"
    PLAN_KEEP = "plan:keep"
    PLAN_READ_INTERNAL = "plan:read_internal"
    POLICY_CHANGE = "policy:change"
    PROFILE_OWN = "profile:own"
    PROGRAMME_MANAGE = "programme:manage"
    PROGRAMME_READ_INTERNAL = "programme:read_internal"
    REFERENCE_VERIFY = "reference:verify"
    REVIEW_ADJUDICATE = "review:adjudicate"
    REVIEW_ASSIGN = "review:assign"
    REVIEW_EQUIVALENCE = "review:equivalence"
    REVIEW_FILL = "review:fill"
    REVIEW_READ = "review:read"
    STANDARD_MANAGE = "standard:manage"


P_ = Permission
_SIGNED_IN = frozenset({P_.CATALOGUE_READ, P_.COMMITTEE_READ, P_.DOCUMENT_READ, P_.PROFILE_OWN})

# An outsider invited to settle one disagreement: fills that review, and nothing else (§3).
OUTSIDER_PERMISSIONS = _SIGNED_IN | {P_.REVIEW_FILL}

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.ANONYMOUS: frozenset({P_.CATALOGUE_READ}),
    Role.CHAIR: _SIGNED_IN | {P_.NEEDS_DRAFT, P_.NEEDS_READ},
    Role.REVIEWER: _SIGNED_IN | {P_.REVIEW_FILL, P_.REFERENCE_VERIFY},
    Role.FOCAL_POINT: _SIGNED_IN
    | {
        P_.CANDIDATE_SETTLE,
        P_.CHECKLIST_EDIT,
        P_.NEEDS_READ,
        P_.OPINION_GIVE,
        P_.PLAN_READ_INTERNAL,
        P_.PROGRAMME_READ_INTERNAL,
        P_.REFERENCE_VERIFY,
        P_.REVIEW_ADJUDICATE,
        P_.REVIEW_EQUIVALENCE,
        P_.REVIEW_FILL,
        P_.REVIEW_READ,
    },
    Role.SECRETARIAT: _SIGNED_IN
    | {
        P_.CANDIDATE_SETTLE,
        P_.COMMITTEE_MANAGE,
        P_.IMPORT_RUN,
        P_.INDICATOR_READ_DETAIL,
        P_.JOURNAL_ERASE,
        P_.JOURNAL_READ,
        P_.MONITORING_KEEP,
        P_.NEEDS_READ,
        P_.NEEDS_SCREEN,
        P_.PERSON_READ,
        P_.PLAN_KEEP,
        P_.PLAN_READ_INTERNAL,
        P_.PROGRAMME_MANAGE,
        P_.PROGRAMME_READ_INTERNAL,
        P_.REFERENCE_VERIFY,
        P_.REVIEW_ASSIGN,
        P_.REVIEW_READ,
        P_.STANDARD_MANAGE,
    },
    Role.MONITORING: _SIGNED_IN
    | {
        P_.INDICATOR_CLOSE,
        P_.INDICATOR_READ_DETAIL,
        P_.JOURNAL_READ,
        P_.MONITORING_KEEP,
        P_.PLAN_READ_INTERNAL,
        P_.PROGRAMME_READ_INTERNAL,
    },
    # No say over a review or a marker, and no view of what reviewers answer (product_rules §1).
    Role.ADMIN: _SIGNED_IN
    | {P_.ACCOUNT_MANAGE, P_.JOURNAL_ERASE, P_.JOURNAL_READ, P_.POLICY_CHANGE},
}


@dataclass(frozen=True, slots=True)
class Actor:
    """The person acting, as the domain knows them: no Flask, no password.

    ``committee_ids`` are the committees this person chairs today; ``person_id`` and
    ``organisation_id`` join the account to the register of people, where known. ``invited`` is what
    an invitation lets somebody do who carries no role: the slice's rules say on which object.
    """

    account_id: int | None
    name: str
    roles: frozenset[Role]
    committee_ids: frozenset[int] = frozenset()
    person_id: int | None = None
    organisation_id: int | None = None
    invited: frozenset[Permission] = frozenset()

    @property
    def signed_in(self) -> bool:
        """Tell whether somebody stands behind this actor."""
        return self.account_id is not None

    def may(self, permission: Permission) -> bool:
        """Tell whether one of the person's roles, or an invitation, carries the act."""
        return permission in self.invited or any(
            permission in ROLE_PERMISSIONS[role] for role in self.roles
        )


ANONYMOUS = Actor(account_id=None, name="", roles=frozenset({Role.ANONYMOUS}))


def system_actor() -> Actor:
    """Give the actor of what the software does by itself (seed lists, commands, the worker)."""
    return Actor(account_id=None, name="système", roles=frozenset())


@dataclass(frozen=True, slots=True)
class Predicate(Generic[T]):
    """One rule for two questions: may this actor on this object, and which rows may they see.

    Page and list ask the same predicate, so that a list never shows what the page forbids.
    """

    allows: Callable[[Actor, T], bool]
    where: Callable[[Actor], sa.ColumnElement[bool]]

    def __or__(self, other: Predicate[T]) -> Predicate[T]:
        """Allow what either rule allows."""
        return Predicate(
            lambda actor, subject: self.allows(actor, subject) or other.allows(actor, subject),
            lambda actor: sa.or_(self.where(actor), other.where(actor)),
        )

    def __and__(self, other: Predicate[T]) -> Predicate[T]:
        """Allow what both rules allow."""
        return Predicate(
            lambda actor, subject: self.allows(actor, subject) and other.allows(actor, subject),
            lambda actor: sa.and_(self.where(actor), other.where(actor)),
        )


def granted(permission: Permission) -> Predicate[Any]:
    """Give the predicate of a role's own permission, whatever the object."""
    return Predicate(
        lambda actor, _subject: actor.may(permission),
        lambda actor: sa.true() if actor.may(permission) else sa.false(),
    )


def current_actor() -> Actor:
    """Give the actor of this request, loaded once by the application."""
    actor: Actor = g.get("actor", ANONYMOUS)
    return actor


def requires(*permissions: Permission) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Open a route to the roles that carry one of the permissions; others get 401 or 403.

    Every route carries this decorator or :func:`public`; a test refuses one with neither.
    """

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            actor = current_actor()
            if not any(actor.may(permission) for permission in permissions):
                if actor.signed_in:
                    raise Forbidden
                raise Unauthorized
            return view(*args, **kwargs)

        guarded.required_permissions = frozenset(permissions)  # type: ignore[attr-defined]
        return guarded

    return decorate


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Open a route to everybody, on purpose."""
    view.required_permissions = frozenset()  # type: ignore[attr-defined]
    return view
