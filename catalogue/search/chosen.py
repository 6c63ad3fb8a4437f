"""What a reader's choice of facets means, and how counts are laid out, whichever engine counts."""

from collections.abc import Collection, Mapping

from catalogue.search.contract import FacetValue, Query
from catalogue.search.documents import ICS_DEPTHS, FacetName, RecordStatus


def withdrawn_wanted(query: Query) -> bool:
    """Tell whether a reader asked to see withdrawn documents too."""
    chosen = query.filters.get(FacetName.STATUS, ())
    return query.include_withdrawn or RecordStatus.WITHDRAWN in chosen


def chosen_as(name: FacetName) -> FacetName:
    """Give the facet that a reader chooses a value in; the depths of the ICS are one facet."""
    return FacetName.ICS_FIELD if name in ICS_DEPTHS else name


def presented(counts: Mapping[str, int], chosen: Collection[str]) -> tuple[FacetValue, ...]:
    """Lay out the values of a facet, the largest first; a chosen one stays with no record."""
    shown = [FacetValue(value, count, value in chosen) for value, count in counts.items()]
    shown += [FacetValue(value, 0, chosen=True) for value in chosen if value not in counts]
    return tuple(sorted(shown, key=lambda one: (-one.count, one.value)))
