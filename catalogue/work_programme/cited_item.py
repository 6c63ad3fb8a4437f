"""Read a work item as the bibliographic item that a citation is written from."""

from __future__ import annotations

from catalogue.records.bibliography import (
    BibliographicItem,
    IcsHeading,
    Publisher,
    RelatedItem,
    State,
)
from catalogue.records.vocabulary import Correspondence, Nature, RelationKind
from catalogue.work_programme.models import WorkItem
from catalogue.work_programme.vocabulary import WorkItemStatus

_ADOPTIONS = frozenset({Correspondence.IDENTICAL, Correspondence.MODIFIED})
_AMENDING = frozenset({Nature.AMENDMENT, Nature.CORRIGENDUM})
_STATES = {
    WorkItemStatus.HOMOLOGATED: State.PUBLISHED,
    WorkItemStatus.ABANDONED: State.ABANDONED,
}


def item_of_work(item: WorkItem, *, publisher: Publisher, address: str) -> BibliographicItem:
    """Read an item loaded by ``queries.item_by_id``: a project, cited under its own number.

    Its scope and working papers stay out: a citation names a text, it does not hand it out.
    """
    relations: list[RelatedItem] = []
    if item.base_reference and item.correspondence in _ADOPTIONS:
        relations.append(RelatedItem(RelationKind.ADOPTS, item.base_reference))
    relations += [
        RelatedItem(RelationKind.ADOPTS, one.reference)
        for one in item.further_bases
        if one.correspondence in _ADOPTIONS
    ]
    if item.revises:
        act = RelationKind.AMENDS if item.nature in _AMENDING else RelationKind.REPLACES
        relations.append(RelatedItem(act, item.revises.reference))
    return BibliographicItem(
        anchor=f"work-item-{item.id}",
        publisher=publisher,
        state=_STATES.get(item.status, State.IN_PREPARATION),
        address=address,
        reference=item.number,
        project=True,
        title_fr=item.title_fr,
        title_en=item.title_en or "",
        kind=item.kind,
        stage_code=item.stage_code,
        stage_on=item.stage_on,
        ics=tuple(IcsHeading(code.code, code.title_en) for code in item.ics_codes),
        committee=item.committee.code if item.committee else "",
        committee_title=item.committee.title_fr if item.committee else "",
        project_number=item.number,
        relations=tuple(relations),
        became=item.edition.reference if item.edition else "",
    )
