"""All the counts of a figure one by one, from its plain data, as files carry them. Pure.

What is read with a figure is said here once for every file: its other lines, what stands beside,
how much of it is known and between which bounds it lies. It takes what the figure was given with,
in full or as published, and adds nothing to it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from catalogue.i18n import say
from catalogue.messages import N_, Message
from review.indicators.plain_data import CODE

LINE, BESIDE, CERTAINTY = "LINE", "BESIDE", "CERTAINTY"
_LEAST = N_("Au moins : si rien de ce qui n’est pas connu ne comptait")
_MOST = N_("Au plus : si tout ce qui n’est pas connu comptait")
_COVERAGE = N_("Couverture : ce qui est connu, sur le tout")
_EXAMINED = N_("Normes examinées, sur les normes homologuées")
_NO_WORD = re.compile(r"[^A-Z]+")


@dataclass(frozen=True, slots=True)
class Companion:
    """One count read with a figure; ``group`` and ``item`` name it, ``label`` says it in French.

    ``ratio`` stands without its counts for bounds. ``hidden`` when it is kept back to protect
    people; ``withheld`` says why a share is not given.
    """

    group: str
    item: str
    label: str
    numerator: int | None = None
    denominator: int | None = None
    ratio: float | None = None
    hidden: bool = False
    withheld: str | None = None

    @property
    def shared(self) -> bool:
        """Tell whether it is a share rather than a number."""
        return self.denominator is not None or self.ratio is not None


def companions(plain: Mapping[str, Any]) -> Iterator[Companion]:
    """Give every count read with a figure, each under a name that stands once in its group."""
    seen: set[tuple[str, str]] = set()
    lines = plain.get("lines", ())
    if len(lines) > 1:
        yield from _named(LINE, lines, seen)
    yield from _named(BESIDE, plain.get("beside", ()), seen)
    if plain["code"] == CODE:
        yield from _of_developed(plain)
    yield from _certainty(plain)


def _named(
    group: str, lines: Iterable[Mapping[str, Any]], seen: set[tuple[str, str]]
) -> Iterator[Companion]:
    for line in lines:
        name, number = item_of(line["label_fr"]), 1
        item = name
        while (group, item) in seen:
            number += 1
            item = f"{name}_{number}"
        seen.add((group, item))
        yield Companion(
            group,
            item,
            line["label_fr"],
            line["numerator"],
            line["denominator"],
            line["ratio"],
            hidden=line["numerator"] is None,
            withheld=line["withheld_fr"],
        )


def item_of(label: str) -> str:
    """Name a count by its label, without accents, up to its first figure: days and years change."""
    words = re.split(r"\d", label, maxsplit=1)[0]
    plain = unicodedata.normalize("NFKD", words.replace("œ", "oe")).encode("ascii", "ignore")
    return _NO_WORD.sub("_", plain.decode().upper()).strip("_") or "COUNT"


def _of_developed(plain: Mapping[str, Any]) -> Iterator[Companion]:
    """Give what stands beside 5.3: it has counts of its own, always public."""
    pending, adoptions = plain["pending"], plain["adoptions"]
    counts: tuple[tuple[str, Message, int, int | None], ...] = (
        ("EXAMINED", _EXAMINED, plain["examined"], plain["denominator"]),
        ("NOT_EXAMINED", N_("Normes pas encore examinées"), pending["not_examined"], None),
        ("IN_PROGRESS", N_("Normes en cours d’examen"), pending["in_progress"], None),
        (
            "RELEVANT_ONLY",
            N_("Normes de marqueur final 1 ou 2, sur celles de marqueur 0, 1 ou 2"),
            plain["relevant_only"]["numerator"],
            plain["relevant_only"]["denominator"],
        ),
        (
            "ADOPTIONS",
            N_("Adoptions qui tiennent compte du genre, sur les adoptions homologuées"),
            adoptions["counted"],
            adoptions["homologated"],
        ),
        (
            "PORTFOLIO",
            N_("Portefeuille : textes prêts à l’homologation"),
            plain["portfolio"]["total"],
            None,
        ),
    )
    for item, label, part, whole in counts:
        ratio = part / whole if whole else None
        yield Companion(BESIDE, item, say(label), part, whole, ratio)


def _certainty(plain: Mapping[str, Any]) -> Iterator[Companion]:
    exact = plain.get("coverage_exact")
    if exact is not None:
        yield Companion(CERTAINTY, "COVERAGE", say(_COVERAGE), ratio=float(Fraction(exact)))
    for item, label, bound in zip(
        ("LOWER", "UPPER"), (_LEAST, _MOST), plain.get("interval_exact") or (), strict=False
    ):
        yield Companion(CERTAINTY, item, say(label), ratio=float(Fraction(bound)))
