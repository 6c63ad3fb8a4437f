"""Numbers as French sources write them: « 1 234 567 », « 3,5 »; a share is never a count."""

from __future__ import annotations

import re
from decimal import Decimal

from catalogue.messages import N_, Message

LARGEST = 2_000_000_000
_SPACES = re.compile(r"\s")
_COUNT = re.compile(r"\d{1,3}(?: ?\d{3})*|\d+", re.ASCII)
_DECIMAL = re.compile(r"\d{1,3}(?:[.,]\d{1,6})?", re.ASCII)

A_SHARE = N_(
    "C’est un pourcentage : écrivez ici un nombre de personnes, ou portez ce chiffre dans « Part "
    "publiée »."
)
NOT_A_COUNT = N_("Écrivez un nombre entier, par exemple 1 234 567, ou laissez vide.")
TOO_LARGE = N_("Ce nombre dépasse deux milliards : vérifiez-le.")
NOT_A_SHARE = N_("Écrivez la part en pourcentage, de 0 à 100, par exemple 3,5.")
WHOLE = Decimal(100)


class UnreadableError(ValueError):
    """What was typed is not such a number; ``said`` tells what to do."""

    def __init__(self, said: Message) -> None:
        super().__init__(str(said))
        self.said = said


def read_count(text: str) -> int | None:
    """Read a number of people; nothing when the field is empty."""
    plain = _SPACES.sub(" ", text).strip()
    if not plain:
        return None
    if "%" in plain or re.fullmatch(r"\d+[.,]\d{1,2}", plain):
        raise UnreadableError(A_SHARE)
    if not _COUNT.fullmatch(plain):
        raise UnreadableError(NOT_A_COUNT)
    number = int(plain.replace(" ", ""))
    if number > LARGEST:
        raise UnreadableError(TOO_LARGE)
    return number


def read_share(text: str) -> str | None:
    """Read a share of a hundred and give it as printed, without its sign."""
    plain = _SPACES.sub(" ", text).strip().removesuffix("%").strip()
    if not plain:
        return None
    if not _DECIMAL.fullmatch(plain) or share_number(plain) > WHOLE:
        raise UnreadableError(NOT_A_SHARE)
    return plain


def share_number(printed: str) -> Decimal:
    """Give the number of a share kept as printed."""
    return Decimal(printed.replace(",", "."))
