"""Read ISO's stage numbers, and tell where they leave a document (harmonized stage codes)."""

import re

from catalogue.open_data.vocabulary import Standing

_WRITTEN = re.compile(r"\s*(\d{2})[.\s]?(\d{2})\s*")
_PUBLISHED_FROM = "60.60"
_WITHDRAWN = "95.99"
_STOPPED = ".98"  # proposal or project abandoned, rejected, cancelled


def stage_code(written: str | int) -> str | None:
    """Give the code of a stage as ISO Open Data writes it: 6060, «6060» and «60.60» are "60.60".

    ISO writes stage × 100 + substage, so that 20 is "00.20" and 0 is "00.00". None when the text
    is not one; whether the code exists is another question.
    """
    if isinstance(written, int):
        written = f"{written:04d}"
    elif re.fullmatch(r"\s*\d{1,3}\s*", written):
        written = f"{int(written):04d}"
    found = _WRITTEN.fullmatch(written)
    return f"{found[1]}.{found[2]}" if found else None


def standing_of(code: str | None, *, published: bool) -> Standing:
    """Tell where a stage leaves a document.

    Withdrawn is 95.99 alone: 95.20 to 95.92 are steps of a ballot during which the document is
    still valid. Published is from 60.60 on («60.00» is still under publication). Without a stage,
    the publication date (``published``) says.
    """
    if code is None:
        return Standing.PUBLISHED if published else Standing.IN_PREPARATION
    if code == _WITHDRAWN:
        return Standing.WITHDRAWN
    if code >= _PUBLISHED_FROM:
        return Standing.PUBLISHED
    return Standing.ABANDONED if code.endswith(_STOPPED) else Standing.IN_PREPARATION
