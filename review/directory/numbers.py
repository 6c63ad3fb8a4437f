"""Reading how many women or men a source gives: a number of people, never a bare percentage."""

from __future__ import annotations

import re

from catalogue.messages import N_, Message
from review.directory.vocabulary import MOST_NUMBER

_SPACES = re.compile("[\\s\u00a0\u202f]+")
_PERCENT = re.compile(r"%|pour\s*cent|p\.\s*100", re.IGNORECASE)

BARE_SHARE = N_(
    "Écrivez un nombre de personnes. Un pourcentage seul ne se compare pas : donnez le nombre de "
    "femmes et d’hommes, ou laissez ces deux cases vides et recopiez-le dans « Part publiée »."
)
NOT_A_NUMBER = N_("Écrivez un nombre de personnes en chiffres, par exemple 120.")


def read_number(text: str) -> int | Message | None:
    """Read «1 200»: the number, None when nothing is written, or what to do."""
    bare = _SPACES.sub("", text)
    if not bare:
        return None
    if _PERCENT.search(text):
        return BARE_SHARE
    if not (bare.isascii() and bare.isdigit()) or len(bare) > len(str(MOST_NUMBER)):
        return NOT_A_NUMBER
    number = int(bare)
    return number if number <= MOST_NUMBER else NOT_A_NUMBER
