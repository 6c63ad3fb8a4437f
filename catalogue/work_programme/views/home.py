"""What the programme adds to the secretariat's home page: the items that are late."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from catalogue import clock
from catalogue.permissions import Actor
from catalogue.work_programme.listing import ItemFilter, how_many
from catalogue.work_programme.rules import manages_programme
from catalogue.work_programme.vocabulary import LatenessFilter


def home_panel(session: Session, actor: Actor) -> Mapping[str, object] | None:
    """Tell the secretariat how many items have a planned day that has passed."""
    if not manages_programme(actor):
        return None
    wanted = ItemFilter(chosen={"retard": [LatenessFilter.LATE.value]})
    late = how_many(session, actor, wanted, today=clock.today())
    if not late:
        return None
    return {
        "template": "catalogue/work_programme/_home_panel.html",
        "late": late,
        "choice": LatenessFilter.LATE.value,
    }
