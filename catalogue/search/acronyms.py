"""Acronyms people type for words that titles write in full, in French and in English.

Only those that mean one thing in the titles of standards.  A document is filed under an acronym
when one of its titles has the words; what is typed is never changed, and nothing else is taken
for a synonym.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from catalogue.search.analysis import english_terms, french_terms
from catalogue.search.question import title_bytes

# fmt: off
_FRENCH: Mapping[str, str] = {
    "epi": "équipement de protection individuelle",
    "sst": "santé et sécurité au travail",
    "smq": "système de management de la qualité",
    "rse": "responsabilité sociétale",
    "tic": "technologies de l’information et de la communication",
    "cem": "compatibilité électromagnétique",
    "sig": "système d’information géographique",
    "bpf": "bonnes pratiques de fabrication",
    "pme": "petites et moyennes entreprises",
    "tms": "troubles musculo-squelettiques",
    "odd": "objectifs de développement durable",
    "vbg": "violences basées sur le genre",
    "vih": "virus de l’immunodéficience humaine",
    "diu": "dispositif intra-utérin",
    "gnl": "gaz naturel liquéfié",
}
_ENGLISH: Mapping[str, str] = {
    "ppe": "personal protective equipment",
    "ohs": "occupational health and safety",
    "qms": "quality management system",
    "ict": "information and communication technology",
    "emc": "electromagnetic compatibility",
    "gis": "geographic information system",
    "gmp": "good manufacturing practice",
    "sdg": "sustainable development goals",
    "hiv": "human immunodeficiency virus",
    "iud": "intrauterine device",
    "lng": "liquefied natural gas",
}
# fmt: on


def acronyms_of(title_fr: bytes, title_en: bytes) -> Iterator[str]:
    """Give the acronyms whose words a title has, as terms; titles are given as they are kept."""
    french, english = _runs()
    for acronym, run in french:
        if run in title_fr:
            yield acronym
    for acronym, run in english:
        if run in title_en:
            yield acronym


@cache
def _runs() -> tuple[list[tuple[str, bytes]], list[tuple[str, bytes]]]:
    return (
        [(acronym, title_bytes(french_terms(words))) for acronym, words in _FRENCH.items()],
        [(acronym, title_bytes(english_terms(words))) for acronym, words in _ENGLISH.items()],
    )
