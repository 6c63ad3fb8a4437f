"""Read one code of the International Classification for Standards."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from catalogue.messages import N_
from catalogue.open_data import cells
from catalogue.open_data.cells import Raw, Refused

_CODE = re.compile(r"\d{2}(?:\.\d{3}(?:\.\d{2})?)?")


def code_of(raw: Raw) -> str:
    """Give the code: 13, 13.110 or 13.340.30; raises Refused."""
    code = cells.text(raw, "identifier", 12)
    if code is None or not _CODE.fullmatch(code):
        raise Refused(
            N_(
                "Le champ « identifier » (%(value)s) n’est pas un code ICS comme 13, 13.340 ou "
                "13.340.30.",
                value=cells.shown(raw.get("identifier") or ""),
            )
        )
    return code


def digest_of(code: str, title_fr: str, title_en: str) -> str:
    """Sum up the wording of a code."""
    wording = f"{code}\0{title_fr}\0{title_en}"
    return hashlib.blake2b(wording.encode(), digest_size=16).hexdigest()


def facts_of(raw: Raw) -> dict[str, Any]:
    """Give the columns of a code; raises Refused when it has no title in one of the languages."""
    code = code_of(raw)
    english = cells.text(raw, "titleEn", 2_000)
    french = cells.text(raw, "titleFr", 2_000)
    if english is None or french is None:
        raise Refused(
            N_(
                "Le code %(code)s n’a pas de titre en %(language)s.",
                code=code,
                language=N_("français") if french is None else N_("anglais"),
            )
        )
    return {
        "code": code,
        "parent_code": code.rpartition(".")[0] or None,
        "title_fr": french,
        "title_en": english,
        "digest": digest_of(code, french, english),
    }
