"""Keep what the software read in step with the texts: after commit, apart from any request.

A child process reads; what it tells is written in short transactions, so that nobody who writes
waits. A process killed in between leaves the pages it had; the reading is done again at the next
start, since its message is not done.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask, current_app
from sqlalchemy.orm import Session, joinedload

from catalogue import clock
from catalogue.config import package_path
from catalogue.database import begin_write, db
from catalogue.documents import bounded, texts
from catalogue.documents.models import Document
from catalogue.documents.services import path_of
from catalogue.documents.texts import READABLE
from catalogue.documents.vocabulary import ending_of
from catalogue.folding import fold
from catalogue.outbox import services as outbox
from catalogue.outbox.models import Message
from catalogue.work_programme.models import TextVersion
from review.analysis.models import TextAnalysis, TextHint, TextPage
from review.analysis.vocabulary import AnalysisState

TOPIC = "text"
SECONDS = 90
_MODULE = "review.analysis.apart"
# Pages written together while they come; the first alone, at once.
_TOGETHER = 25
_EVERY_SECONDS = 2.0
_LISTS = ("lexicon_fr.csv", "lexicon_en.csv", "person_nouns_fr.csv")
# What stands beside the rules without changing what they find.
_BESIDE = frozenset(
    [
        "cli",
        "excerpts",
        "forms",
        "hint_queries",
        "models",
        "queries",
        "rules",
        "services",
        "shown",
        "upkeep",
    ]
)


@cache
def engine() -> str:
    """Say in one word by which rules, lists and readers a text is read."""
    digest = hashlib.sha256()
    here = Path(__file__).parent
    read = [path for path in sorted(here.glob("*.py")) if path.stem not in _BESIDE]
    documents = Path(texts.__file__).parent
    read += [documents / f"{name}.py" for name in ("columns", "docx", "docx_numbers", "pdf")]
    read += [Path(package_path("seed_lists"), name) for name in _LISTS]
    for path in read:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def readable(document: Document) -> bool:
    """Tell whether the software reads this kind of file."""
    return document.sha256 is not None and ending_of(document.file_name or "") in READABLE


def read_texts(session: Session, messages: list[Message], at: datetime) -> Mapping[int, str]:
    """Do what the outbox asks (topic «text»): read each text that is not read by these rules."""
    folder: Path = current_app.extensions["settings"].data_dir
    for message in messages:
        analyse(session, int(message.payload["text_version_id"]), folder=folder, at=at)
    return {}


def ensure(app: Flask) -> None:
    """Ask at start for the texts never read, left half-way, or read by other rules."""
    with app.app_context():
        session = db.session
        asked = {
            message.payload.get("text_version_id")
            for message in session.scalars(
                sa.select(Message).where(Message.topic == TOPIC, Message.done_at.is_(None))
            )
        }
        rows = session.execute(
            sa.select(TextVersion.id, Document)
            .join(Document, Document.id == TextVersion.document_id)
            .outerjoin(TextAnalysis, TextAnalysis.text_version_id == TextVersion.id)
            .where(
                sa.or_(
                    TextAnalysis.id.is_(None),
                    TextAnalysis.state == AnalysisState.RUNNING,
                    TextAnalysis.engine != engine(),
                )
            )
            .order_by(TextVersion.id.desc())
        ).all()
        wanted = [row[0] for row in rows if row[0] not in asked and readable(row[1])]
        session.rollback()
        if not wanted:
            return
        begin_write(session)
        for text_id in wanted:
            outbox.read_text(session, text_id, at=clock.now())
        session.commit()


def analyse(session: Session, text_version_id: int, *, folder: Path, at: datetime) -> None:
    """Read one text and keep its pages and hints; commits as it goes, in short transactions.

    Nothing happens to a text on paper, of a kind that is not read, or read by these rules already.
    While a text is read anew, what was read before stays in place.
    """
    begin_write(session)
    text = session.scalars(
        sa.select(TextVersion)
        .where(TextVersion.id == text_version_id)
        .options(joinedload(TextVersion.document))
    ).one_or_none()
    if text is None or not readable(text.document):
        session.rollback()
        return
    analysis = _analysis(session, text_version_id)
    again = analysis is not None and analysis.state is AnalysisState.DONE
    if analysis is not None and again and analysis.engine == engine():
        session.rollback()
        return
    if analysis is None:
        analysis = TextAnalysis(text_version_id=text_version_id)
        session.add(analysis)
    if not again:
        analysis.state, analysis.fault, analysis.engine = AnalysisState.RUNNING, None, engine()
        analysis.pages, analysis.pages_done = None, 0
        analysis.started_at, analysis.finished_at = at, None
    file_name = text.document.file_name or ""
    path = path_of(folder, text.document)
    session.commit()
    _Reading(session, text_version_id, again=again, at=at).follow(path, file_name)


class _Reading:
    """One reading in course: what the child tells, and how far it is written."""

    def __init__(
        self, session: Session, text_version_id: int, *, again: bool, at: datetime
    ) -> None:
        self.session = session
        self.text_version_id = text_version_id
        self.again = again
        self.at = at
        self.pages = 0
        self.waiting: list[dict[str, Any]] = []
        self.written_at = 0.0

    def follow(self, path: Path, file_name: str) -> None:
        """Read the file to its end, or to its fault."""
        if not path.is_file():
            self._refuse("missing")
            return
        mended: list[dict[str, Any]] = []
        for told in bounded.follow(_MODULE, path, file_name, seconds=SECONDS):
            if "fault" in told:
                self._refuse(told["fault"])
                return
            if "pages" in told:
                self.pages = told["pages"]
            elif "number" in told:
                self._as_it_comes(told)
            elif "mended" in told:
                mended.append(told)
            else:
                self._whole(mended, told["language"])
                return
        self._refuse("broken")

    def _as_it_comes(self, told: dict[str, Any]) -> None:
        if self.again:
            return
        self.waiting.append(told)
        due = time.monotonic() - self.written_at > _EVERY_SECONDS
        if told["number"] == 1 or len(self.waiting) >= _TOGETHER or due:
            self._write_waiting()

    def _write_waiting(self) -> None:
        session = self.session
        begin_write(session)
        numbers = [one["number"] for one in self.waiting]
        session.execute(
            sa.delete(TextPage).where(
                TextPage.text_version_id == self.text_version_id, TextPage.number.in_(numbers)
            )
        )
        session.execute(
            sa.insert(TextPage), [self._page(one, one["number"]) for one in self.waiting]
        )
        analysis = _analysis(session, self.text_version_id)
        if analysis is not None:
            analysis.pages, analysis.pages_done = self.pages, numbers[-1]
        session.commit()
        self.waiting = []
        self.written_at = time.monotonic()

    def _whole(self, mended: Sequence[dict[str, Any]], language: str) -> None:
        """Put the whole reading in place of what was there, at once."""
        session = self.session
        pages = [self._page(one, one["mended"], scanned=one["scanned"]) for one in mended]
        hints = self._hints([hint for one in mended for hint in one["hints"]])
        begin_write(session)
        self._clear()
        session.execute(sa.insert(TextPage), pages)
        if hints:
            session.execute(sa.insert(TextHint), hints)
        analysis = _analysis(session, self.text_version_id)
        if analysis is not None:
            analysis.state, analysis.language = AnalysisState.DONE, language
            analysis.engine, analysis.finished_at = engine(), self.at
            analysis.pages = analysis.pages_done = len(pages)
        session.commit()

    def _refuse(self, fault: str) -> None:
        """Say why it cannot be read; an earlier reading that went well stays."""
        if self.again:
            return
        session = self.session
        begin_write(session)
        self._clear()
        analysis = _analysis(session, self.text_version_id)
        if analysis is not None:
            analysis.state, analysis.fault = AnalysisState.REFUSED, fault
            analysis.finished_at = self.at
        session.commit()

    def _clear(self) -> None:
        for table in (TextPage, TextHint):
            self.session.execute(
                sa.delete(table).where(table.text_version_id == self.text_version_id)
            )

    def _page(self, told: dict[str, Any], number: int, *, scanned: bool = False) -> dict[str, Any]:
        text = told["text"].replace("\0", "")
        return {
            "text_version_id": self.text_version_id,
            "number": number,
            "text": text,
            "folded": fold(text),
            "scanned": scanned,
        }

    def _hints(self, told: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        seen: Counter[str] = Counter()
        rows = []
        for hint in told:
            words = f"{hint['kind']}\n{fold(hint['text'])}"
            sentence = f"{words}\n{fold(hint['context'])}"
            seen[sentence] += 1
            rows.append(
                {
                    "text_version_id": self.text_version_id,
                    "page": hint["page"],
                    "start": hint["start"],
                    "end": hint["end"],
                    "text": hint["text"],
                    "kind": hint["kind"],
                    "wording_class": hint["class"],
                    "rule": hint["rule"][:80],
                    "clause": hint["clause"][:80],
                    "suggestions": hint["suggestions"],
                    "context": hint["context"],
                    "context_key": _key(f"{sentence}\n{seen[sentence]}"),
                    "equal_key": _key(f"{words}\n{hint['class']}"),
                }
            )
        return rows


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:40]


def _analysis(session: Session, text_version_id: int) -> TextAnalysis | None:
    return session.scalars(
        sa.select(TextAnalysis)
        .where(TextAnalysis.text_version_id == text_version_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
