"""What still stops the submission of a checklist, each with the input to fill and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from catalogue.messages import N_, Message
from review.answers.marker import FilledChecklist, given
from review.answers.vocabulary import (
    CRITERIA,
    SHORT_FORM_CRITERIA,
    TREATMENT_CRITERIA,
    Consultation,
    DataSought,
    Difference,
    DoNoHarm,
    HumanUse,
    Treatment,
    UsersBySex,
    Wording,
    YesNoUnknown,
)

# Codes of what stands beside the 23 criteria.
ALREADY_COVERED = "already_covered"
GENDER_PURPOSE = "gender_purpose"

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_DIGIT = re.compile(r"[0-9]")


class Field(StrEnum):
    """The inputs of a criterion; REFERENCE belongs to «déjà couvert» alone."""

    VALUE = "value"
    MATERIAL = "material"
    CLAUSE = "clause"
    QUOTATION = "quotation"
    NOTE = "note"
    SOURCE = "source"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to fill or correct: the criterion, its input, and the sentence to show there.

    ``code`` is a criterion, ALREADY_COVERED or GENDER_PURPOSE.
    """

    code: str
    field: Field
    message: Message


def still_missing(filled: FilledChecklist, *, class_a_open: int = 0) -> tuple[Missing, ...]:
    """List all that stops submission, in the order of the checklist (product_rules §3).

    Nothing listed means the review may be submitted. The short form (outcome NP) asks F1 to F3,
    the reason and A13 only, and no source for F2 when nobody is concerned. ``class_a_open`` counts
    the class-A hints of the version read that are neither resolved nor dismissed; it is 0 where no
    readable version is attached.

    Where the facts beside a code stand: the figure of F2, the population of A1, the number heard of
    P1 and the name of P3 in ``note``; the source or search of F2, the place and date of A1 in
    ``source``; the reason of the short form in the note of the answer that leads to it, F1 or F3.
    """
    if filled.short_form:
        return tuple(_short_form(filled))
    return tuple(_full_form(filled, class_a_open))


def _short_form(filled: FilledChecklist) -> Iterator[Missing]:
    nobody_concerned = filled.value("F1") == HumanUse.NO
    reason_code = "F1" if nobody_concerned else "F3"
    for code in SHORT_FORM_CRITERIA:
        if filled.value(code) is None:
            yield _unanswered(filled, code)
        elif code == "F2" and not nobody_concerned:
            yield from _users(filled)
        elif code == "A13" and filled.value("A13") != DoNoHarm.OK:
            yield Missing(
                "A13",
                Field.VALUE,
                N_(
                    "A13 : la grille courte suppose que le texte ne nuit à personne. "
                    "S’il peut nuire, revoyez F1 et F3 et remplissez la grille entière."
                ),
            )
        if code == reason_code and not given(filled.answer(code).note):
            yield Missing(
                code,
                Field.NOTE,
                N_(
                    "%(code)s : dites en une phrase pourquoi le genre n’est pas pertinent.",
                    code=code,
                ),
            )


def _full_form(filled: FilledChecklist, class_a_open: int) -> Iterator[Missing]:
    for code in CRITERIA:
        if filled.value(code) is None:
            yield _unanswered(filled, code)
        elif code in TREATMENT_CRITERIA:
            yield from _treatment(filled, code)
        elif code == "F2":
            yield from _users(filled)
        elif code == "A1":
            yield from _data(filled)
        elif code == "T1":
            yield from _wording(filled, class_a_open)
        elif code in {"P1", "P3"}:
            yield from _participation(filled, code)
    yield from _claims(filled)


# --- A criterion without a possible answer -------------------------------------------------------


def _unanswered(filled: FilledChecklist, code: str) -> Missing:
    written = (filled.answer(code).value or "").strip()
    return Missing(code, Field.VALUE, _impossible(code, written) if written else _to_answer(code))


def _to_answer(code: str) -> Message:
    match code:
        case "F3":
            return N_("F3 : cochez les différences attendues, ou « aucune », ou « inconnue ».")
        case "P2":
            return N_("P2 : donnez le nombre de femmes et d’hommes, ou cochez « inconnu ».")
        case _:
            return N_("%(code)s : choisissez une réponse.", code=code)


def _impossible(code: str, written: str) -> Message:
    codes = {part.strip() for part in written.split(",")}
    if code == "F3" and codes <= set(Difference):
        return N_(
            "F3 : « aucune » et « inconnue » se cochent seules. Gardez-en une, ou gardez les "
            "différences nommées."
        )
    if code == "P2":
        return N_("P2 : donnez deux nombres entiers, femmes et hommes, ou cochez « inconnu ».")
    return N_(
        "%(code)s : la réponse « %(answer)s » n’existe pas. Choisissez-en une de la liste.",
        code=code,
        answer=written[:40],
    )


# --- What an answer asks beside it ---------------------------------------------------------------


def _users(filled: FilledChecklist) -> Iterator[Missing]:
    answer = filled.answer("F2")
    if answer.value != UsersBySex.UNKNOWN and not given(answer.note):
        yield Missing("F2", Field.NOTE, N_("F2 : écrivez le chiffre ou l’estimation, par sexe."))
    if given(answer.source):
        return
    if answer.value == UsersBySex.UNKNOWN:
        yield Missing("F2", Field.SOURCE, N_("F2 : dites où vous avez cherché."))
    else:
        yield Missing("F2", Field.SOURCE, N_("F2 : indiquez la source et son année."))


def _data(filled: FilledChecklist) -> Iterator[Missing]:
    answer = filled.answer("A1")
    match answer.value:
        case DataSought.NOTHING_REPRESENTATIVE:
            if not given(answer.source):
                yield Missing("A1", Field.SOURCE, N_("A1 : dites où et quand vous avez cherché."))
        case DataSought.REPRESENTATIVE:
            if not _YEAR.search(answer.source):
                yield Missing("A1", Field.SOURCE, N_("A1 : indiquez la source et son année."))
            if not given(answer.note):
                yield Missing("A1", Field.NOTE, N_("A1 : dites quelle population est décrite."))


def _treatment(filled: FilledChecklist, code: str) -> Iterator[Missing]:
    answer = filled.answer(code)
    if answer.value == Treatment.NOT_APPLICABLE:
        if not given(answer.note):
            yield Missing(
                code, Field.NOTE, N_("%(code)s : dites pourquoi c’est sans objet.", code=code)
            )
        return
    if answer.material is None:
        yield Missing(
            code,
            Field.MATERIAL,
            N_("%(code)s : dites si la différence est importante, oui ou non.", code=code),
        )
    if answer.value == Treatment.ABSENT:
        if answer.material is False and not given(answer.note):
            yield Missing(
                code,
                Field.NOTE,
                N_(
                    "%(code)s : dites en une phrase pourquoi la différence n’est pas importante. "
                    "Cette phrase est imprimée avec la décision.",
                    code=code,
                ),
            )
        return
    if not given(answer.clause):
        yield Missing(
            code,
            Field.CLAUSE,
            N_("%(code)s : indiquez l’article du texte qui traite la différence.", code=code),
        )
    if answer.value == Treatment.REQUIREMENT and answer.material and not given(answer.quotation):
        yield Missing(
            code, Field.QUOTATION, N_("%(code)s : citez les mots de l’exigence.", code=code)
        )


def _wording(filled: FilledChecklist, class_a_open: int) -> Iterator[Missing]:
    if filled.value("T1") == Wording.OK and class_a_open > 0:
        yield Missing(
            "T1",
            Field.VALUE,
            N_(
                "T1 : pistes de classe A ni réglées ni écartées dans le texte : %(count)s. "
                "Réglez-les ou écartez-les, ou répondez que la rédaction ne convient pas.",
                count=class_a_open,
            ),
        )


def _participation(filled: FilledChecklist, code: str) -> Iterator[Missing]:
    answer = filled.answer(code)
    heard = {Consultation.HEARD_ONCE, Consultation.HEARD_THROUGHOUT}
    if code == "P1" and answer.value in heard and not _DIGIT.search(answer.note):
        yield Missing(
            "P1", Field.NOTE, N_("P1 : donnez le nombre de personnes ou d’organisations entendues.")
        )
    if code == "P3" and answer.value == YesNoUnknown.YES and not given(answer.note):
        yield Missing("P3", Field.NOTE, N_("P3 : nommez la personne formée au genre."))


# --- What stands beside the criteria -------------------------------------------------------------


def _claims(filled: FilledChecklist) -> Iterator[Missing]:
    covered = filled.already_covered
    if covered is not None:
        asked = (
            (Field.REFERENCE, covered.reference, N_("Déjà couvert : indiquez la norme citée.")),
            (Field.CLAUSE, covered.clause, N_("Déjà couvert : indiquez l’article qui la cite.")),
            (
                Field.QUOTATION,
                covered.quotation,
                N_("Déjà couvert : citez l’exigence qu’elle tient."),
            ),
        )
        for field, text, message in asked:
            if not given(text):
                yield Missing(ALREADY_COVERED, field, message)
    purpose = filled.gender_purpose
    if purpose is not None and not given(purpose.clause):
        yield Missing(
            GENDER_PURPOSE,
            Field.CLAUSE,
            N_(
                "Objectif principal : indiquez l’article du domaine d’application ou de "
                "l’introduction qui dit ce besoin, ou retirez cette affirmation."
            ),
        )
