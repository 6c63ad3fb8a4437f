"""Everything read in French: by the word that calls each rule, then by the ending of the word."""

from __future__ import annotations

from review.analysis import french_body, french_nouns, french_phrases
from review.analysis.person_nouns import forms
from review.analysis.reading import Rule, Rules, joined


def rules() -> Rules:
    """Give the rules by the word that calls them."""
    nouns: dict[str, Rule] = dict.fromkeys(forms(), french_nouns.read_known)
    return joined(nouns, french_phrases.TABLE, french_body.TABLE)
