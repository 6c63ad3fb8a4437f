"""Put the wordings of an ICS file in force, and put the former ones back."""

from __future__ import annotations

from datetime import datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.open_data.models import IcsChange, Release
from catalogue.records.models import IcsCode


def put_in_force(session: Session, release: Release, *, at: datetime) -> None:
    """Write the codes a release adds or words anew; a code whose parent is unknown has none."""
    changes = _changes(session, release)
    codes = {one.code: one for one in session.scalars(sa.select(IcsCode))}
    for change in sorted(changes, key=lambda one: (len(one.code), one.code)):
        code = codes.get(change.code)
        if code is None:
            parent = change.parent_code if change.parent_code in codes else None
            code = codes[change.code] = IcsCode(code=change.code, parent_code=parent)
            session.add(code)
        code.title_fr, code.title_en, code.edited_at = change.title_fr, change.title_en, at
    session.flush()


def put_back(session: Session, release: Release) -> None:
    """Give codes their former wording back; a new code goes, unless a record carries it."""
    used = _carried(session)
    codes = {one.code: one for one in session.scalars(sa.select(IcsCode))}
    parents = {one.parent_code for one in codes.values()}
    for change in sorted(_changes(session, release), key=lambda one: (-len(one.code), one.code)):
        code = codes.get(change.code)
        if code is None:
            continue
        if change.before_fr is not None and change.before_en is not None:
            code.title_fr, code.title_en = change.before_fr, change.before_en
            code.edited_at = change.before_edited_at
        elif change.code not in used and change.code not in parents:
            session.delete(code)
            session.flush()
            del codes[change.code]
            parents = {one.parent_code for one in codes.values()}
    session.flush()


def _carried(session: Session) -> set[str]:
    """Give the codes that rows of other tables refer to, whatever the slice that holds them."""
    codes = cast("sa.Table", IcsCode.__table__)
    columns = [
        key.parent
        for table in codes.metadata.sorted_tables
        if table is not codes
        for key in table.foreign_keys
        if key.column.table is codes
    ]
    return {code for one in columns for code in session.scalars(sa.select(one).distinct())}


def _changes(session: Session, release: Release) -> list[IcsChange]:
    return list(session.scalars(sa.select(IcsChange).where(IcsChange.release_id == release.id)))
