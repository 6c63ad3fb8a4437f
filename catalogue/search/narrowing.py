"""The filters beside the results: what may be chosen, what is, and the way back from each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote_plus

from babel.numbers import format_decimal
from flask_babel import get_locale
from flask_babel import gettext as _

from catalogue.paging import UrlState
from catalogue.search import shown
from catalogue.search.asking import FACETS, FROM, TO, WITHDRAWN, YES, filtered, years_of
from catalogue.search.contract import FacetValue
from catalogue.search.documents import ICS_DEPTHS, FacetName

Counted = Mapping[FacetName, Sequence[FacetValue]]

MOST_SHOWN = 8  # values of a facet before the rest is folded or on a page of its own
MOST_COMMITTEES = 10
MOST_FOLDED = 40  # values folded under a facet; beyond, they have a page of their own
MOST_YEARS = 5  # the latest ones; those before are offered by ten years
_DECADE = 10
_THOUSAND = 1000
_OPEN = frozenset({"type", "organisme", "ics", "statut", "interet"})


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to filter by: a link that chooses it, or takes it back when it is chosen."""

    label: str
    href: str
    count: str
    chosen: bool = False
    inner: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Values:
    """The values of a facet: those shown, those folded under a line, the way to all of them."""

    choices: tuple[Choice, ...]
    folded: tuple[Choice, ...] = ()
    folded_label: str = ""
    all_label: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """One facet as it is shown, open or folded."""

    name: str
    heading: str
    open: bool
    values: Values


@dataclass(frozen=True, slots=True)
class Chip:
    """Something chosen, with the link that takes it back; ``name`` and ``value`` as asked."""

    heading: str
    label: str
    href: str
    without: UrlState


class Links:
    """Addresses that choose or take back a value, quick to make: a page has a hundred of them."""

    def __init__(self, path: str, state: UrlState) -> None:
        self._path = path
        self._state = UrlState(tuple(pair for pair in state.pairs if pair[0] != "page"))
        query = self._state.query
        self._start = path + query + ("" if query == "?" else "&")

    def toggled(self, name: str, value: str) -> str:
        """Choose a value, or take it back."""
        if self._state.has(name, value):
            return self._path + self._state.removed(name, value).query
        return f"{self._start}{name}={quote_plus(value)}"

    def instead(self, name: str, value: str, of: Iterable[str]) -> str:
        """Choose a value in place of some others of the same name."""
        gone = {(name, one) for one in of}
        kept = UrlState(tuple(pair for pair in self._state.pairs if pair not in gone))
        return self._path + kept.added(name, value).query

    def years(self, first: int, last: int) -> str:
        """Choose a range of years in place of any other choice of years."""
        state = self._state.removed("annee").changed(FROM, str(first)).changed(TO, str(last))
        return self._path + state.query


def languages_of(counted: Counted, state: UrlState) -> set[str]:
    """Give the languages to name: those counted and those chosen."""
    return {one.value for one in counted.get(FacetName.LANGUAGE, ())} | {*state.values("langue")}


def groups(path: str, state: UrlState, counted: Counted, words: shown.Words) -> list[Group]:
    """Give the facets worth showing: those that would leave fewer results, or are in use."""
    links = Links(path, state)
    headings = shown.headings()
    made: list[Group] = []
    for name, facet in FACETS.items():
        in_use = bool(state.values(name)) or (name == "annee" and years_of(state) is not None)
        if not in_use and len(counted.get(facet, ())) < 2:  # noqa: PLR2004 - one value narrows nothing
            continue
        make = _MAKERS.get(name, _plain)
        values = make(name, state, links, counted, words.get(facet, {}))
        made.append(Group(name, headings[facet], in_use or name in _OPEN, values))
    return made


def chips(path: str, state: UrlState, words: shown.Words) -> list[Chip]:
    """Give everything chosen, in the order of the facets."""
    if not filtered(state):
        return []
    headings = shown.headings()
    made = []
    for name, facet in FACETS.items():
        for value in state.values(name):
            label = words.get(facet, {}).get(value, value)
            made.append(_chip(path, headings[facet], label, state.removed(name, value)))
    if (years := years_of(state)) is not None:
        without = state.removed(FROM).removed(TO)
        made.append(_chip(path, headings[FacetName.YEAR], _range(state, *years), without))
    if state.value(WITHDRAWN) == YES:
        without = state.removed(WITHDRAWN)
        made.append(_chip(path, headings[FacetName.STATUS], _("annulées comprises"), without))
    return made


def counts_text(count: int) -> str:
    """Write a count with the separators of the language; most need none."""
    if count < _THOUSAND:
        return str(count)
    return f"{count:,}".replace(",", _thousands(str(get_locale() or "fr")))


@cache
def _thousands(locale: str) -> str:
    """Give what a language puts between thousands; asking for it at each number is slow."""
    return str(format_decimal(_THOUSAND, locale=locale))[1:-3]


def _chip(path: str, heading: str, label: str, without: UrlState) -> Chip:
    return Chip(heading, label, path + without.query, without)


def _range(state: UrlState, first: int, last: int) -> str:
    if not state.value(FROM):
        return str(_("jusqu’à %(year)d", year=last))
    if not state.value(TO):
        return str(_("depuis %(year)d", year=first))
    return str(_("de %(first)d à %(last)d", first=first, last=last))


def choices_of(
    name: str, links: Links, values: Iterable[FacetValue], words: Mapping[str, str]
) -> list[Choice]:
    """Give plain choices of a facet."""
    return [
        Choice(
            words.get(one.value, one.value),
            links.toggled(name, one.value),
            counts_text(one.count),
            one.chosen,
        )
        for one in values
    ]


def _plain(
    name: str, state: UrlState, links: Links, counted: Counted, words: Mapping[str, str]
) -> Values:
    del state
    facet = FACETS[name]
    values = shown.in_order(facet, counted.get(facet, ()))
    most = MOST_COMMITTEES if name == "comite" else MOST_SHOWN
    first = values[:most] + [one for one in values[most:] if one.chosen]
    rest = [one for one in values[most:] if not one.chosen]
    choices = tuple(choices_of(name, links, first, words))
    if name == "comite" or len(rest) > MOST_FOLDED:
        label = _("Voir tous (%(num)s)", num=counts_text(len(values))) if rest else ""
        return Values(choices, all_label=label)
    folded = tuple(choices_of(name, links, rest, words))
    return Values(choices, folded, _("Voir aussi (%(num)d)", num=len(rest)))


def _years(
    name: str, state: UrlState, links: Links, counted: Counted, words: Mapping[str, str]
) -> Values:
    """Give the latest years one by one, and those before by ten years."""
    del words
    values = {int(one.value): one for one in counted[FacetName.YEAR] if one.value.isdecimal()}
    named = {int(year) for year in state.values(name) if year.isdecimal()}
    years = sorted((year for year, one in values.items() if one.count), reverse=True)
    latest = sorted({*years[:MOST_YEARS], *named}, reverse=True)
    one_by_one = [
        Choice(
            str(year),
            links.toggled(name, str(year)),
            counts_text(values[year].count if year in values else 0),
            year in named,
        )
        for year in latest
    ]
    decades: dict[int, int] = {}
    for year in years:
        decades[year - year % _DECADE] = decades.get(year - year % _DECADE, 0) + values[year].count
    before = tuple(
        Choice(
            _("de %(first)d à %(last)d", first=start, last=start + _DECADE - 1),
            links.years(start, start + _DECADE - 1),
            counts_text(count),
        )
        for start, count in decades.items()
    )
    if len(years) <= MOST_YEARS:
        return Values(tuple(one_by_one))
    return Values(tuple(one_by_one), before, _("Par dizaine d’années"))


def _ics(
    name: str, state: UrlState, links: Links, counted: Counted, words: Mapping[str, str]
) -> Values:
    """Open what is chosen, one depth further; what stands beside it is folded, and at hand."""
    chosen = state.values(name)
    levels = [_with_chosen(counted.get(depth, ()), level, chosen) for level, depth in _LEVELS]
    aside: list[FacetValue] = []

    def choice(one: FacetValue, inner: tuple[Choice, ...] = ()) -> Choice:
        below = [code for code in chosen if code.startswith(f"{one.value}.")]
        above = [code for code in chosen if one.value.startswith(f"{code}.")]
        if one.chosen or not (below or above):
            href = links.toggled(name, one.value)
        else:
            # A narrower code takes the place of a wider one, and the other way round.
            href = links.instead(name, one.value, [*below, *above])
        label = words.get(one.value, one.value)
        return Choice(label, href, counts_text(one.count), one.chosen, inner)

    def tree(level: int, within: str) -> tuple[Choice, ...]:
        values = [one for one in levels[level] if one.value.startswith(within)]
        deepest = level + 1 == len(levels)
        opened = [] if deepest else [one for one in values if _leads_to(one.value, chosen)]
        if not opened:
            return tuple(choice(one) for one in values)
        aside[:0] = [one for one in values if one not in opened]
        return tuple(choice(one, tree(level + 1, f"{one.value}.")) for one in opened)

    shown_first = tree(0, "")
    if not chosen:
        rest = shown_first[MOST_SHOWN:]
        return Values(shown_first[:MOST_SHOWN], rest, _("Voir aussi (%(num)d)", num=len(rest)))
    folded = tuple(choice(one) for one in aside)
    return Values(shown_first, folded, _("Autres domaines et groupes (%(num)d)", num=len(folded)))


_LEVELS = tuple(enumerate(ICS_DEPTHS))


def _with_chosen(
    values: Sequence[FacetValue], level: int, chosen: Sequence[str]
) -> list[FacetValue]:
    """Give the values of a depth that count, the largest first for fields, by number below.

    What is chosen, and what it stands under, is there even when nothing has it.
    """
    known = {one.value: one for one in values if one.count or one.chosen}
    for code in chosen:
        pieces = code.split(".")
        if len(pieces) > level:
            above = ".".join(pieces[: level + 1])
            known.setdefault(above, FacetValue(above, 0, chosen=above == code))
    if level == 0:
        return list(known.values())
    return sorted(known.values(), key=lambda one: one.value)


def _leads_to(code: str, chosen: Iterable[str]) -> bool:
    return any(one == code or one.startswith(f"{code}.") for one in chosen)


_Maker = Callable[[str, UrlState, Links, Counted, Mapping[str, str]], Values]
_MAKERS: Mapping[str, _Maker] = {"ics": _ics, "annee": _years}
