"""The texts of the demonstration: one-page PDF files that say what they are."""

from __future__ import annotations

import textwrap

WIDTH, HEIGHT = 595, 842
LEFT, TOP, LEADING = 60, 770, 16
COLUMNS = 82


def text_of(reference: str, title: str, clauses: tuple[str, ...]) -> bytes:
    """Write a text as a PDF file of one page, readable by people and by programs alike."""
    said = (
        reference,
        title,
        "",
        "DÉMONSTRATION : ce texte est inventé. Il n’est pas une norme.",
        "",
        *clauses,
    )
    lines = [line for text in said for line in (textwrap.wrap(text, COLUMNS) or [""])]
    return _pdf(lines)


def _pdf(lines: list[str]) -> bytes:
    shown = "".join(f"({_escaped(line)}) Tj T*\n" for line in lines)
    stream = f"BT /F1 11 Tf {LEADING} TL {LEFT} {TOP} Td\n{shown}ET".encode("cp1252", "replace")
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] "
        "/Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>".encode(),
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    written = b"%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        written
        + b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(parts) + 1, table)
        + b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(parts) + 1)
        + b"startxref\n%d\n%%%%EOF\n" % len(written)
    )


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
