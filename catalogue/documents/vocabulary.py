"""The kinds of file people attach, told by their content and not by their name."""

from __future__ import annotations

import unicodedata

# Media type by file ending; Office files are ZIP archives, so the ending tells them apart.
MEDIA_TYPES: dict[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "doc": "application/msword",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}

# What a browser may show in its own window: nothing that could carry a script of ours or theirs.
SHOWN_IN_PLACE = frozenset({"application/pdf", "image/png", "image/jpeg"})

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

SIGNATURES: dict[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF-",),
    "docx": (_ZIP,),
    "xlsx": (_ZIP,),
    "odt": (_ZIP,),
    "ods": (_ZIP,),
    "doc": (_OLE,),
    "xls": (_OLE,),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
}

# Names and declarations that stand uncompressed in an office archive and in no other ZIP.
INNER_MARKS: dict[str, tuple[bytes, ...]] = {
    "docx": (b"[Content_Types].xml", b"word/"),
    "xlsx": (b"[Content_Types].xml", b"xl/"),
    "odt": (b"mimetypeapplication/vnd.oasis.opendocument.text",),
    "ods": (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",),
}

# A PDF may start with a few stray bytes before its header, as readers tolerate.
PDF_HEADER_WITHIN = 1024

LONGEST_NAME = 255


def ending_of(file_name: str) -> str:
    """Give the ending of a file's name in lower case, without its dot; empty when it has none."""
    stem, dot, ending = file_name.rpartition(".")
    return ending.lower() if dot and stem else ""


def looks_like(ending: str, head: bytes) -> bool:
    """Tell whether the first kilobyte of a file is what its ending says."""
    if ending == "pdf":
        return SIGNATURES["pdf"][0] in head[:PDF_HEADER_WITHIN]
    return any(head.startswith(signature) for signature in SIGNATURES.get(ending, ()))


def plain_name(file_name: str) -> str:
    """Give a file's own name: no folder, nothing invisible, at most 255 characters.

    Characters that hide or turn the text around are left out: a name must end as it seems to.
    """
    name = file_name.replace("\\", "/").rpartition("/")[2]
    name = "".join(c for c in name if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"})
    name = " ".join(name.split())
    stem, dot, ending = name.rpartition(".")
    return stem[: LONGEST_NAME - len(ending) - 1] + dot + ending if dot else name[:LONGEST_NAME]
