"""What a password must be, and how it is read (pure)."""

from __future__ import annotations

import unicodedata

from catalogue.messages import N_, Message

SHORTEST = 10
LONGEST = 200
FEWEST_DIFFERENT = 5

# What people type first when asked for ten characters.
TOO_COMMON = (
    "motdepasse",
    "mot de passe",
    "password",
    "azertyuiop",
    "qwertyuiop",
    "1234567890",
    "0123456789",
    "0987654321",
    "administrateur",
    "bienvenue",
)


def settled(typed: str) -> str:
    """Give a password in the one form it is kept and compared in (accents composed alike)."""
    return unicodedata.normalize("NFKC", typed)


def weakness(password: str, *, identifier: str) -> Message | None:
    """Say what makes a password too easy to guess, or ``None`` when it will do."""
    length = len(password)
    if length < SHORTEST:
        return N_(
            "Choisissez un mot de passe d’au moins %(shortest)d caractères : il y en a %(length)d.",
            shortest=SHORTEST,
            length=length,
        )
    if length > LONGEST:
        return N_("Choisissez un mot de passe de %(longest)d caractères au plus.", longest=LONGEST)
    plain = password.casefold()
    if len(set(plain)) < FEWEST_DIFFERENT:
        return N_(
            "Choisissez un mot de passe plus varié : celui-ci répète toujours les mêmes caractères."
        )
    rest = plain
    for common in (*TOO_COMMON, identifier.casefold()):
        rest = rest.replace(common, "") if common else rest
    if len(rest) < SHORTEST // 2:
        return N_(
            "Choisissez un autre mot de passe : celui-ci est parmi les premiers que l’on essaie."
        )
    return None
