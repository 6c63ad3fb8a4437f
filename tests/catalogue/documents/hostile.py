"""Files made to hurt a reader: each is small, or says that it is big."""

from __future__ import annotations

import io
import zipfile

from tests.catalogue.documents.made_files import raw_pdf

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R "
    b"/Resources << /Font << /F1 5 0 R >> >> >>"
)
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
TEXT = b"<< /Length 44 >>\nstream\nBT /F1 12 Tf (Les ouvriers signent.) Tj ET  \nendstream"


def nested(depth: int = 20_000) -> bytes:
    """Make a PDF whose page holds thousands of objects one inside the other."""
    return raw_pdf(
        CATALOG, PAGES, PAGE[:-3] + b"/X " + b"[" * depth + b"]" * depth + b" >>", TEXT, FONT
    )


def declared(length: int = 2_147_483_647) -> bytes:
    """Make a PDF that announces a stream of two gigabytes and holds a few bytes."""
    stream = b"<< /Length %d >>\nstream\nBT /F1 12 Tf (Oui.) Tj ET\nendstream" % length
    return raw_pdf(CATALOG, PAGES, PAGE, stream, FONT)


def many_pages(count: int = 10_000) -> bytes:
    """Make a PDF of ten thousand pages."""
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    pages = b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, count)
    one = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
    return raw_pdf(CATALOG, pages, *([one] * count))


def scripted() -> bytes:
    """Make a sound PDF with a form that carries a script, an opening action, an attachment."""
    catalog = (
        b"<< /Type /Catalog /Pages 2 0 R "
        b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /AcroForm << /Fields [6 0 R] >> "
        b"/Names << /EmbeddedFiles << /Names [(a.exe) 7 0 R] >> >> >>"
    )
    field = (
        b"<< /FT /Tx /T (nom) /Type /Annot /Subtype /Widget /Rect [0 0 1 1] "
        b"/AA << /K << /S /JavaScript /JS (app.launchURL\\('http://example.org'\\)) >> >> >>"
    )
    attached = b"<< /Type /Filespec /F (a.exe) /EF << /F 8 0 R >> >>"
    program = b"<< /Type /EmbeddedFile /Length 2 >>\nstream\nMZ\nendstream"
    return raw_pdf(catalog, PAGES, PAGE, TEXT, FONT, field, attached, program)


def docx(document: bytes, **parts: bytes) -> bytes:
    """Make a DOCX around the XML of its body."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.wordprocessingml.document.main+xml"/></Types>',
        )
        made.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            'relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        made.writestr("word/document.xml", document)
        for name, content in parts.items():
            made.writestr(f"word/{name}.xml", content)
    return kept.getvalue()


def body(inside: str, lead: str = "") -> bytes:
    """Write the XML of a document around its paragraphs."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'{lead}<w:document xmlns:w="{space}"><w:body>{inside}</w:body></w:document>'.encode()


def docx_bomb(megabytes: int = 90) -> bytes:
    """Make a DOCX of a few hundred kilobytes that unfolds to ninety megabytes."""
    text = b" " * (megabytes * 1024 * 1024)
    return docx(body("<w:p/>"), filler=text)


def docx_outside(path: str) -> bytes:
    """Make a DOCX whose text is an entity that names a file of the machine."""
    lead = f'<!DOCTYPE x [<!ENTITY secret SYSTEM "file://{path}">]>'
    return docx(body("<w:p><w:r><w:t>&secret;</w:t></w:r></w:p>", lead))


def docx_laughs() -> bytes:
    """Make a DOCX whose entities grow tenfold at each step."""
    steps = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    lead = f'<!DOCTYPE x [<!ENTITY a0 "ah">{steps}]>'
    return docx(body("<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", lead))


def docx_nested(depth: int = 30_000) -> bytes:
    """Make a DOCX of runs one inside the other."""
    return docx(body("<w:p>" + "<w:r>" * depth + "<w:t>x</w:t>" + "</w:r>" * depth + "</w:p>"))
