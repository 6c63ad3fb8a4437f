"""Pages of a list, its facets, and the address that holds what somebody chose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

T = TypeVar("T")

PAGE_SIZE = 25
LAST_PAGE = 10_000
LONGEST_VALUE = 200
MOST_PARAMETERS = 60
NEIGHBOURS = 1


def page_number(text: str | None) -> int:
    """Read ``?page=``: anything that is not a page number means the first page."""
    digits = (text or "").strip()
    if digits.isascii() and digits.isdigit() and len(digits) <= len(str(LAST_PAGE)):
        return min(max(int(digits), 1), LAST_PAGE)
    return 1


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list: its items, how many there are in all, and where the page stands."""

    items: Sequence[T]
    total: int
    number: int = 1
    size: int = PAGE_SIZE

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one, empty."""
        return max(1, -(-self.total // self.size))

    @property
    def previous(self) -> int | None:
        """The page before, never past the last one that exists."""
        return min(self.number - 1, self.pages) if self.number > 1 else None

    @property
    def next(self) -> int | None:
        """The page after."""
        return self.number + 1 if self.number < self.pages else None

    @property
    def first_item(self) -> int:
        """The rank of the page's first item, from 1; 0 on an empty page."""
        return (self.number - 1) * self.size + 1 if self.items else 0

    @property
    def last_item(self) -> int:
        """The rank of the page's last item."""
        return self.first_item + len(self.items) - 1 if self.items else 0

    @property
    def shown_numbers(self) -> list[int | None]:
        """The page numbers to offer: ends and neighbours, ``None`` where numbers are left out."""
        kept = {1, self.pages} | {
            n
            for n in range(self.number - NEIGHBOURS, self.number + NEIGHBOURS + 1)
            if 1 <= n <= self.pages
        }
        shown: list[int | None] = []
        for number in sorted(kept):
            gap = number - last if shown and (last := shown[-1]) is not None else 1
            if gap == 2:  # noqa: PLR2004 - one number left out takes the room of the dots
                shown.append(number - 1)
            elif gap > 1:
                shown.append(None)
            shown.append(number)
        return shown


def offset(number: int, size: int = PAGE_SIZE) -> int:
    """Say how many items come before this page."""
    return (number - 1) * size


@dataclass(frozen=True, slots=True)
class UrlState:
    """What somebody chose, as pairs of an address, in order: text, filters, sort, page.

    Every change gives a new state and goes back to the first page.
    """

    pairs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(
        cls,
        pairs: Iterable[tuple[str, str]],
        names: Iterable[str],
        *,
        longest: Mapping[str, int] | None = None,
    ) -> UrlState:
        """Keep the named, non-empty parameters of a request (``request.args.items(multi=True)``).

        Repeated pairs count once; values and their number are bounded, since the address is
        anybody's; ``longest`` names those that may have more than 200 characters.
        """
        known = frozenset(names)
        kept: dict[tuple[str, str], None] = {}
        for name, value in pairs:
            if name in known and value.strip() and len(kept) < MOST_PARAMETERS:
                most = (longest or {}).get(name, LONGEST_VALUE)
                kept[name, value.strip()[:most].rstrip()] = None
        return cls(tuple(kept))

    def values(self, name: str) -> tuple[str, ...]:
        """Give the values chosen for a name."""
        return tuple(v for n, v in self.pairs if n == name)

    def value(self, name: str) -> str:
        """Give the one value of a name, empty when not chosen."""
        return next(iter(self.values(name)), "")

    def has(self, name: str, value: str) -> bool:
        """Tell whether this value is chosen."""
        return (name, value) in self.pairs

    def toggled(self, name: str, value: str) -> UrlState:
        """Choose the value, or no longer choose it; the others stay."""
        return self.removed(name, value) if self.has(name, value) else self.added(name, value)

    def added(self, name: str, value: str) -> UrlState:
        """Choose one more value."""
        return UrlState((*self._first_page(), (name, value)))

    def removed(self, name: str, value: str | None = None) -> UrlState:
        """Drop one value of a name, or all of them."""
        return UrlState(
            tuple(p for p in self._first_page() if p[0] != name or value not in (None, p[1]))
        )

    def changed(self, name: str, value: str) -> UrlState:
        """Put this value in place of all of that name (sort, page)."""
        return UrlState((*self.removed(name).pairs, (name, value)))

    def at_page(self, number: int) -> UrlState:
        """Go to a page; the first one needs no number."""
        first = UrlState(self._first_page())
        return first if number == 1 else UrlState((*first.pairs, ("page", str(number))))

    @property
    def query(self) -> str:
        """The address's end, with its question mark; a bare ``?`` when nothing is chosen."""
        return "?" + urlencode(self.pairs)

    def _first_page(self) -> tuple[tuple[str, str], ...]:
        return tuple(p for p in self.pairs if p[0] != "page")


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value to filter by, with the number of items it would leave."""

    value: str
    label: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """One way of filtering: the parameter's name, its title, its values in the order shown."""

    name: str
    label: str
    values: tuple[FacetValue, ...]
