"""The kinds of file people attach, told by their content and not by their name."""

from __future__ import annotations

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

# A PDF may start with a few stray bytes before its header, as readers tolerate.
PDF_HEADER_WITHIN = 1024


def looks_like(ending: str, head: bytes) -> bool:
    """Tell whether the first kilobyte of a file is what its ending says."""
    if ending == "pdf":
        return SIGNATURES["pdf"][0] in head[:PDF_HEADER_WITHIN]
    return any(head.startswith(signature) for signature in SIGNATURES.get(ending, ()))
