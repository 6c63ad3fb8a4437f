"""What still stops the submission of a checklist, each with the input to fill and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from catalogue.messages import N_, Message
from review.answers.criteria import Criterion, Field
from review.answers.marker import FilledChecklist, given
from review.answers.vocabulary import (
    SHORT_FORM_CRITERIA,
    Consultation,
    DataSought,
    Difference,
    DoNoHarm,
    Figures,
    HumanUse,
    Treatment,
    UsersBySex,
    Wording,
    YesNoUnknown,
)
from review.checklists.vocabulary import AnswerKind

# Codes of what stands beside the criteria.
ALREADY_COVERED = "already_covered"
GENDER_PURPOSE = "gender_purpose"

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_DIGIT = re.compile(r"[0-9]")


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
    the reason and A13 only, and no source for F2 when nobody is concerned. A criterion that the
    version calls optional may stay without an answer; answered, it owes the same as any other of
    its kind. ``class_a_open`` counts the class-A hints of the version read that are neither
    resolved nor dismissed; it is 0 where no readable version is attached.

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
    for criterion in filled.criteria:
        code = criterion.code
        if code not in SHORT_FORM_CRITERIA:
            continue
        if filled.value(code) is None:
            yield _unanswered(filled, criterion)
        elif code == "F2" and not nobody_concerned:
            yield from _users(filled, criterion)
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
    for criterion in filled.criteria:
        code = criterion.code
        if filled.value(code) is None:
            if criterion.required or given(filled.answer(code).value or ""):
                yield _unanswered(filled, criterion)
        elif code == "T1":
            yield from _wording(filled, class_a_open)
        elif criterion.kind in _ASKED:
            yield from _ASKED[criterion.kind](filled, criterion)
    yield from _claims(filled)


# --- A criterion without a possible answer -------------------------------------------------------


def _unanswered(filled: FilledChecklist, criterion: Criterion) -> Missing:
    written = (filled.answer(criterion.code).value or "").strip()
    said = _impossible(criterion, written) if written else _to_answer(criterion)
    return Missing(criterion.code, Field.VALUE, said)


def _to_answer(criterion: Criterion) -> Message:
    code = criterion.code
    if code == "F3":
        return N_("F3 : cochez les différences attendues, ou « aucune », ou « inconnue ».")
    if criterion.takes_counts:
        return N_(
            "%(code)s : donnez le nombre de femmes et d’hommes, ou cochez « inconnu ».", code=code
        )
    return N_("%(code)s : choisissez une réponse.", code=code)


def _impossible(criterion: Criterion, written: str) -> Message:
    code = criterion.code
    codes = {part.strip() for part in written.split(",")}
    if code == "F3" and codes <= set(Difference):
        return N_(
            "F3 : « aucune » et « inconnue » se cochent seules. Gardez-en une, ou gardez les "
            "différences nommées."
        )
    if criterion.takes_counts:
        return N_(
            "%(code)s : donnez deux nombres entiers, femmes et hommes, ou cochez « inconnu ».",
            code=code,
        )
    return N_(
        "%(code)s : la réponse « %(answer)s » n’existe pas. Choisissez-en une de la liste.",
        code=code,
        answer=written[:40],
    )


# --- What an answer asks beside it ---------------------------------------------------------------


def _users(filled: FilledChecklist, _criterion: Criterion) -> Iterator[Missing]:
    answer = filled.answer("F2")
    if answer.value != UsersBySex.UNKNOWN and not given(answer.note):
        yield Missing("F2", Field.NOTE, N_("F2 : écrivez le chiffre ou l’estimation, par sexe."))
    if given(answer.source):
        return
    if answer.value == UsersBySex.UNKNOWN:
        yield Missing("F2", Field.SOURCE, N_("F2 : dites où vous avez cherché."))
    else:
        yield Missing("F2", Field.SOURCE, N_("F2 : indiquez la source et son année."))


def _data(filled: FilledChecklist, _criterion: Criterion) -> Iterator[Missing]:
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


def _treatment(filled: FilledChecklist, criterion: Criterion) -> Iterator[Missing]:
    code = criterion.code
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


def _consultation(filled: FilledChecklist, _criterion: Criterion) -> Iterator[Missing]:
    answer = filled.answer("P1")
    heard = {Consultation.HEARD_ONCE, Consultation.HEARD_THROUGHOUT}
    if answer.value in heard and not _DIGIT.search(answer.note):
        yield Missing(
            "P1", Field.NOTE, N_("P1 : donnez le nombre de personnes ou d’organisations entendues.")
        )


def _name(filled: FilledChecklist, criterion: Criterion) -> Iterator[Missing]:
    code = criterion.code
    answer = filled.answer(code)
    if answer.value != YesNoUnknown.YES or given(answer.note):
        return
    if code == "P3":
        yield Missing(code, Field.NOTE, N_("P3 : nommez la personne formée au genre."))
    else:
        yield Missing(code, Field.NOTE, N_("%(code)s : donnez le nom.", code=code))


def _fitness(filled: FilledChecklist, criterion: Criterion) -> Iterator[Missing]:
    """Ask of a criterion added later what to mend, or why it does not apply; nothing of T2."""
    code = criterion.code
    answer = filled.answer(code)
    if not criterion.extra or given(answer.note):
        return
    if answer.value == Figures.NOT_OK:
        yield Missing(code, Field.NOTE, N_("%(code)s : dites ce qu’il faut reprendre.", code=code))
    elif answer.value == Figures.NOT_APPLICABLE:
        yield Missing(
            code, Field.NOTE, N_("%(code)s : dites pourquoi c’est sans objet.", code=code)
        )


# What an answer of each kind owes beside its code.
_ASKED: Mapping[AnswerKind, Callable[[FilledChecklist, Criterion], Iterator[Missing]]] = {
    AnswerKind.USERS_BY_SEX: _users,
    AnswerKind.DATA: _data,
    AnswerKind.TREATMENT: _treatment,
    AnswerKind.FIGURES: _fitness,
    AnswerKind.CONSULTATION: _consultation,
    AnswerKind.YES_NO_NAME: _name,
}


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
