"""Small files made on the spot: sound, broken, locked, hostile."""

from __future__ import annotations

import io
import zipfile
import zlib

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 40
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def pdf(*pages: str, password: str | None = None) -> bytes:
    """Make a PDF; each page is its text, or empty for a scanned one."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for text in pages:
        page = writer.add_blank_page(200, 200)
        if text:
            fonts = DictionaryObject({NameObject("/F1"): font})
            page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
            content = DecodedStreamObject()
            content.set_data(f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode())
            page[NameObject("/Contents")] = writer._add_object(content)
    if password is not None:
        writer.encrypt(user_password=password, owner_password="propriétaire", algorithm="RC4-128")
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()


def raw_pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """Put numbered objects together as a PDF file, with its table of places."""
    body, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size %d /Root 1 0 R %b >>\n" % (len(objects) + 1, trailer)
    return body + table + end + b"startxref\n%d\n%%%%EOF\n" % len(body)


def bomb(megabytes: int = 300) -> bytes:
    """Make a PDF of a few hundred kilobytes whose one page unfolds to hundreds of megabytes."""
    packer = zlib.compressobj(9)
    block = b" " * (1024 * 1024)
    packed = b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (
        len(packed),
        packed,
    )
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        stream,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )


def circle() -> bytes:
    """Make a PDF whose pages contain themselves."""
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 /Parent 2 0 R >>",
    )


def modern_lock() -> bytes:
    """Make a PDF locked by AES-256, as the shops of standards bodies do."""
    words = b"<" + b"00" * 48 + b">"
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        b"<< /Filter /Standard /V 5 /R 6 /Length 256 /P -1 /EncryptMetadata true "
        b"/O %b /U %b /OE <%b> /UE <%b> /Perms <%b> "
        b"/CF << /StdCF << /CFM /AESV3 /Length 32 >> >> /StmF /StdCF /StrF /StdCF >>"
        % (words, words, b"00" * 32, b"00" * 32, b"00" * 16),
        trailer=b"/Encrypt 4 0 R /ID [<00><00>]",
    )


def archive(*names: str, mimetype: str | None = None) -> bytes:
    """Make a ZIP with these names, as office programs do."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as made:
        if mimetype is not None:
            made.writestr("mimetype", mimetype)
        for name in names:
            made.writestr(name, "x")
    return kept.getvalue()


DOCX = archive("[Content_Types].xml", "word/document.xml")
XLSX = archive("[Content_Types].xml", "xl/workbook.xml")
ODT = archive("content.xml", mimetype="application/vnd.oasis.opendocument.text")
ODS = archive("content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet")
