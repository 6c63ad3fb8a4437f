"""What a fiche still lacks for each of the two thresholds: «déposer» and «inscrire» (§2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalogue.messages import N_, Message
from catalogue.work_programme.vocabulary import Forecast
from review.needs.answers import Answers, is_given
from review.needs.field_list import (
    BY_NUMBER,
    CHAIR_FIELDS,
    GENDER_NUMBERS,
    PART_OF,
    TO_FILE,
    TO_REGISTER,
)
from review.needs.fields_of_gender import REASON_MAXIMUM, REASON_MINIMUM
from review.needs.vocabulary import (
    AdoptionMode,
    BaseDocument,
    Difference,
    IntendedUse,
    Section,
    WorkNature,
    YesNoUnknown,
)

# Natures of work that touch a standard which exists already (field 24).
ON_AN_EXISTING_STANDARD = frozenset(WorkNature) - {WorkNature.NEW, WorkNature.ADOPTION}
SENSITIVE = frozenset({Forecast.PRINCIPAL, Forecast.SIGNIFICANT})
ALONE = frozenset({Difference.NONE.value, Difference.UNKNOWN.value})
_NONE_WORDS = ("aucun", "néant", "neant")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to complete or correct: the field's number, the answer, what to do."""

    number: str
    attribute: str
    message: Message

    @property
    def section(self) -> Section:
        """The page where it is corrected."""
        return BY_NUMBER[self.number].section


def missing_to_file(answers: Answers) -> list[Problem]:
    """List what stops a chair from filing, in the order of the form."""
    return _in_order(_absent(answers, TO_FILE), _wrong(answers))


def missing_to_register(answers: Answers) -> list[Problem]:
    """List what sections A to G still lack for the programme, in the order of the form."""
    return _in_order(_absent(answers, TO_REGISTER), _wrong(answers), _missing_by_case(answers))


def gender_section_complete(answers: Answers) -> bool:
    """Tell whether 34 to 41b are complete, as indicator 5.2 counts them."""
    return not any(p.number in GENDER_NUMBERS for p in missing_to_file(answers))


def says_none(text: str | None) -> bool:
    """Tell whether a text says that there is nothing: «aucune», «aucun document», «néant»."""
    return (text or "").strip().casefold().startswith(_NONE_WORDS)


def _in_order(*groups: Iterable[Problem]) -> list[Problem]:
    """Give one problem an answer, in the order of the form."""
    by_attribute: dict[str, Problem] = {}
    for group in groups:
        for problem in group:
            by_attribute.setdefault(problem.attribute, problem)
    order = {attribute: rank for rank, attribute in enumerate(PART_OF)}
    return sorted(by_attribute.values(), key=lambda problem: order[problem.attribute])


def _ask(attribute: str) -> Problem:
    field, part = PART_OF[attribute]
    return Problem(field.number, attribute, part.missing or N_("Complétez cette réponse."))


def _absent(answers: Answers, numbers: frozenset[str]) -> Iterator[Problem]:
    for field in CHAIR_FIELDS:
        if field.number not in numbers:
            continue
        if field.number == "6" and is_given(answers["proposed_committee"]):
            continue
        for part in field.parts:
            if part.attribute in ASKED_BY_CASE or part.missing is None:
                continue
            if not is_given(answers[part.attribute]):
                yield _ask(part.attribute)


# Parts that have a sentence for their absence, but are asked in certain cases only.
ASKED_BY_CASE = frozenset({"regulation", "base_document_rights", "culture_detail", "labour_detail"})


def _wrong(answers: Answers) -> Iterator[Problem]:
    """Give what was answered and cannot stand, whatever the threshold."""
    reason = (answers["forecast_reason"] or "").strip()
    if reason and not REASON_MINIMUM <= len(reason) <= REASON_MAXIMUM:
        yield Problem(
            "36",
            "forecast_reason",
            N_(
                "Écrivez ce motif en %(minimum)d à %(maximum)d caractères : il en compte"
                " %(length)d.",
                minimum=REASON_MINIMUM,
                maximum=REASON_MAXIMUM,
                length=len(reason),
            ),
        )
    if answers["people_concerned"] is YesNoUnknown.NO and answers["forecast"] in SENSITIVE:
        yield Problem(
            "35",
            "forecast",
            N_(
                "Les réponses 34 et 35 se contredisent : si personne n’est concerné, la norme ne"
                " peut pas prendre le genre en compte. Corrigez l’une des deux."
            ),
        )
    differences = set(answers["differences"] or [])
    if len(differences) > 1 and differences & ALONE:
        yield Problem(
            "37",
            "differences",
            N_("« Aucune » et « inconnue » vont seules : décochez les autres réponses."),
        )
    for answer in ("culture", "labour"):
        if answers[answer] is True and not is_given(answers[f"{answer}_detail"]):
            yield _ask(f"{answer}_detail")


def _missing_by_case(answers: Answers) -> Iterator[Problem]:
    """Give what the second threshold wants only in certain cases."""
    if answers["intended_use"] == IntendedUse.REGULATION and not is_given(answers["regulation"]):
        yield _ask("regulation")
    if answers["work_nature"] in ON_AN_EXISTING_STANDARD and not is_given(
        answers["national_standards"]
    ):
        yield _ask("national_standards")
    base, mode = answers["base_references"], answers["adoption_mode"]
    if is_given(base):
        if mode is None and not says_none(base):
            yield _ask("adoption_mode")
        if mode not in {None, AdoptionMode.NO_BASE} and says_none(base):
            yield Problem(
                "26",
                "adoption_mode",
                N_(
                    "Le champ 23 ne cite aucune norme à reprendre : choisissez « Sans norme "
                    "de base »."
                ),
            )
    if mode is AdoptionMode.MODIFIED and not is_given(answers["deviations"]):
        yield _ask("deviations")
    if answers["base_document"] == BaseDocument.STANDARD and not is_given(
        answers["base_document_rights"]
    ):
        yield _ask("base_document_rights")
    yield from _dates_out_of_order(answers)


def _dates_out_of_order(answers: Answers) -> Iterator[Problem]:
    dates = answers["target_dates"] or {}
    asked = [dates[code] for code in PART_OF["target_dates"][1].choices if code in dates]
    if asked != sorted(asked):
        yield Problem(
            "43",
            "target_dates",
            N_("Les dates cibles ne se suivent pas : chaque stade vient après le précédent."),
        )
