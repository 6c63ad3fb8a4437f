"""Whose messages, and which kinds concern whom."""

from __future__ import annotations

from collections.abc import Mapping

from catalogue.notices.models import Notice
from catalogue.notices.vocabulary import NoticeKind
from catalogue.permissions import Actor, Permission, Predicate

# A message is its reader's alone: not even the administration reads another's.
own_notices: Predicate[Notice] = Predicate(
    lambda actor, notice: notice.account_id == actor.account_id,
    lambda actor: Notice.account_id == actor.account_id,
)

# Who may receive a kind; a kind without permissions concerns everybody.
_CONCERNS: Mapping[NoticeKind, frozenset[Permission]] = {
    NoticeKind.FINDINGS: frozenset(
        {Permission.NEEDS_DRAFT, Permission.REVIEW_FILL, Permission.REVIEW_ASSIGN}
    ),
    NoticeKind.NEEDS_RECEIVED: frozenset({Permission.NEEDS_SCREEN, Permission.OPINION_GIVE}),
    NoticeKind.NEEDS_OWN: frozenset({Permission.NEEDS_DRAFT}),
    NoticeKind.REVIEW_ASKED: frozenset({Permission.REVIEW_FILL}),
    NoticeKind.REVIEW_OUTCOME: frozenset({Permission.REVIEW_FILL, Permission.REVIEW_ASSIGN}),
    NoticeKind.REVIEW_FOLLOWED: frozenset({Permission.REVIEW_ASSIGN}),
    NoticeKind.REMINDER: frozenset(
        {Permission.NEEDS_DRAFT, Permission.REVIEW_FILL, Permission.REVIEW_ASSIGN}
    ),
    NoticeKind.FOLLOW_UP: frozenset({Permission.NEEDS_DRAFT, Permission.REVIEW_FILL}),
}


def concerned(actor: Actor) -> list[NoticeKind]:
    """Give the kinds of messages that this person may receive, in the order shown."""
    return [
        kind
        for kind in NoticeKind
        if kind not in _CONCERNS or any(actor.may(one) for one in _CONCERNS[kind])
    ]
