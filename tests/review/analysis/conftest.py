"""A text attached to an item and read by the software, as the worker does it."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from catalogue.database import begin_write
from catalogue.work_programme import services as programme
from catalogue.work_programme.models import TextVersion, WorkItem
from catalogue.work_programme.text_acts import Upload
from catalogue.work_programme.vocabulary import TextKind
from review.analysis import upkeep
from tests import factories
from tests.conftest import NOW
from tests.review.assignments.arranging import TODAY, secretariat

FIRST = (
    "5 Exigences",
    "5.1 L’homme de métier vérifie la machine. Les hommes de métier la règlent.",
    "5.2 La force de préhension est de 400 N au plus.",
)
SECOND = (
    "6 Essais",
    "6.1 L’homme de métier consigne les essais.",
)

Attached = Callable[..., TextVersion]


def drawn(*pages: tuple[str, ...]) -> bytes:
    """Make a PDF of several pages of text; a page without line is a scanned one."""
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    for lines in pages:
        page = writer.add_blank_page(595, 842)
        if not lines:
            continue
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        wrapped = [one for line in lines for one in textwrap.wrap(line, 90)]
        shown = "".join(f"({line}) Tj T*\n" for line in wrapped)
        content = DecodedStreamObject()
        content.set_data(f"BT /F1 11 Tf 16 TL 60 770 Td\n{shown}ET".encode("cp1252"))
        page[NameObject("/Contents")] = writer._add_object(content)
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()


@pytest.fixture
def attach(app, session: Session) -> Attached:
    """Attach a text to an item as the secretariat does, and let the worker read it."""

    def attached(
        *pages: tuple[str, ...],
        item: WorkItem | None = None,
        content: bytes | None = None,
        name: str = "projet.pdf",
        read: bool = True,
    ) -> TextVersion:
        by = factories.actor(secretariat(session))
        item = item or factories.work_item(session)
        folder = app.extensions["settings"].data_dir
        text = programme.attach_text(
            session,
            item,
            kind=TextKind.COUNCIL,
            title=name,
            dated_on=None,
            upload=Upload(folder, io.BytesIO(content or drawn(*pages)), name),
            actor=by,
            seen_version=item.version,
            at=NOW,
            today=TODAY,
        )
        session.commit()
        if read:
            upkeep.analyse(session, text.id, folder=folder, at=NOW)
            begin_write(session)
        return text

    return attached
