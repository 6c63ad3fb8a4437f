"""Which recorded mandate each row of a file is about, and whom of the register it names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from catalogue.committees.models import Mandate
from catalogue.committees.naming import Bearer, name_key
from catalogue.committees.vocabulary import Sex
from catalogue.exchange.cells import canonical, wording
from catalogue.exchange.kinds import Known, Reading
from catalogue.exchange.mandate_columns import VACANT
from catalogue.folding import fold
from catalogue.messages import N_, Message

# What a row may say of somebody: rows of one file about one person may not contradict each other.
_TOLD_OF_A_PERSON = ("sex", "function", "email")
_OF_PERSON = (*_TOLD_OF_A_PERSON, "homonym", "category")
# No columns: the id of who of the register a row names; that its mandate begins later.
PERSON, AHEAD = "person", "ahead"
_SeatKey = tuple[object, ...]


def name_of(given: Mapping[str, Any]) -> str:
    """Give the name a row writes, as names are compared."""
    return name_key(given.get("given_names") or "", given.get("family_name") or "")


def is_vacant(given: Mapping[str, Any]) -> bool:
    """Tell whether a row is about a seat that nobody holds."""
    return wording(str(given.get("family_name") or "")) in VACANT


class KnownMandates(Known[Mandate]):
    """The mandates of the committees a file names, and everybody of the register by name."""

    def __init__(
        self,
        mandates: Sequence[Mandate],
        people: Mapping[str, list[Bearer]],
        readings: Sequence[Reading],
    ) -> None:
        self._people = people
        self._held: dict[_SeatKey, Mandate] = {}
        for one in mandates:
            if one.person is not None:
                self._held.setdefault(_recorded_key(one, fold(one.person.full_name)), one)
        self._vacant = _vacant_seats(mandates, readings)
        self._told = _Told(readings)

    def match(self, reading: Reading) -> Mandate | None:
        """Match by committee, name, role and first day; say of a name that several may bear."""
        given = reading.values
        if is_vacant(given):
            seat = self._vacant.get(reading.number)
            if seat is not None:
                _leave_the_person(given, seat)
            return seat
        name = name_of(given)
        same = [] if given.get("homonym") else self._people.get(name, [])
        reading.faults.update(self._told.faults(reading, known=bool(same)))
        if given.get("homonym"):
            return None
        self._refuse_doubt(reading, same)
        found = self._held.get(_seat_key(given, name))
        if found is not None:
            _leave_the_person(given, found)
        elif same:
            given[PERSON] = same[0].id
        else:
            self._told.complete(reading)
        return found

    def identities(self, reading: Reading) -> Iterable[tuple[str, str]]:
        """Give the seat: once in a file, unless nobody holds it (two may be vacant)."""
        given = reading.values
        said = {"committee", "family_name", "role", "valid_from"} <= set(given)
        if said and not is_vacant(given):
            rest = (given.get("organisation"), given.get("post"), given.get("homonym"))
            yield "family_name", repr((*_seat_key(given, name_of(given)), *rest))

    @staticmethod
    def _refuse_doubt(reading: Reading, same: Sequence[Bearer]) -> None:
        given = reading.values
        if len(same) > 1:
            reading.faults["family_name"] = N_(
                "%(count)d personnes du registre portent ce nom : donnez ce mandat à l’écran, en "
                "choisissant laquelle.",
                count=len(same),
            )
        elif same and given.get("sex") not in {None, Sex.NOT_ASKED, same[0].sex}:
            reading.faults["sex"] = _otherwise(same[0])


def _otherwise(known: Bearer) -> Message:
    if not known.sex.answered:
        return N_(
            "le registre n’a pas de réponse de %(name)s, et un fichier n’y change pas une fiche. "
            "Si c’est la même personne, notez sa réponse sur sa fiche, puis vérifiez de nouveau ; "
            "si c’en est une autre, écrivez oui dans « Homonyme ».",
            name=known.full_name,
        )
    return N_(
        "le registre dit autre chose de %(name)s. Si c’est la même personne, corrigez sa fiche "
        "avec elle ; si c’en est une autre, écrivez oui dans « Homonyme ».",
        name=known.full_name,
    )


class _Told:
    """What the rows of one file say of each person they name, all rows together."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._rows: dict[str, list[Reading]] = defaultdict(list)
        self._others: dict[str, list[Reading]] = defaultdict(list)
        for reading in readings:
            given = reading.values
            if given.get("family_name") and not is_vacant(given):
                kept = self._others if given.get("homonym") else self._rows
                kept[name_of(given)].append(reading)

    def faults(self, reading: Reading, *, known: bool) -> dict[str, Message]:
        """Say what another row of the file contradicts, naming it.

        ``known`` is for somebody of the register: a file changes nothing else there, so that only
        two declarations of sex are a contradiction.
        """
        name = name_of(reading.values)
        if reading.values.get("homonym"):
            return self._faults_of_namesake(reading, self._others.get(name, []))
        found: dict[str, Message] = {}
        for code in ("sex",) if known else _TOLD_OF_A_PERSON:
            own = _said(reading, code)
            other = next(
                (
                    one
                    for one in self._rows.get(name, ())
                    if own is not None and _said(one, code) not in {None, own}
                ),
                None,
            )
            if other is not None:
                found[code] = N_(
                    "la ligne %(row)d de ce fichier dit autre chose de cette personne. Si c’est la "
                    "même, corrigez le fichier ; si ce sont deux personnes du même nom, écrivez "
                    "oui dans « Homonyme » pour l’une d’elles.",
                    row=other.number,
                )
        return found

    def complete(self, reading: Reading) -> None:
        """Give a row about somebody new what the other rows say of them."""
        for code in _TOLD_OF_A_PERSON:
            for one in self._rows.get(name_of(reading.values), ()):
                if _said(reading, code) is None and _said(one, code) is not None:
                    reading.values[code] = one.values[code]

    @staticmethod
    def _faults_of_namesake(reading: Reading, namesakes: Sequence[Reading]) -> dict[str, Message]:
        other = next((one for one in namesakes if one is not reading), None)
        if other is None:
            return {}
        return {
            "homonym": N_(
                "la ligne %(row)d de ce fichier est aussi celle d’un homonyme : rien ne dit si "
                "c’est la même personne. Gardez-en une, et donnez l’autre mandat à l’écran.",
                row=other.number,
            )
        }


def _said(reading: Reading, code: str) -> object:
    """Give what a row states in a column about somebody, as it is compared; None for nothing."""
    value = reading.values.get(code)
    if value is None or value is Sex.NOT_ASKED:
        return None
    return value if isinstance(value, Sex) else fold(str(value))


def _seat_key(given: Mapping[str, Any], name: str) -> _SeatKey:
    return (given.get("committee"), name, given.get("role"), given.get("valid_from"))


def _recorded_key(mandate: Mandate, name: str) -> _SeatKey:
    return (mandate.committee.code, name, mandate.role, mandate.valid_from)


def _vacant_seats(mandates: Iterable[Mandate], readings: Iterable[Reading]) -> dict[int, Mandate]:
    """Give each row about a vacant seat its own recorded one, by row number: they are counted.

    A row takes the seat that stands as it says before one that it would change.
    """
    free: dict[_SeatKey, list[Mandate]] = defaultdict(list)
    for mandate in mandates:
        if mandate.person_id is None:
            free[_recorded_key(mandate, "")].append(mandate)
    waiting = [one for one in readings if is_vacant(one.values)]
    found: dict[int, Mandate] = {}
    for agrees in (_as_it_stands, _may_be):
        for reading in waiting:
            seats = free[_seat_key(reading.values, "")]
            seat = next((one for one in seats if agrees(reading.values, one)), None)
            if seat is not None and reading.number not in found:
                found[reading.number] = seat
                seats.remove(seat)
    return found


def _as_it_stands(given: Mapping[str, Any], seat: Mandate) -> bool:
    return _organisation_agrees(given, seat) and all(
        canonical(given[code]) == canonical(getattr(seat, code))
        for code in ("post", "titular", "valid_to")
        if code in given
    )


def _may_be(given: Mapping[str, Any], seat: Mandate) -> bool:
    """Tell whether a row may be about a seat: a vacant seat of another post is another seat."""
    post = given.get("post")
    return not post or not seat.post or fold(post) == fold(seat.post)


def _organisation_agrees(given: Mapping[str, Any], mandate: Mandate) -> bool:
    organisation = mandate.organisation
    named = given.get("organisation")
    if not named:
        return True
    return organisation is not None and fold(named) in {
        fold(organisation.name),
        fold(organisation.acronym or ""),
    }


def _leave_the_person(given: dict[str, Any], mandate: Mandate) -> None:
    """Take out of a row what a file never changes of somebody already seated."""
    for code in ("family_name", "given_names", *_OF_PERSON):
        given.pop(code, None)
    if _organisation_agrees(given, mandate):
        given.pop("organisation", None)
