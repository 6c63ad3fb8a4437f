"""Read, write and order the references of standards, however a person typed them.

A reference is what people say («NF EN ISO 20345:2022+A1:2024»); a :class:`Designation` is what it
means.  Nothing here ever makes up a number: what cannot be read stays the text it was, because
national numbers are free text (product_rules §5).
"""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from catalogue.records.issuers import BEFORE_BODY, HYPHEN_YEAR, LETTERS, read_head

_LONGEST = 200  # characters; no reference seen is half as long, and reading stays quick

_SLASH_BEFORE_TYPE = frozenset({"ISO", "CEN", "CLC", "UNI"})
_INTERNATIONAL = frozenset({"ISO", "IEC", "ITU"})
_TWENTIETH_CENTURY = 60  # «ASTM D638-61» is of 1961, «F1731-21» of 2021
_SUPPLEMENTS = {
    "AMENDEMENT": ("", "Amd"),
    "AMENDMENT": ("", "Amd"),
    "AMD": ("", "Amd"),
    "DAMD": ("D", "Amd"),
    "DAM": ("D", "Amd"),
    "FDAMD": ("FD", "Amd"),
    "FDAM": ("FD", "Amd"),
    "PDAM": ("PD", "Amd"),
    "AM": ("", "Amd"),
    "CORRIGENDUM": ("", "Cor"),
    "RECTIFICATIF": ("", "Cor"),
    "DCOR": ("D", "Cor"),
    "FDCOR": ("FD", "Cor"),
    "COR": ("", "Cor"),
    "ADDENDUM": ("", "Add"),
    "ADD": ("", "Add"),
    "SUPPL": ("", "Suppl"),
    "EXT": ("", "Ext"),
    "AC": ("", "AC"),
    "A": ("", "A"),
}
_DRAFT_SUPPLEMENTS = {
    ("D", "Amd"): "DAM",
    ("FD", "Amd"): "FDAM",
    ("PD", "Amd"): "PDAM",
    ("D", "Cor"): "DCOR",
    ("FD", "Cor"): "FDCOR",
}

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | {"_": " "})
_YEAR = r"(?:19|20)\d\d"
_HEAD = re.compile(
    rf"(?:(?:les? |la )?normes? )?(?P<head>(?:{LETTERS}(?:\. ?|[ /-]+|(?=\d)))*)(?=\d)",
    re.IGNORECASE,
)
_PART_IN_WORDS = r"(?: ?\(? ?(?:partie|part|pt\.?) ?(?P<{name}>\d{{1,4}}) ?\)?)?"
_SUPPLEMENT = (
    r"(?P<join> ?[/+] ?| )(?:(?P<stage>cd|wd|awi|np|prf) ?)?"
    rf"(?P<kind>{'|'.join(name for name in _SUPPLEMENTS if name != 'A')}|A(?= ?\d))\.? ?"
    rf"(?P<number>\d{{0,3}})(?:\.(?P<turn>\d))?(?: ?[: ] ?(?P<year>{_YEAR})(?:-\d\d)?)?"
)
_ONE_SUPPLEMENT = re.compile(_SUPPLEMENT, re.IGNORECASE)
_UNNAMED_SUPPLEMENT = re.sub(r"\?P<[a-z]+>", "?:", _SUPPLEMENT)
_TAIL = re.compile(
    r"(?P<number>\d{1,12}(?:\.\d{1,6})*(?:[A-Z](?![A-Z\d]))?)"
    r"(?P<parts>(?: ?- ?(?:[A-Z]{0,2}\d{1,8}[A-Z]{0,3}(?:\.\d)?|[A-Z](?![^\W_])))*)"
    + _PART_IN_WORDS.format(name="part_before")
    + rf"(?:(?: ?: ?| ?\( ?|,? (?:(?:version |v\.? ?|[ée]d(?:ition|\.)? ?)?(?:de |of )?)|v)"
    rf"(?P<year>{_YEAR})(?:-\d\d)? ?\)?)?"
    + _PART_IN_WORDS.format(name="part_after")
    + rf"(?P<supplements>(?:{_UNNAMED_SUPPLEMENT}(?![^\W\d_]))*)"
    r"(?: csv| rlv| exv)?(?: ?\([^()]*\))*[ .,;]*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_COLON_YEAR = re.compile(rf" ?: ?({_YEAR})(?:-\d\d)?(?=$|[ /+(])")


@dataclass(frozen=True, slots=True)
class Supplement:
    """An amendment or corrigendum named in a reference («/Amd 1:2020», «+A1:2024»).

    ``joined`` is "/" for a document of its own and "+" for one already inside the text.
    """

    kind: str
    number: str = ""
    year: int | None = None
    stage: str = ""
    joined: str = "/"


@dataclass(frozen=True, slots=True)
class Designation:
    """What a reference says: who issued it, which document, which edition.

    ``prefixes`` are the bodies that adopted the document of ``body`` («NF EN» before «ISO»), outer
    first; ``body`` is empty when only a number was typed; ``stage`` is set on drafts («DIS»).
    ``raw`` is the text as typed and takes no part in comparisons.
    """

    prefixes: tuple[str, ...] = ()
    body: str = ""
    doc_type: str = ""
    stage: str = ""
    number: str = ""
    part: str = ""
    year: int | None = None
    supplements: tuple[Supplement, ...] = ()
    raw: str = field(default="", compare=False)

    @property
    def issuers(self) -> frozenset[str]:
        """Every body named, adopting or issuing: {"NF", "EN", "ISO"}."""
        return frozenset(self.prefixes).union(self.body.split("/") if self.body else ())


def parse(text: str) -> Designation | None:
    """Read a text that is a reference and nothing else; None when it is something else.

    Accepts what people type («iso9001», «9001:2015», «iso-9001-2015», «CEI 60335-1», «norme NM ISO
    9001», «ES 6346:2018 (partie 2)»).  Never raises, whatever the text.
    """
    return _parse(text) if len(text) <= _LONGEST else None


@lru_cache(maxsize=4096)
def _parse(text: str) -> Designation | None:
    """Do the reading, once where a reference is read for its key, its order and its words."""
    clean = _clean(text)
    start = _HEAD.match(clean)
    tail = _TAIL.fullmatch(clean, start.end()) if start else None
    head = read_head(start["head"]) if start and tail else None
    if tail is None or head is None:
        return None
    number, year = tail["number"].upper(), tail["year"]
    pieces = [piece.strip() for piece in tail["parts"].upper().split("-")[1:]]
    if pieces and not year and not (head.body and HYPHEN_YEAR.isdisjoint(head.body.split("/"))):
        year, pieces = _hyphen_year(pieces, short="ASTM" in head.body)
    if head.letter:
        number, pieces = "-".join([head.letter + number, *pieces]), []
    if not pieces and (part := tail["part_before"] or tail["part_after"]):
        pieces = [part]
    stage = head.stage
    if stage and "." in (last := pieces[-1] if pieces else number):
        base, _, turn = last.rpartition(".")  # «ISO/CD 16757-4.2»: the second CD of part 4
        stage = f"{stage}.{turn}"
        number, pieces = (number, [*pieces[:-1], base]) if pieces else (base, pieces)
    return Designation(
        prefixes=head.prefixes,
        body=head.body,
        doc_type=head.doc_type,
        stage=stage,
        number=number,
        part="-".join(pieces),
        year=int(year) if year else None,
        supplements=tuple(_supplements(tail["supplements"])),
        raw=text,
    )


def format_designation(designation: Designation) -> str:
    """Write a reference the usual way: «NF EN ISO 20345:2022+A1:2024», «ISO/TR 24484:2023»."""
    prefixes, body, kind = list(designation.prefixes), designation.body, designation.doc_type
    stage, _, turn = designation.stage.partition(".")
    if stage == "D" and kind:
        kind = f"D{kind}"
    elif stage in BEFORE_BODY:
        first, *others = (*prefixes, body)
        *prefixes, body = (BEFORE_BODY[stage] + first, *others)
    elif stage and _INTERNATIONAL.isdisjoint(body.split("/")):
        body = f"{stage}-{body}"
    elif stage:
        kind = f"{stage} {kind}".rstrip()
    if kind:
        slash = designation.body in _SLASH_BEFORE_TYPE and not kind.startswith("Guide")
        body = f"{body}{'/' if slash else ' '}{kind}"
    number = designation.number + (f"-{designation.part}" if designation.part else "")
    if turn:
        number += f".{turn}"
    if designation.year:
        number += f":{designation.year}"
    written = " ".join(part for part in (*prefixes, body, number) if part)
    return written + "".join(_write_supplement(one) for one in designation.supplements)


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """Give one key to all writings of one reference, to find duplicates; never fails.

    A text that cannot be read as a reference is its own key, without case, accents or the choice
    of dashes and spaces.
    """
    designation = parse(text)
    plain = _plain(format_designation(designation) if designation else text)
    return re.sub(r" ?([:/+-]) ?", r"\1", plain)


@lru_cache(maxsize=8192)
def identifier(text: str) -> str:
    """Give the reference without its year: what stays the same from one edition to the next.

    Parts are identifiers, and so is an amendment published on its own; a draft has the identifier
    of the document it will become; amendments already inside the text («+A1») do not count.  A
    free-text number whose year cannot be told stays whole (product_rules §4, §5).
    """
    designation = parse(text)
    if designation is None:
        return _COLON_YEAR.sub("", _clean(text))
    return format_designation(
        Designation(
            prefixes=designation.prefixes,
            body=designation.body,
            doc_type=designation.doc_type,
            number=designation.number,
            part=designation.part,
            supplements=tuple(
                Supplement(one.kind, one.number, None, "", one.joined)
                for one in designation.supplements
                if one.joined == "/"
            ),
        ),
    )


def year(text: str) -> int | None:
    """Tell the year of the edition a reference names, or None when it names none."""
    designation = parse(text)
    if designation is not None:
        return designation.year
    found = _COLON_YEAR.search(_clean(text))
    return int(found[1]) if found else None


def sort_key(text: str) -> str:
    """Give a text that sorts references as people expect: body, number as a number, part, year."""
    designation = parse(text)
    if designation is None:
        return _natural(_plain(text))
    number, part = _natural(designation.number.casefold()), _natural(designation.part.casefold())
    supplements = " ".join([_write_supplement(one) for one in designation.supplements])
    issuer = " ".join((*designation.prefixes, designation.body)).strip()
    return "\t".join(
        (
            _plain_name(issuer),
            number,
            part,
            _plain_name(designation.doc_type),
            _plain_name(designation.stage),
            str(designation.year or ""),
            _natural(_plain(supplements)) if supplements else "",
        ),
    )


def tokens(text: str) -> frozenset[str]:
    """Give the words a reference is filed and looked up under in a search index.

    The number is marked by "#" so that «ISO 9001» is told from a title that speaks of 9001; bodies,
    type, stage and year are plain words.  A free-text reference gives its plain words.
    """
    designation = parse(text)
    if designation is None:
        return frozenset(re.findall(r"[^\W_]+", _plain(text)))
    words = {name.casefold() for name in designation.issuers}
    words.update(_plain_name(word) for word in (designation.doc_type, designation.stage) if word)
    if designation.year:
        words.add(str(designation.year))
    words.add(number_token(designation.number))
    return frozenset(words)


def number_token(number: str) -> str:
    """Mark a number, without the zeros people drop: «001» is «#1»."""
    plain = _plain(number)
    return "#" + (plain.lstrip("0") or "0" if plain.isdecimal() else plain)


def closeness(asked: Designation, found: Designation) -> tuple[int, ...] | None:
    """How well a document answers the reference a reader asked for; greater is better.

    None when it is another document.  Compares, in this order: the bodies named (the document
    itself, then its adoptions, then the document an adoption stands on), the year, the part, the
    type and stage, the amendments.
    """
    if number_token(asked.number) != number_token(found.number):
        return None
    if asked.part and f"{found.part}-".find(f"{asked.part}-") != 0:
        return None
    if not asked.issuers or asked.issuers == found.issuers:
        bodies = 2 if found.prefixes and not asked.issuers else 4
    elif asked.issuers < found.issuers:
        bodies = 2 if found.prefixes and not asked.prefixes else 3
    elif found.issuers < asked.issuers:
        bodies = 1
    else:
        return None
    return (
        bodies,
        int(asked.year is None or asked.year == found.year),
        int(asked.part == found.part),
        int((asked.doc_type, asked.stage) == (found.doc_type, found.stage)),
        int(_undated(asked) == _undated(found)),
    )


def _undated(designation: Designation) -> tuple[tuple[str, str], ...]:
    own = (one for one in designation.supplements if one.joined == "/")
    return tuple((one.kind, one.number) for one in own)


def _clean(text: str) -> str:
    """One kind of dash, one kind of space, nothing around."""
    if text.isascii():
        return text if text.isalnum() else " ".join(text.replace("_", " ").split())
    return " ".join(unicodedata.normalize("NFKC", text).translate(_DASHES).split())


def _plain(text: str) -> str:
    """Clean a text and drop case and accents."""
    if text.isascii():
        return _clean(text).lower()
    folded = unicodedata.normalize("NFKD", _clean(text).casefold())
    return _clean("".join(char for char in folded if not unicodedata.combining(char)).casefold())


@lru_cache(maxsize=1024)
def _plain_name(name: str) -> str:
    """Make plain the name of a body, a type or a stage: there are few."""
    return _plain(name)


def _natural(text: str) -> str:
    """Put the length of each run of digits before it, so that 9 sorts before 10."""
    if text.isdecimal() and text.isascii():
        return f"{len(digits := text.lstrip('0')):03d}{digits}"
    return _DIGITS.sub(
        lambda run: f"{len(digits := run[0].lstrip('0')):03d}{digits}",
        text[:_LONGEST],
    )


def _hyphen_year(pieces: list[str], *, short: bool) -> tuple[str | None, list[str]]:
    """Take a year off the parts («9001-2015»; «F1731-21» in the short form of ASTM)."""
    if re.fullmatch(_YEAR, pieces[-1]):
        return pieces[-1], pieces[:-1]
    if short and re.fullmatch(r"\d\d", pieces[-1]):
        century = "19" if int(pieces[-1]) > _TWENTIETH_CENTURY else "20"
        return century + pieces[-1], pieces[:-1]
    return None, pieces


def _supplements(text: str) -> list[Supplement]:
    found = []
    for one in _ONE_SUPPLEMENT.finditer(text):
        stage, kind = _SUPPLEMENTS[one["kind"].upper()]
        found.append(
            Supplement(
                kind=kind,
                number=one["number"],
                year=int(one["year"]) if one["year"] else None,
                stage=".".join(
                    part for part in (stage or (one["stage"] or "").upper(), one["turn"]) if part
                ),
                joined="+" if "+" in one["join"] else "/",
            ),
        )
    return found


def _write_supplement(one: Supplement) -> str:
    stage, _, turn = one.stage.partition(".")
    name = _DRAFT_SUPPLEMENTS.get((stage, one.kind), f"{stage} {one.kind}".lstrip())
    gap = " " if one.number and one.joined == "/" and one.kind not in ("A", "AC") else ""
    number = f"{one.number}.{turn}" if turn else one.number
    return f"{one.joined}{name}{gap}{number}" + (f":{one.year}" if one.year else "")
