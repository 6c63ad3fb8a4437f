"""No answer known about sex is written as such, apart from «ne souhaite pas répondre».

Until now both were one value, which had no date: of those rows nobody can say that the person was
asked, so that they are unknown (product_rules §8). A list of presence that gave a first answer says
what was recorded before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

_NOT_ASKED, _UNDECLARED = "non_renseigne", "non_declare"
_TABLES = ("person", "training_participant", "nomination_proposal")
_LIST = sa.table("training_list", sa.column("id", sa.Integer), sa.column("heard", sa.JSON))


def upgrade() -> None:
    """Say that nothing is known."""
    _say(_UNDECLARED, _NOT_ASKED)
    _rewrite_heard(lambda one: [one, _NOT_ASKED])


def downgrade() -> None:
    """Go back to one value for both."""
    _say(_NOT_ASKED, _UNDECLARED)
    _rewrite_heard(lambda one: one[0])


def _say(before: str, after: str) -> None:
    for name in _TABLES:
        table = sa.table(name, sa.column("sex", sa.String))
        op.execute(sa.update(table).where(table.c.sex == before).values(sex=after))


def _rewrite_heard(written: Callable[[Any], Any]) -> None:
    connection = op.get_bind()
    for row in connection.execute(sa.select(_LIST.c.id, _LIST.c.heard)).all():
        if row.heard:
            connection.execute(
                sa.update(_LIST)
                .where(_LIST.c.id == row.id)
                .values(heard=[written(one) for one in row.heard])
            )
