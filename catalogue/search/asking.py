"""What a reader asks, as an address holds it: its names, and how they become a query.

The names and values are documented (docs/recherche.md) and stay: people keep such addresses, and
saved searches are made of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from catalogue.paging import LAST_PAGE, UrlState
from catalogue.records.vocabulary import NOT_EXAMINED, TAG_MARKER_LABELS
from catalogue.reference_list.vocabulary import Relevance
from catalogue.search.contract import USUAL_FACETS, Query, Sort
from catalogue.search.documents import ICS_DEPTHS, FacetName, Kind, RecordStatus, ics_depth

# The name of each facet in the address, in the order shown. «ics» takes a code of any depth.
FACETS: Mapping[str, FacetName] = MappingProxyType(
    {
        "type": FacetName.KIND,
        "interet": FacetName.RELEVANCE,
        "marqueur": FacetName.MARKER,
        "organisme": FacetName.BODY,
        "ics": FacetName.ICS_FIELD,
        "statut": FacetName.STATUS,
        "annee": FacetName.YEAR,
        "comite": FacetName.COMMITTEE,
        "langue": FacetName.LANGUAGE,
    }
)
FROM, TO = "annee_de", "annee_a"  # the first and the last year wanted
WITHDRAWN, EXACT = "annulees", "exact"  # «oui»: withdrawn ones too; the text as it was typed
YES = "oui"
FILTERS = (*FACETS, FROM, TO, WITHDRAWN)
NAMES = ("q", *FILTERS, "tri", EXACT, "page")

SORTS: Mapping[str, Sort] = MappingProxyType(
    {"pertinence": Sort.RELEVANCE, "date": Sort.DATE, "reference": Sort.REFERENCE}
)
LONGEST_TEXT = 400  # characters searched from a page
LONGEST_SHOWN = 10_000  # characters given back in the box
FIRST_YEAR, LAST_YEAR = 1900, 2100

# The values of the closed lists; in the others, one that nothing has finds nothing, and says so.
_CLOSED: Mapping[str, frozenset[str]] = {
    "type": frozenset(Kind),
    "interet": frozenset(Relevance),
    "marqueur": frozenset({*(one.value for one in TAG_MARKER_LABELS), NOT_EXAMINED}),
    "statut": frozenset(RecordStatus),
    "tri": frozenset(SORTS),
    WITHDRAWN: frozenset({YES, "non"}),
    EXACT: frozenset({YES, "non"}),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """An address read: what is searched, what was typed in the box, and what cannot be read.

    ``typed`` is the text as it came; ``shortened`` says that only its beginning is searched.
    ``faults`` are the (name, value) pairs that mean nothing; they stay out of ``state``.
    """

    state: UrlState
    typed: str
    shortened: bool
    faults: tuple[tuple[str, str], ...]

    @property
    def page(self) -> int:
        """The page asked for, from 1."""
        return int(self.state.value("page") or 1)


def read(pairs: Iterable[tuple[str, str]]) -> Asked:
    """Read the parameters of a request, of any length and content."""
    given = list(pairs)
    typed = next((value.strip() for name, value in given if name == "q" and value.strip()), "")
    state = UrlState.read(given, NAMES, longest={"q": LONGEST_TEXT})
    faults = tuple(pair for pair in state.pairs if not _readable(*pair))
    kept = UrlState(tuple(pair for pair in state.pairs if pair not in faults))
    return Asked(kept, typed[:LONGEST_SHOWN], len(typed) > LONGEST_TEXT, faults)


def _readable(name: str, value: str) -> bool:
    digits = value.isascii() and value.isdigit()
    if name == "page":
        return digits and len(value) <= len(str(LAST_PAGE)) and 1 <= int(value) <= LAST_PAGE
    if name in {FROM, TO}:
        return (
            digits and len(value) == len(str(LAST_YEAR)) and FIRST_YEAR <= int(value) <= LAST_YEAR
        )
    return value in _CLOSED[name] if name in _CLOSED else True


def query_of(
    state: UrlState, *, page: int = 1, size: int = 20, facets: Collection[FacetName] = ()
) -> Query:
    """Give the query of an address."""
    return Query(
        text=state.value("q"),
        filters=filters_of(state),
        page=page,
        page_size=size,
        sort=SORTS[sort_of(state)],
        include_withdrawn=state.value(WITHDRAWN) == YES,
        facets=facets,
        mending=state.value(EXACT) != YES,
    )


def filters_of(state: UrlState) -> dict[FacetName, list[str]]:
    """Give what is chosen of each facet; a range of years stands for its years."""
    filters: dict[FacetName, list[str]] = {}
    for name, facet in FACETS.items():
        for value in state.values(name):
            filters.setdefault(ics_depth(value) if name == "ics" else facet, []).append(value)
    if (years := years_of(state)) is not None:
        wanted = [str(year) for year in range(years[0], years[1] + 1)]
        filters[FacetName.YEAR] = [*filters.get(FacetName.YEAR, ()), *wanted]
    return filters


def years_of(state: UrlState) -> tuple[int, int] | None:
    """Give the range of years asked for, in order; None when there is none."""
    first, last = state.value(FROM), state.value(TO)
    if not first and not last:
        return None
    low, high = sorted((int(first or FIRST_YEAR), int(last or LAST_YEAR)))
    return low, high


def sort_of(state: UrlState) -> str:
    """Give the name of the order asked for."""
    return state.value("tri") or "pertinence"


def facets_of(state: UrlState) -> frozenset[FacetName]:
    """Give the facets to count: the groups of the ICS only once a field is chosen, and so on."""
    depths = [ICS_DEPTHS.index(ics_depth(code)) for code in state.values("ics")]
    deeper = ICS_DEPTHS[: max(depths, default=-1) + 2]
    return USUAL_FACETS | {FacetName.LANGUAGE} | set(deeper)


def filtered(state: UrlState) -> bool:
    """Tell whether anything but a text narrows the search."""
    return any(name in FILTERS for name, _ in state.pairs)


def unfiltered(state: UrlState) -> UrlState:
    """Keep the text and the order alone."""
    return UrlState(tuple(pair for pair in state.pairs if pair[0] not in {*FILTERS, "page"}))


def as_json(state: UrlState) -> dict[str, list[str]]:
    """Write what is searched, to be kept: each name with its values, without page and faults."""
    kept: dict[str, list[str]] = {}
    for name, value in state.pairs:
        if name != "page":
            kept.setdefault(name, []).append(value)
    return kept


def from_json(kept: Mapping[str, Iterable[str]]) -> UrlState:
    """Read back what :func:`as_json` wrote."""
    return read((name, value) for name, values in kept.items() for value in values).state
