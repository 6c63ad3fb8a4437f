"""Words of the filled checklist: its 23 criteria, their answer codes, the marker and its rule."""

from collections.abc import Mapping
from enum import StrEnum

from catalogue.messages import N_, Message

# --- Criteria (product_rules §3; letters belong to the checklist, numbers to the needs form) -----

GATE_CRITERIA: tuple[str, ...] = ("F1", "F2", "F3")
# A1 has its own scale; A2 to A12 share one and are those a reviewer may call «importante».
TREATMENT_CRITERIA: tuple[str, ...] = tuple(f"A{number}" for number in range(2, 13))
CONTENT_CRITERIA: tuple[str, ...] = ("A1", *TREATMENT_CRITERIA)
WORDING_CRITERIA: tuple[str, ...] = ("T1", "T2")
PARTICIPATION_CRITERIA: tuple[str, ...] = ("P1", "P2", "P3", "P4", "P5")
CRITERIA: tuple[str, ...] = (
    *GATE_CRITERIA,
    *CONTENT_CRITERIA,
    "A13",
    *WORDING_CRITERIA,
    *PARTICIPATION_CRITERIA,
)
# What the short form (outcome NP) asks, and nothing else.
SHORT_FORM_CRITERIA: tuple[str, ...] = (*GATE_CRITERIA, "A13")


# --- Answer codes, the same in API, spreadsheets and database ------------------------------------


class HumanUse(StrEnum):
    """F1: whether people use or undergo what the standard covers."""

    YES = "oui"
    NO = "non"
    DOES_NOT_KNOW = "ne_sait_pas"


class UsersBySex(StrEnum):
    """F2: how well the people concerned are known, by sex."""

    FIGURE = "chiffre"
    ESTIMATE = "estimation"
    UNKNOWN = "inconnu"


class Difference(StrEnum):
    """F3: the differences that matter; several, or NONE alone, or UNKNOWN alone."""

    PHYSICAL = "physique"
    PHYSIOLOGICAL = "physiologique"
    SOCIAL = "sociale"
    ECONOMIC = "economique"
    NONE = "aucune"
    UNKNOWN = "inconnue"


class DataSought(StrEnum):
    """A1: whether data by sex were looked for, and what was found."""

    NOT_SOUGHT = "0"
    NOTHING_REPRESENTATIVE = "1"
    REPRESENTATIVE = "2"


class Treatment(StrEnum):
    """A2 to A12: how the text treats a difference."""

    ABSENT = "0"
    INFORMATIVE = "1"
    REQUIREMENT = "2"
    NOT_APPLICABLE = "SO"


class DoNoHarm(StrEnum):
    """A13: whether the text creates or worsens a disadvantage."""

    OK = "ok"
    TO_FIX = "to_fix"
    BLOCKING = "blocking"


class Wording(StrEnum):
    """T1: whether the wording excludes nobody."""

    OK = "ok"
    NOT_OK = "not_ok"


class Figures(StrEnum):
    """T2: whether figures and examples avoid stereotypes."""

    OK = "ok"
    NOT_OK = "not_ok"
    NOT_APPLICABLE = "SO"


class Consultation(StrEnum):
    """P1: whether women concerned were heard; the number heard stands in the note."""

    NOT_HEARD = "0"
    HEARD_ONCE = "1"
    HEARD_THROUGHOUT = "2"
    UNKNOWN = "inconnu"


class YesNoUnknown(StrEnum):
    """P3, P4 and P5; for P3 the name stands in the note."""

    YES = "oui"
    NO = "non"
    UNKNOWN = "inconnu"


# P2 answers with two counts («femmes=3,hommes=9», see composition_value) or with this code.
COMPOSITION_UNKNOWN = "inconnu"

# The codes of each criterion; F3 takes several of them, P2 also two counts.
ANSWER_CODES: Mapping[str, tuple[str, ...]] = {
    "F1": tuple(HumanUse),
    "F2": tuple(UsersBySex),
    "F3": tuple(Difference),
    "A1": tuple(DataSought),
    **dict.fromkeys(TREATMENT_CRITERIA, tuple(Treatment)),
    "A13": tuple(DoNoHarm),
    "T1": tuple(Wording),
    "T2": tuple(Figures),
    "P1": tuple(Consultation),
    "P2": (COMPOSITION_UNKNOWN,),
    **dict.fromkeys(("P3", "P4", "P5"), tuple(YesNoUnknown)),
}

_YES_NO_LABELS: Mapping[str, Message] = {
    YesNoUnknown.YES: N_("Oui"),
    YesNoUnknown.NO: N_("Non"),
    YesNoUnknown.UNKNOWN: N_("Inconnu"),
}
_TREATMENT_LABELS: Mapping[str, Message] = {
    Treatment.ABSENT: N_("0 : absent du texte"),
    Treatment.INFORMATIVE: N_("1 : traité dans un passage informatif (note, avant-propos, annexe)"),
    Treatment.REQUIREMENT: N_("2 : traité par une exigence, un essai, une limite ou une dimension"),
    Treatment.NOT_APPLICABLE: N_("Sans objet pour cette norme"),
}

ANSWER_LABELS: Mapping[str, Mapping[str, Message]] = {
    "F1": {
        HumanUse.YES: N_("Oui"),
        HumanUse.NO: N_("Non"),
        HumanUse.DOES_NOT_KNOW: N_("Ne sait pas"),
    },
    "F2": {
        UsersBySex.FIGURE: N_("Chiffre"),
        UsersBySex.ESTIMATE: N_("Estimation"),
        UsersBySex.UNKNOWN: N_("Inconnu, malgré une recherche"),
    },
    "F3": {
        Difference.PHYSICAL: N_("Physique"),
        Difference.PHYSIOLOGICAL: N_("Physiologique"),
        Difference.SOCIAL: N_("Sociale"),
        Difference.ECONOMIC: N_("Économique"),
        Difference.NONE: N_("Aucune"),
        Difference.UNKNOWN: N_("Inconnue"),
    },
    "A1": {
        DataSought.NOT_SOUGHT: N_("0 : données non recherchées"),
        DataSought.NOTHING_REPRESENTATIVE: N_(
            "1 : recherchées, rien trouvé ou rien de représentatif"
        ),
        DataSought.REPRESENTATIVE: N_("2 : trouvées et représentatives"),
    },
    **dict.fromkeys(TREATMENT_CRITERIA, _TREATMENT_LABELS),
    "A13": {
        DoNoHarm.OK: N_("Rien à signaler"),
        DoNoHarm.TO_FIX: N_("À corriger"),
        DoNoHarm.BLOCKING: N_("Bloquant"),
    },
    "T1": {
        Wording.OK: N_("Convient"),
        Wording.NOT_OK: N_("Ne convient pas"),
    },
    "T2": {
        Figures.OK: N_("Conviennent"),
        Figures.NOT_OK: N_("Ne conviennent pas"),
        Figures.NOT_APPLICABLE: N_("Sans objet : ni figure ni exemple avec des personnes"),
    },
    "P1": {
        Consultation.NOT_HEARD: N_("0 : pas entendues"),
        Consultation.HEARD_ONCE: N_("1 : entendues avant ou pendant l’enquête publique"),
        Consultation.HEARD_THROUGHOUT: N_("2 : entendues avant et pendant l’enquête publique"),
        Consultation.UNKNOWN: N_("Inconnu"),
    },
    "P2": {COMPOSITION_UNKNOWN: N_("Inconnu")},
    **dict.fromkeys(("P3", "P4", "P5"), _YES_NO_LABELS),
}

MATERIAL_LABELS: Mapping[bool, Message] = {
    True: N_("Différence importante"),
    False: N_("Différence sans importance ici"),
}


# --- Marker and rule -----------------------------------------------------------------------------


class Marker(StrEnum):
    """What the tool computes from one review, and what a decision makes final."""

    PRINCIPAL = "2"
    SIGNIFICANT = "1"
    NOT_SENSITIVE = "0"
    NOT_RELEVANT = "NP"
    NOT_EXAMINED = "NE"


MARKER_LABELS: Mapping[Marker, Message] = {
    Marker.PRINCIPAL: N_("2 : le genre est l’objectif principal"),
    Marker.SIGNIFICANT: N_("1 : genre pris en compte de façon significative"),
    Marker.NOT_SENSITIVE: N_("0 : non sensible au genre"),
    Marker.NOT_RELEVANT: N_("NP : non pertinent"),
    Marker.NOT_EXAMINED: N_("NE : non examiné"),
}


class Rule(StrEnum):
    """How strict K2 is: STRICT asks one important requirement, PILOT an important mention."""

    STRICT = "strict"
    PILOT = "pilot"


RULE_LABELS: Mapping[Rule, Message] = {
    Rule.STRICT: N_("Règle stricte"),
    Rule.PILOT: N_("Règle de l’année pilote"),
}


class ConditionCode(StrEnum):
    """The four conditions of a marker 1 or 2."""

    K1 = "K1"
    K2 = "K2"
    K3 = "K3"
    K4 = "K4"


CONDITION_LABELS: Mapping[ConditionCode, Message] = {
    ConditionCode.K1: N_("K1 : les personnes, les différences et les données ont été examinées"),
    ConditionCode.K2: N_("K2 : les différences importantes sont traitées"),
    ConditionCode.K3: N_("K3 : le texte ne nuit à personne"),
    ConditionCode.K4: N_("K4 : la rédaction et les figures conviennent"),
}


# --- Values that hold more than one code ---------------------------------------------------------


def differences(value: str | None) -> frozenset[Difference] | None:
    """Read the answer to F3: codes separated by commas, in any order.

    Gives None when nothing is answered or the answer cannot stand: an unknown code, or «aucune» or
    «inconnue» beside another one (product_rules §2, field 37, and §3).
    """
    codes = [code.strip() for code in (value or "").split(",")]
    if any(code not in ANSWER_CODES["F3"] for code in codes):
        return None
    named = frozenset(Difference(code) for code in codes)
    if len(named) > 1 and named & {Difference.NONE, Difference.UNKNOWN}:
        return None
    return named


def composition(value: str | None) -> tuple[int, int] | None:
    """Read the two counts of P2, women then men; None when unknown or not two counts."""
    parts = (value or "").split(",")
    counts: dict[str, int] = {}
    for part in parts:
        name, _, digits = part.partition("=")
        # Nine digits at most: a committee is smaller, and the text comes from outside.
        if name not in {"femmes", "hommes"} or not _is_count(digits):
            return None
        counts[name] = int(digits)
    if len(parts) != len(counts) or len(counts) != len(("femmes", "hommes")):
        return None
    return counts["femmes"], counts["hommes"]


def composition_value(women: int, men: int) -> str:
    """Write the two counts of P2 as they are stored; words, so that no spreadsheet reads a date."""
    return f"femmes={women},hommes={men}"


def is_answer(code: str, value: str | None) -> bool:
    """Tell whether a value is a possible answer to a criterion (product_rules §3)."""
    if value is None:
        return False
    if code == "F3":
        return differences(value) is not None
    if code == "P2" and composition(value) is not None:
        return True
    return value in ANSWER_CODES.get(code, ())


def _is_count(digits: str) -> bool:
    return digits.isascii() and digits.isdigit() and len(digits) <= 9  # noqa: PLR2004
