"""The closed lists that cells are read against, loaded once for a file."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.models import Committee
from catalogue.exchange.cells import Lists, code_key, wording
from catalogue.records.models import IcsCode, SourceBody
from catalogue.stages.models import Stage, StageLabel


def load_lists(session: Session, *, today: date) -> Lists:
    """Load the closed lists that cells are read against."""
    committees: dict[str, str] = {}
    committee_ids: dict[str, int] = {}
    held: list[object] = []
    for committee in session.scalars(sa.select(Committee)):
        held.append(committee)
        committees[code_key(committee.code)] = committee.code
        committees[wording(committee.title_fr)] = committee.code
        committee_ids[committee.code] = committee.id
    bodies: dict[str, str] = {}
    agency = ""
    for body in session.scalars(sa.select(SourceBody)):
        held.append(body)
        for name in (body.name_en, body.name_fr, body.display_fr, body.code):
            for writing in (name, (name or "").split(",")[0]):
                if writing:
                    bodies[wording(writing)] = bodies[code_key(writing)] = body.code
        if body.is_agency:
            agency = body.code
    codes = session.scalars(sa.select(IcsCode)).all()
    held.extend(codes)
    return Lists(
        today=today,
        agency=agency,
        ics=frozenset(code.code for code in codes),
        stages=frozenset(session.scalars(sa.select(Stage.code))),
        stage_names=_stage_names(session),
        committees=committees,
        committee_ids=committee_ids,
        bodies=bodies,
        held=tuple(held),
    )


def _stage_names(session: Session) -> dict[str, str]:
    codes: dict[str, set[str]] = {}
    for code, *names in (
        *session.execute(sa.select(Stage.code, Stage.title_fr, Stage.title_en)),
        *session.execute(sa.select(StageLabel.code, StageLabel.label_fr, StageLabel.label_en)),
    ):
        for name in names:
            if name:
                codes.setdefault(wording(name), set()).add(code)
    return {name: found.pop() for name, found in codes.items() if len(found) == 1}
