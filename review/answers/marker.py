"""The marker of one filled checklist: a pure function of the answers and the rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from catalogue.messages import N_, Message
from review.answers.criteria import SHIPPED, Criterion
from review.answers.outcome import Condition, MarkerResult
from review.answers.vocabulary import (
    CONTENT_CRITERIA,
    TREATMENT_CRITERIA,
    ConditionCode,
    DataSought,
    Difference,
    DoNoHarm,
    Figures,
    HumanUse,
    Marker,
    Rule,
    Treatment,
    Wording,
    differences,
    is_answer,
)


@dataclass(frozen=True, slots=True)
class CriterionAnswer:
    """What a reviewer says of one criterion; a blank text is a text not given.

    ``value`` is a code of product_rules §3, ``material`` the answer to «importante» (A2 to A12).
    """

    value: str | None = None
    material: bool | None = None
    clause: str = ""
    quotation: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class AlreadyCovered:
    """The claim that a standard cited normatively already holds the requirement (K2′)."""

    reference: str
    clause: str
    quotation: str

    @property
    def complete(self) -> bool:
        """Tell whether the claim names the standard, where it is cited, and what it says."""
        return given(self.reference) and given(self.clause) and given(self.quotation)


@dataclass(frozen=True, slots=True)
class GenderPurpose:
    """The claim that the standard would not exist without a gender need, and where it says so."""

    clause: str


@dataclass(frozen=True, slots=True)
class FilledChecklist:
    """All that one reviewer answered so far; what was never touched is simply absent.

    ``already_covered`` and ``gender_purpose`` are None when the reviewer does not claim them.
    ``criteria`` are those of the version read; the marker looks at the shipped ones only.
    """

    answers: Mapping[str, CriterionAnswer] = field(default_factory=dict)
    already_covered: AlreadyCovered | None = None
    gender_purpose: GenderPurpose | None = None
    criteria: tuple[Criterion, ...] = SHIPPED

    @property
    def codes(self) -> tuple[str, ...]:
        """Give the codes of the criteria asked, in the order of the version."""
        return tuple(one.code for one in self.criteria)

    def criterion(self, code: str) -> Criterion | None:
        """Give what the version says of one criterion, None where it does not ask it."""
        return next((one for one in self.criteria if one.code == code), None)

    def answer(self, code: str) -> CriterionAnswer:
        """Give what was said of one criterion, an empty answer when nothing was."""
        return self.answers.get(code, _NO_ANSWER)

    def value(self, code: str) -> str | None:
        """Give the code answered; None when there is none or it is not one of the criterion's."""
        value = self.answer(code).value
        criterion = self.criterion(code)
        possible = criterion.is_answer(value) if criterion else is_answer(code, value)
        return value if possible else None

    @property
    def short_form(self) -> bool:
        """Tell whether the outcome is NP: nobody concerned, or no difference (§3, first case)."""
        human_use = self.value("F1")
        return human_use == HumanUse.NO or (
            human_use == HumanUse.YES
            and differences(self.value("F3")) == frozenset({Difference.NONE})
        )


_NO_ANSWER = CriterionAnswer()


def compute(filled: FilledChecklist, rule: Rule) -> MarkerResult:
    """Compute the marker of a checklist, complete or not (product_rules §3); first match wins.

    On an unfinished checklist it is the live preview: a criterion without a possible answer fails
    the condition that needs it, and a difference counts as important once the reviewer says so. A
    criterion answered SO is never important. The result is never NE: that is the absence of a
    submitted review, which no answer can express.

    Raising one answer of A1 to A12 never lowers the marker among 0 < 1 < 2. Two readings of §3 are
    settled so that this holds. In K2 a 2 counts only with its clause and quotation. In K2′ («all
    ≥ 1, none 2») «2» is therefore such a proven 2 as well: an important 2 that lacks its clause or
    quotation stands as a 1, otherwise raising 1 to 2 before typing the quotation would drop the
    marker from 1 to 0. And with a proven 2 beside a complete K2′ claim, K2 itself holds.
    """
    if filled.short_form:
        return MarkerResult(
            marker=Marker.NOT_RELEVANT,
            because=_why_not_relevant(filled),
            conditions=(),
            already_covered_used=False,
            short_form=True,
            depth=None,
        )
    treated, already_covered = _differences_treated(filled, rule)
    conditions = (
        _question_examined(filled),
        treated,
        _does_no_harm(filled),
        _wording_and_figures(filled),
    )
    marker, because = _marker(filled, conditions)
    return MarkerResult(
        marker=marker,
        because=because,
        conditions=conditions,
        already_covered_used=already_covered and marker is not Marker.NOT_SENSITIVE,
        short_form=False,
        depth=_depth(filled),
    )


def both(filled: FilledChecklist) -> dict[Rule, MarkerResult]:
    """Compute the marker under each rule; a review stores both (product_rules §3)."""
    return {rule: compute(filled, rule) for rule in Rule}


def given(text: str) -> bool:
    """Tell whether a text was given: more than blanks."""
    return bool(text.strip())


def listed(codes: Iterable[str]) -> str:
    """Write criteria one after the other, «A3, A7», without a word that would need translating."""
    return ", ".join(codes)


def _marker(filled: FilledChecklist, conditions: tuple[Condition, ...]) -> tuple[Marker, Message]:
    failing = [condition.code for condition in conditions if not condition.holds]
    if failing:
        return Marker.NOT_SENSITIVE, N_("Il manque : %(conditions)s.", conditions=listed(failing))
    purpose = filled.gender_purpose
    if purpose is not None and given(purpose.clause):
        return Marker.PRINCIPAL, N_(
            "K1 à K4 sont remplies, et le texte dit que la norme n’existerait pas sans un besoin "
            "lié au genre (%(clause)s).",
            clause=purpose.clause.strip(),
        )
    return Marker.SIGNIFICANT, N_("K1 à K4 sont remplies.")


def _why_not_relevant(filled: FilledChecklist) -> Message:
    if filled.value("F1") == HumanUse.NO:
        return N_("F1 : l’objet de la norme ne concerne pas de personnes.")
    return N_("F3 : des personnes sont concernées, mais aucune différence n’est attendue.")


def _condition(
    code: ConditionCode, failures: Iterable[Message | None], support: Message
) -> Condition:
    failing = tuple(failure for failure in failures if failure is not None)
    return Condition(code, holds=not failing, reasons=failing or (support,))


# --- K1 ------------------------------------------------------------------------------------------


def _question_examined(filled: FilledChecklist) -> Condition:
    return _condition(
        ConditionCode.K1,
        (
            _people_not_established(filled),
            _users_not_established(filled),
            _difference_not_named(filled),
            _data_not_sought(filled),
        ),
        N_(
            "Des personnes sont concernées (F1) et connues avec une source ou une recherche (F2), "
            "une différence est nommée (F3), des données ont été cherchées (A1)."
        ),
    )


def _people_not_established(filled: FilledChecklist) -> Message | None:
    match filled.value("F1"):
        case HumanUse.YES:
            return None
        case HumanUse.DOES_NOT_KNOW:
            return N_("F1 : on ne sait pas encore si des personnes sont concernées.")
        case _:
            return N_("F1 : sans réponse.")


def _users_not_established(filled: FilledChecklist) -> Message | None:
    if filled.value("F2") is None:
        return N_("F2 : sans réponse.")
    if not given(filled.answer("F2").source):
        return N_("F2 : ni la source ni la recherche faite ne sont indiquées.")
    return None


def _difference_not_named(filled: FilledChecklist) -> Message | None:
    named = differences(filled.value("F3"))
    if named is None:
        return N_("F3 : sans réponse.")
    if Difference.UNKNOWN in named:
        return N_("F3 : la différence est dite inconnue ; il en faut au moins une nommée.")
    if Difference.NONE in named:
        return N_("F3 : aucune différence n’est nommée.")
    return None


def _data_not_sought(filled: FilledChecklist) -> Message | None:
    match filled.value("A1"):
        case None:
            return N_("A1 : sans réponse.")
        case DataSought.NOT_SOUGHT:
            return N_("A1 : aucune donnée ventilée par sexe n’a été cherchée.")
        case _:
            return None


# --- K2 and K2′ ----------------------------------------------------------------------------------


def _differences_treated(filled: FilledChecklist, rule: Rule) -> tuple[Condition, bool]:
    """Give K2, and whether it holds through K2′ only."""
    material = [code for code in TREATMENT_CRITERIA if _is_material(filled, code)]
    proven = [code for code in material if _is_proven(filled, code)]
    covered = filled.already_covered
    claim_complete = covered is not None and covered.complete
    enough = bool(proven) or claim_complete or rule is Rule.PILOT
    failures = (
        _none_material(filled) if not material else None,
        _absent(filled, material),
        _unanswered(filled, material),
        _without_requirement(filled, material) if material and not enough else None,
    )
    if proven:
        support = N_(
            "Toutes les différences importantes sont traitées (%(material)s), dont par une "
            "exigence avec article et citation : %(proven)s.",
            material=listed(material),
            proven=listed(proven),
        )
    elif rule is Rule.PILOT:
        support = N_(
            "Règle de l’année pilote : toutes les différences importantes sont au moins "
            "mentionnées (%(material)s).",
            material=listed(material),
        )
    else:
        support = N_(
            "Déjà couvert : l’exigence se trouve dans %(reference)s, que le texte cite "
            "(%(clause)s).",
            reference=covered.reference.strip() if covered else "",
            clause=covered.clause.strip() if covered else "",
        )
    condition = _condition(ConditionCode.K2, failures, support)
    return condition, condition.holds and not proven and rule is Rule.STRICT


def _is_material(filled: FilledChecklist, code: str) -> bool:
    not_applicable = filled.value(code) == Treatment.NOT_APPLICABLE
    return filled.answer(code).material is True and not not_applicable


def _is_proven(filled: FilledChecklist, code: str) -> bool:
    answer = filled.answer(code)
    return (
        answer.value == Treatment.REQUIREMENT and given(answer.clause) and given(answer.quotation)
    )


def _none_material(filled: FilledChecklist) -> Message:
    if all(filled.value(code) == Treatment.NOT_APPLICABLE for code in TREATMENT_CRITERIA):
        return N_("A2 à A12 sont tous sans objet : aucune différence importante n’est traitée.")
    return N_("Aucune différence n’est dite importante de A2 à A12.")


def _absent(filled: FilledChecklist, material: list[str]) -> Message | None:
    codes = [code for code in material if filled.value(code) == Treatment.ABSENT]
    return (
        N_("Important, mais absent du texte : %(codes)s.", codes=listed(codes)) if codes else None
    )


def _unanswered(filled: FilledChecklist, material: list[str]) -> Message | None:
    codes = [code for code in material if filled.value(code) is None]
    return N_("Important, mais sans réponse : %(codes)s.", codes=listed(codes)) if codes else None


def _without_requirement(filled: FilledChecklist, material: list[str]) -> Message:
    if filled.already_covered is not None:
        return N_(
            "« Déjà couvert » : il manque la référence citée, l’article qui la cite ou la citation."
        )
    unproven = [code for code in material if filled.value(code) == Treatment.REQUIREMENT]
    if unproven:
        return N_("Réponse 2 sans article ou sans citation : %(codes)s.", codes=listed(unproven))
    return N_(
        "Aucune différence importante n’est traitée par une exigence (réponse 2), ni déjà "
        "couverte par une norme citée : %(codes)s.",
        codes=listed(material),
    )


# --- K3 and K4 -----------------------------------------------------------------------------------


def _does_no_harm(filled: FilledChecklist) -> Condition:
    failure: Message | None
    match filled.value("A13"):
        case DoNoHarm.OK:
            failure = None
        case DoNoHarm.TO_FIX:
            failure = N_("A13 : un désavantage, un stéréotype ou une exclusion reste à corriger.")
        case DoNoHarm.BLOCKING:
            failure = N_("A13 : un désavantage, un stéréotype ou une exclusion est bloquant.")
        case _:
            failure = N_("A13 : sans réponse.")
    return _condition(
        ConditionCode.K3,
        (failure,),
        N_("Le texte ne crée ni désavantage, ni stéréotype, ni exclusion (A13)."),
    )


def _wording_and_figures(filled: FilledChecklist) -> Condition:
    match filled.value("T1"):
        case Wording.OK:
            wording = None
        case Wording.NOT_OK:
            wording = N_("T1 : la rédaction ne convient pas.")
        case _:
            wording = N_("T1 : sans réponse.")
    figures = (
        N_("T2 : les figures ou les exemples ne conviennent pas.")
        if filled.value("T2") == Figures.NOT_OK
        else None
    )
    return _condition(
        ConditionCode.K4,
        (wording, figures),
        N_("La rédaction convient (T1), les figures et les exemples ne gênent pas (T2)."),
    )


# --- Depth ---------------------------------------------------------------------------------------


def _depth(filled: FilledChecklist) -> Fraction | None:
    values = [filled.value(code) for code in CONTENT_CRITERIA]
    scores = [int(value) for value in values if value not in (None, Treatment.NOT_APPLICABLE)]
    return Fraction(sum(scores), 2 * len(scores)) if scores else None
