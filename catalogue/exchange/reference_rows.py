"""Rows of a reference-list file: which entry each is about, and what it changes there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.exchange.cells import Lists
from catalogue.exchange.kinds import Known, Proposal, Reading, Stamp, Values, chunks
from catalogue.exchange.one_by_one import OneByOneImporter
from catalogue.exchange.reference_columns import REFERENCE_COLUMNS
from catalogue.exchange.snapshots import columns_of, put_back
from catalogue.exchange.vocabulary import ImportKind
from catalogue.folding import fold
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.outbox import services as outbox
from catalogue.records.designation import key as reference_key
from catalogue.reference_list import services
from catalogue.reference_list.facts import EntryFacts, facts_of
from catalogue.reference_list.models import ReferenceEntry
from catalogue.reference_list.services import problems
from catalogue.reference_list.vocabulary import EvidenceKind

# How the shared 14-column file says that a number is not known, or how it was come by.
_NUMBERLESS = re.compile(
    r"(?P<body>[^(]*)\(\s*(?:num[ée]ros? (?:non (?:trouv|v[ée]rifi)\w*|[àa] compl[ée]ter)"
    r"|projet, sans num[ée]ro)\s*\)(?:\s*[-–—]\s*(?P<title>.+))?",
    re.IGNORECASE | re.DOTALL,
)
_COME_BY = re.compile(r"\s*\((?:via [^()]*|s[ée]rie)\)$", re.IGNORECASE)
_UNOFFICIAL = re.compile(r"\[trad\.? non officielle\]\s*", re.IGNORECASE)
# Columns that the list's own files hold and no form asks for, and where they are kept.
_BESIDE = {
    "key": "seed_key",
    "stage_code": "stage_code",
    "urn": "urn",
    "verified_in_source": "verified_in_source",
}
_COLUMN_NAMES = {"body": "body_code", "committee": "committee_reference"}
_COLUMN_OF = {name: code for code, name in _COLUMN_NAMES.items()} | {"edition_id": "reference"}


class _KnownEntries(Known[ReferenceEntry]):
    def __init__(self, entries: Iterable[ReferenceEntry]) -> None:
        self.by_key: dict[str, ReferenceEntry] = {}
        self.by_reference: dict[str, ReferenceEntry] = {}
        self.by_title: dict[tuple[str, str], ReferenceEntry] = {}
        for entry in entries:
            if entry.seed_key:
                self.by_key[entry.seed_key] = entry
            if entry.reference_key:
                self.by_reference[entry.reference_key] = entry
            else:
                for title in filter(None, (entry.title_en, entry.title_fr)):
                    self.by_title[entry.body_code, fold(title)] = entry

    def match(self, reading: Reading) -> ReferenceEntry | None:
        """Match by key, then by reference, then (numberless) by body and title."""
        given = reading.values
        by_key = self.by_key.get(given.get("key", ""))
        reference = given.get("reference")
        by_reference = self.by_reference.get(reference_key(reference)) if reference else None
        if by_key is not None and by_reference is not None and by_key is not by_reference:
            reading.faults["reference"] = N_(
                "%(reference)s est déjà enregistrée sous une autre clé, « %(key)s ».",
                reference=by_reference.reference,
                key=by_reference.seed_key or "",
            )
        if by_key is not None or by_reference is not None:
            return by_key or by_reference
        if reference:
            return None
        titles = (given.get("title_fr"), given.get("title_en"))
        found = (self.by_title.get((given.get("body", ""), fold(t))) for t in titles if t)
        return next((one for one in found if one is not None), None)

    def identities(self, reading: Reading) -> Iterable[tuple[str, str]]:
        """Key, reference, or body with title, each once in a file."""
        given = reading.values
        if given.get("key"):
            yield "key", given["key"]
        if given.get("reference"):
            yield "reference", reference_key(given["reference"])
        elif title := given.get("title_fr") or given.get("title_en"):
            yield "title_fr", f"{given.get('body')} {fold(title)}"


class ReferenceImporter(OneByOneImporter[ReferenceEntry]):
    """The reference list; what a file changes counts as edited, so that reloading leaves it."""

    kind = ImportKind.REFERENCE
    columns = REFERENCE_COLUMNS
    search_kind = "reference_entry"
    model = ReferenceEntry

    def refine(self, reading: Reading, lists: Lists) -> None:
        """Read what the 14-column file writes into the reference and the French title."""
        del lists
        given = reading.values
        if reference := given.get("reference"):
            numberless = _NUMBERLESS.fullmatch(reference)
            if numberless:
                del given["reference"]
                if numberless["title"]:
                    given["title_fr"] = numberless["title"].strip()
                    given["title_fr_official"] = False
            else:
                given["reference"] = _COME_BY.sub("", reference)
        title = given.get("title_fr")
        if title is None:
            return
        stripped = _UNOFFICIAL.sub("", title).strip()
        if stripped != title:
            given["title_fr"], given["title_fr_official"] = stripped, False
        elif "title_fr_official" not in reading.raw:
            given.setdefault("title_fr_official", True)
        # Some catalogues repeat the English title: that is no French title.
        if fold(stripped) == fold(given.get("title_en") or "") and given["title_fr_official"]:
            del given["title_fr"], given["title_fr_official"]

    def find(self, session: Session, readings: Sequence[Reading]) -> Known[ReferenceEntry]:
        """Load the whole list when the file is about much of it: it is short."""
        del readings
        return _KnownEntries(session.scalars(sa.select(ReferenceEntry)))

    def recorded(self, subject: ReferenceEntry) -> Values:
        """Give the entry's facts; an unknown number is no reference."""
        values = {
            column.code: getattr(subject, (_COLUMN_NAMES | _BESIDE).get(column.code, column.code))
            for column in self.columns
        }
        values["ics"] = tuple(subject.ics)
        values["reference"] = subject.reference or None
        return values

    def faults(
        self, session: Session, proposal: Proposal[ReferenceEntry], lists: Lists
    ) -> Mapping[str, Message]:
        """Apply the rules of the reference list; an entry keeps its body."""
        del lists
        entry, merged = proposal.subject, proposal.merged
        found = {
            _COLUMN_OF.get(name, name): message
            for name, message in problems(session, _facts(proposal), entry).items()
        }
        if entry is not None and entry.body_code != merged["body"]:
            found["body"] = N_(
                "cette norme est enregistrée sous l’organisme %(body)s : vérifiez.",
                body=entry.body_code,
            )
        return found

    def remarks(self, proposal: Proposal[ReferenceEntry]) -> list[Message]:
        """Say when a person's own correction would be replaced, or the number is unknown."""
        entry, said = proposal.subject, []
        if entry is not None and entry.verified_on is not None:
            said.append(
                N_(
                    "Cette fiche a été vérifiée le %(day)s : modifiée, elle sera de nouveau à "
                    "vérifier.",
                    day=f"{entry.verified_on:%d/%m/%Y}",
                )
            )
        elif entry is not None and entry.edited_at is not None:
            said.append(
                N_(
                    "Cette fiche a été corrigée le %(day)s : l’import remplacerait les valeurs "
                    "montrées ici.",
                    day=f"{entry.edited_at:%d/%m/%Y}",
                )
            )
        if not proposal.merged.get("reference"):
            said.append(N_("Numéro à compléter : la référence n’est pas connue."))
        return said

    def carry_out(
        self, session: Session, proposal: Proposal[ReferenceEntry], stamp: Stamp
    ) -> ReferenceEntry:
        """Add or correct the entry; what only the list's own files hold is written beside."""
        entry, facts = proposal.subject, _facts(proposal)
        if entry is None:
            entry = services.add_entry(session, facts, actor=stamp.actor, at=stamp.at)
        else:
            services.correct_entry(
                session,
                entry,
                facts,
                source="",
                actor=stamp.actor,
                seen_version=entry.version,
                at=stamp.at,
                today=stamp.today,
            )
        beside = {code: both for code, both in proposal.changes.items() if code in _BESIDE}
        for code in beside:
            setattr(entry, _BESIDE[code], proposal.given[code])
        if beside:
            entry.edited_at = stamp.at
            journal.record(
                session,
                actor=stamp.actor,
                tag="import:row_changed",
                subject=entry,
                at=stamp.at,
                changes=beside,
                reason=stamp.reason(proposal.number),
            )
            outbox.reindex(session, self.search_kind, [entry.id], at=stamp.at)
        return entry

    def load(self, session: Session, ids: Sequence[int]) -> Mapping[int, ReferenceEntry]:
        """Give entries by id."""
        return {
            entry.id: entry
            for some in chunks(ids)
            for entry in session.scalars(
                sa.select(ReferenceEntry).where(ReferenceEntry.id.in_(some))
            )
        }

    def snapshot(self, subject: ReferenceEntry) -> dict[str, Any]:
        """Write down the entry's columns."""
        return columns_of(subject)

    def restore(
        self,
        session: Session,
        subject: ReferenceEntry,
        before: Mapping[str, Any],
        stamp: Stamp,
    ) -> None:
        """Put the columns back, «edited» mark included."""
        del session, stamp
        put_back(subject, before)

    def mark(self, subject: ReferenceEntry) -> list[Any]:
        """Give the entry's version."""
        return [subject.version]

    def before_undoing(
        self, session: Session, subjects: Sequence[ReferenceEntry], *, at: datetime
    ) -> None:
        """Have the documents they speak of lose their interest in search results."""
        services.reindex_spoken_of(session, subjects, at=at)

    def remove(self, session: Session, subjects: Sequence[ReferenceEntry]) -> None:
        """Delete entries that nothing refers to."""
        for entry in subjects:
            session.delete(entry)


def _facts(proposal: Proposal[ReferenceEntry]) -> EntryFacts:
    """Lay the row's facts over those recorded; without a source it rests on what staff say."""
    stated = {
        _COLUMN_NAMES.get(code, code): value
        for code, value in proposal.given.items()
        if code not in _BESIDE and value is not None
    }
    if proposal.subject is not None:
        return replace(facts_of(proposal.subject), **stated)
    return EntryFacts(**{"evidence_kind": EvidenceKind.STAFF, **stated})
