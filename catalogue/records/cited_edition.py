"""Read an edition of the register as the bibliographic item that a citation is written from."""

from __future__ import annotations

from collections.abc import Iterable

from catalogue.partial_dates import PartialDate
from catalogue.records.bibliography import (
    BibliographicItem,
    IcsHeading,
    Publisher,
    RelatedItem,
    State,
)
from catalogue.records.models import Edition, Relation, SourceBody
from catalogue.records.vocabulary import Correspondence, EditionStatus, Nature, RelationKind

_STATES = {
    EditionStatus.IN_PREPARATION: State.IN_PREPARATION,
    EditionStatus.PUBLISHED: State.PUBLISHED,
    EditionStatus.WITHDRAWN: State.WITHDRAWN,
    EditionStatus.VOID: State.UNDONE,
}
_WITHDRAWN_STAGE = "95"
_SUPPLEMENTS = {Nature.AMENDMENT: "Amd", Nature.CORRIGENDUM: "Cor"}
_ADOPTIONS = frozenset({Correspondence.IDENTICAL, Correspondence.MODIFIED})


def publisher_of(body: SourceBody) -> Publisher:
    """Give a body of the register as a bibliography names it."""
    return Publisher(body.code, body.name_en or body.name_fr, body.display_fr)


def item_of_edition(
    edition: Edition, *, address: str, inward: Iterable[Relation] = ()
) -> BibliographicItem:
    """Read an edition loaded by ``queries.edition_of``; ``inward`` are others' relations to it."""
    stage = edition.stage_code or ""
    withdrawn = edition.status is EditionStatus.WITHDRAWN
    return BibliographicItem(
        anchor=f"edition-{edition.id}",
        publisher=publisher_of(edition.standard.body),
        state=_STATES[edition.status],
        address=address,
        reference=edition.reference,
        title_fr=edition.title_fr or "",
        title_en=edition.title_en or "",
        kind=edition.kind,
        supplement=_SUPPLEMENTS.get(edition.nature, "") if edition.nature else "",
        edition_number=edition.edition_number,
        published=PartialDate.of(edition.published_on),
        adopted_on=edition.cnncq_adopted_on,
        homologated_on=edition.homologated_on,
        withdrawn_on=edition.withdrawn_on if withdrawn else None,
        # A stage recorded before the withdrawal no longer says where the document is.
        stage_code=stage if stage.startswith(_WITHDRAWN_STAGE) == withdrawn else "",
        ics=tuple(IcsHeading(code.code, code.title_en) for code in edition.ics_codes),
        committee=edition.committee.code
        if edition.committee
        else edition.committee_reference or "",
        committee_title=edition.committee.title_fr if edition.committee else "",
        scope_fr=edition.scope or "",
        relations=(*_outward(edition), *_inward(inward)),
        source_address=edition.source_url or "",
        fetched=edition.source_on,
    )


def _outward(edition: Edition) -> Iterable[RelatedItem]:
    stated = [RelatedItem(one.kind, one.target_reference) for one in edition.relations]
    base = edition.base_reference
    said = {one.reference for one in stated if one.kind is RelationKind.ADOPTS}
    if base and edition.correspondence in _ADOPTIONS and base not in said:
        stated.append(RelatedItem(RelationKind.ADOPTS, base))
    return stated


def _inward(relations: Iterable[Relation]) -> Iterable[RelatedItem]:
    return [RelatedItem(one.kind, one.edition.reference, inward=True) for one in relations]
