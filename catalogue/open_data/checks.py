"""What contradicts itself in the mirror of ISO Open Data, and what waits, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.messages import N_, Message
from catalogue.open_data.models import Deliverable, IsoCommittee, Release
from catalogue.open_data.queries import standing_versions
from catalogue.open_data.vocabulary import DATASET_LABELS, ReleaseState

_NAMED = 20  # contradictions named one by one


def faults(session: Session) -> Iterator[Message]:
    """Name the documents and committees of ISO that would be seen twice."""
    models: tuple[type[Deliverable | IsoCommittee], ...] = (Deliverable, IsoCommittee)
    for model in models:
        twice = (
            sa.select(model.iso_id)
            .where(standing_versions(model))
            .group_by(model.iso_id)
            .having(sa.func.count() > 1)
            .order_by(model.iso_id)
            .limit(_NAMED)
        )
        for iso_id in session.scalars(twice):
            yield N_(
                "Données de l’ISO : deux versions du n° %(iso_id)d sont visibles à la fois. "
                "Annulez le dernier import de l’ISO, puis recommencez-le.",
                iso_id=iso_id,
            )


def remarks(session: Session) -> Iterator[Message]:
    """Name the files that were left half-way or that wait to be published."""
    for release in session.scalars(
        sa.select(Release)
        .where(Release.state.in_((ReleaseState.RECEIVING, ReleaseState.READY)))
        .order_by(Release.id)
    ):
        facts = {"id": release.id, "file": release.file_name}
        if release.state is ReleaseState.READY:
            yield N_(
                "Données de l’ISO : l’import n° %(id)d (%(file)s) attend d’être publié ou "
                "abandonné.",
                **facts,
            )
        else:
            yield N_(
                "Données de l’ISO : la lecture de l’import n° %(id)d (%(file)s) n’est pas finie ; "
                "elle reprend quand le service tourne, ou en relançant la même commande.",
                **facts,
            )
    for release in session.scalars(
        sa.select(Release)
        .where(
            Release.state.in_((ReleaseState.UNDONE, ReleaseState.DISCARDED, ReleaseState.FAILED)),
            sa.not_(Release.swept),
        )
        .order_by(Release.id)
    ):
        yield N_(
            "Données de l’ISO : l’import n° %(id)d (%(dataset)s) est terminé ; son ménage reste à "
            "faire au prochain démarrage. Personne n’en voit rien.",
            id=release.id,
            dataset=DATASET_LABELS[release.dataset],
        )
