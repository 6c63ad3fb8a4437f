"""What a reading of a draft shows: hints, never verdicts (product_rules §7)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from catalogue.messages import N_, Message

LANGUAGES = ("fr", "en", "auto")


class HintKind(StrEnum):
    """What a hint is about."""

    WORDING = "wording"
    REFERENCE_PERSON = "reference_person"
    BODY_DIMENSION = "body_dimension"


class WordingClass(StrEnum):
    """How pressing a hint is: to be done, to be judged, depends on the context."""

    A = "A"
    B = "B"
    C = "C"


class AnalysisState(StrEnum):
    """Where the reading of a text by the software stands."""

    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"


class HintState(StrEnum):
    """What a reviewer did with a hint."""

    OPEN = "open"
    KEPT = "kept"
    RESOLVED = "resolved"
    DISMISSED = "dismissed"


# A hint so settled stops nothing, and stays so on the next version of the text (§3, §7).
SETTLED_STATES = (HintState.RESOLVED, HintState.DISMISSED)

STATE_LABELS: dict[HintState, Message] = {
    HintState.OPEN: N_("À regarder"),
    HintState.KEPT: N_("Gardée"),
    HintState.RESOLVED: N_("Réglée"),
    HintState.DISMISSED: N_("Écartée"),
}

# The criterion of the checklist that a kept hint is proposed for, by its kind.
CRITERION_OF: dict[HintKind, str] = {
    HintKind.WORDING: "T1",
    HintKind.REFERENCE_PERSON: "A2",
    HintKind.BODY_DIMENSION: "A3",
}

KIND_LABELS: dict[HintKind, Message] = {
    HintKind.WORDING: N_("Rédaction"),
    HintKind.REFERENCE_PERSON: N_("Personne de référence"),
    HintKind.BODY_DIMENSION: N_("Dimension ou capacité du corps"),
}

CLASS_LABELS: dict[WordingClass, Message] = {
    WordingClass.A: N_("À corriger"),
    WordingClass.B: N_("À juger"),
    WordingClass.C: N_("Selon le contexte"),
}

# Why a hint matters, by the family of its rule; a lexicon code (FR02, EN41) is explained by its class.
WHY: dict[str, Message] = {
    "lexicon": N_("Le lexique de rédaction inclusive propose d’autres mots."),
    "person_noun": N_("Ce nom désigne des personnes au masculin\u00a0: le texte vaut-il pour toutes\u00a0?"),
    "organisation": N_("Ce nom désigne sans doute une entreprise\u00a0: à laisser si c’est le cas."),
    "defined_term": N_("C’est un terme défini\u00a0: le changer demande de revoir tout le texte."),
    "pronoun": N_("Ce pronom reprend un nom de personne au masculin."),
    "occupation": N_("Ce nom de métier est formé sur «\u00a0man\u00a0»."),
    "reference_person": N_("Cette personne type a-t-elle un sexe par défaut\u00a0? Dites quelle population est visée."),
    "percentile": N_("De quelle population sont ces percentiles\u00a0: femmes, hommes, les deux\u00a0?"),
    "dummy": N_("De quel corps ce mannequin tient-il lieu\u00a0?"),
    "panel": N_("La composition du panel par sexe n’est pas dite."),
    "thermal": N_("Cette valeur vient souvent d’un homme adulte pris pour type."),
    "mass": N_("Cette masse convient-elle aux femmes et aux hommes\u00a0? D’où vient-elle\u00a0?"),
    "lifting": N_("Cette charge convient-elle aux femmes et aux hommes\u00a0? D’où vient-elle\u00a0?"),
    "stature": N_("Cette taille convient-elle aux femmes et aux hommes\u00a0? D’où vient-elle\u00a0?"),
    "reach": N_("Cette atteinte convient-elle aux femmes et aux hommes\u00a0? D’où vient-elle\u00a0?"),
    "grip": N_("Cette prise convient-elle aux mains de femmes et d’hommes\u00a0?"),
    "force": N_("Cette force peut-elle être exercée par les femmes et par les hommes\u00a0?"),
    "size": N_("Ces tailles couvrent-elles les femmes et les hommes\u00a0?"),
    "surface": N_("Cette surface du corps est celle de qui\u00a0?"),
    "breathing": N_("Cette respiration est celle de qui\u00a0?"),
}  # fmt: skip


def why(rule: str) -> Message:
    """Say why what a rule found deserves a look."""
    return WHY.get(rule.rpartition(".")[2], WHY["lexicon"])


@dataclass(frozen=True, slots=True, order=True)
class Hint:
    """One place of a text that deserves a look.

    ``start`` and ``end`` are character offsets in the page's repaired text, for a text file in the
    file; ``text`` is what stands there, ``context`` the sentence around it. ``wording_class`` is
    empty for most reference persons and body dimensions. ``rule`` is a code of the lexicon (FR02)
    or names the rule; ``suggestions`` come from the most to the least fitting.
    """

    page: int
    start: int
    end: int
    text: str
    kind: HintKind
    wording_class: WordingClass | None
    rule: str
    clause: str = ""
    suggestions: tuple[str, ...] = ()
    context: str = ""

    @property
    def why(self) -> Message:
        """Say why this deserves a look."""
        return why(self.rule)

    def as_plain(self) -> dict[str, Any]:
        """Give the hint as the command and the API write it, with exactly these ten keys."""
        return {
            "page": self.page,
            "clause": self.clause,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "kind": self.kind.value,
            "class": self.wording_class.value if self.wording_class else None,
            "rule": self.rule,
            "suggestions": list(self.suggestions),
            "context": self.context,
        }


TAG_LABELS: dict[str, Message] = {
    "hint:kept": N_("A gardé des pistes d’un texte pour sa grille"),
    "hint:resolved": N_("A noté réglées des pistes d’un texte"),
    "hint:dismissed": N_("A écarté des pistes d’un texte"),
    "hint:reopened": N_("A rouvert des pistes d’un texte"),
}
