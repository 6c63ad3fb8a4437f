"""Whom to ask to read a text first, and why, in sentences (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from catalogue.messages import N_, Message


@dataclass(frozen=True, slots=True)
class Absence:
    """Days on which somebody cannot read, both ends included."""

    from_on: date
    to_on: date

    def meets(self, start: date, end: date) -> bool:
        """Tell whether it touches the days from ``start`` to ``end``."""
        return self.from_on <= end and self.to_on >= start


@dataclass(frozen=True, slots=True)
class Subject:
    """What is to be read: its ICS codes, the days it is read in, whether a trained reader lacks.

    ``titles`` names ICS codes in words. Without a due date ``end`` is ``start``.
    """

    codes: tuple[str, ...]
    start: date
    end: date
    needs_training: bool = False
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reader:
    """What is known of one person that bears on the choice.

    ``prefixes`` are the ICS domains they know, ``load`` the readings not handed in yet, ``earlier``
    what they have read of the same standard or text, named as people name it.
    """

    prefixes: tuple[str, ...] = ()
    load: int = 0
    earlier: tuple[str, ...] = ()
    absences: tuple[Absence, ...] = ()
    trained: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A rank (lower comes first) and the reasons for it, those that weigh most first."""

    rank: tuple[int, ...]
    reasons: tuple[Message, ...]


def longest_prefix(prefixes: Sequence[str], codes: Sequence[str]) -> str | None:
    """Give the most precise of the domains that holds one of the codes.

    «65.060» holds «65.060» and «65.060.50», never «65.0601»: a domain is a whole part of a code.
    """
    held = [
        prefix
        for prefix in prefixes
        if any(code == prefix or code.startswith(f"{prefix}.") for code in codes)
    ]
    return max(held, key=lambda prefix: (prefix.count("."), prefix), default=None)


def suggest(reader: Reader, subject: Subject) -> Suggestion:
    """Rank one person for one text.

    What weighs, in this order: away on the days of the reading; a gender training where the round
    still lacks one; how precisely their domains hold the text; having read the standard or the text
    before; how many readings they have in hand. Interests are no matter of rank: they bar.
    """
    away = [one for one in reader.absences if one.meets(subject.start, subject.end)]
    domain = longest_prefix(reader.prefixes, subject.codes)
    precision = 0 if domain is None else 1 + domain.count(".")
    rank = (
        int(bool(away)),
        int(subject.needs_training and not reader.trained),
        -precision,
        -int(bool(reader.earlier)),
        reader.load,
    )
    return Suggestion(rank, tuple(_reasons(reader, subject, away, domain)))


def _reasons(
    reader: Reader, subject: Subject, away: Sequence[Absence], domain: str | None
) -> list[Message]:
    reasons = [
        N_("Indisponible du %(start)s au %(end)s.", start=one.from_on, end=one.to_on)
        for one in away
    ]
    if domain is not None:
        title = subject.titles.get(domain)
        reasons.append(
            N_("Compétence : ICS %(code)s, %(title)s.", code=domain, title=title)
            if title
            else N_("Compétence : ICS %(code)s.", code=domain)
        )
    elif subject.codes:
        reasons.append(
            N_("Compétence notée dans d’autres domaines.")
            if reader.prefixes
            else N_("Aucune compétence notée.")
        )
    reasons.extend(N_("A déjà relu : %(title)s.", title=title) for title in reader.earlier)
    reasons.append(
        N_("Personne formée au genre.") if reader.trained else N_("Sans formation au genre connue.")
    )
    reasons.append(_load(reader.load))
    return reasons


def _load(load: int) -> Message:
    if load == 0:
        return N_("Aucune relecture en cours.")
    if load == 1:
        return N_("Une relecture en cours.")
    return N_("%(count)s relectures en cours.", count=load)
