"""Reading a draft in a process of its own, which tells what it reads line by line.

Run as ``python -m review.analysis.apart PATH FILE_NAME SECONDS``. It tells, as JSON objects: how
many ``pages``; each page's ``text`` as it comes, so that the first is shown at once; then, the
whole being known, each page ``mended`` with its hints and whether it is ``scanned``; at the end the
``language``. A ``fault`` ends it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from catalogue.documents import bounded, texts
from review.analysis.language import weigh
from review.analysis.repair import repair, repair_pages
from review.analysis.scan import scan
from review.analysis.vocabulary import Hint


def told_of(path: Path, file_name: str) -> Iterator[dict[str, Any]]:
    """Read a file in this very process; never raises on a bad one."""
    raw: list[str] = []
    for told in texts.tell_pages(path, file_name):
        if "text" in told:
            raw.append(told["text"])
            yield {"number": len(raw), "text": repair(told["text"]).text}
        else:
            yield told
            if "fault" in told:
                return
    pages = repair_pages(raw)
    by_page: dict[int, list[Hint]] = {}
    for hint in scan([page.text for page in pages]):
        by_page.setdefault(hint.page, []).append(hint)
    french = english = 0
    for number, page in enumerate(pages, start=1):
        weights = weigh(page.text.lower().split())
        french, english = french + weights[0], english + weights[1]
        yield {
            "mended": number,
            "text": page.text,
            "scanned": page.is_scanned,
            "hints": [hint.as_plain() for hint in by_page.get(number, ())],
        }
    yield {"language": "en" if english > french else "fr"}


if __name__ == "__main__":
    bounded.tell(told_of)
