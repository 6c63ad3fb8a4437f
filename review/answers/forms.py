"""The form of one section of the checklist, built from the version the round started with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from catalogue.forms import (
    Form,
    IntegerField,
    LongTextField,
    ManyOfField,
    OneOfField,
    TextField,
    TickField,
    VersionedForm,
    choices,
)
from catalogue.messages import N_, Message
from review.answers.completeness import ALREADY_COVERED, GENDER_PURPOSE
from review.answers.criteria import Criterion, Field
from review.answers.filled import NO, YES, composition_text
from review.answers.marker import AlreadyCovered, CriterionAnswer, GenderPurpose
from review.answers.sections import LINE_LENGTH, STATEMENTS, TEXT_LENGTH
from review.answers.services import Entries
from review.answers.vocabulary import ANSWER_CODES

LARGEST_COMMITTEE = 100_000

YES_NO = {YES: N_("Oui"), NO: N_("Non")}

# Each stands as one box to tick: nothing is claimed by leaving it.
STATEMENT_TEXTS: Mapping[str, Message] = {
    GENDER_PURPOSE: N_(
        "Objectif principal : le domaine d’application ou l’introduction dit que la norme "
        "n’existerait pas sans un besoin lié au genre"
    ),
    ALREADY_COVERED: N_(
        "Déjà couvert : une norme citée de façon normative contient déjà l’exigence"
    ),
}


class SubmitForm(VersionedForm):
    """Hand the checklist in."""


class ReopenForm(VersionedForm):
    """Take one's review up again, with the reason."""

    reason = LongTextField(_l("Pourquoi reprenez-vous votre relecture ?"), maximum=1000)


class SectionForm(VersionedForm):
    """The criteria of one page; a text beside a statement that is not ticked is pointed out."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse to choose between a box left empty and the words typed under it."""
        valid = bool(super().validate(extra_validators))
        for code in STATEMENTS:
            name = f"{code}_value"
            texts = [f"{code}_{one}" for one in (Field.REFERENCE, Field.CLAUSE, Field.QUOTATION)]
            if name in self and not self[name].data and any(_sent(self, one) for one in texts):
                self.point_out(
                    {name: N_("Cochez cette affirmation, ou effacez ce qui est écrit dessous.")}
                )
                valid = False
        return valid


def section_form(
    criteria: Iterable[Criterion],
    questions: Mapping[str, str],
    codes: Iterable[str],
    *,
    with_reasons: bool,
) -> type[SectionForm]:
    """Build the form of the criteria a person answers on one page.

    ``criteria`` are those of the version, ``questions`` gives the wording of each;
    ``with_reasons`` adds the adjudicator's reason to each. The form refuses only what cannot be
    read: an incomplete answer is kept.
    """
    fields: dict[str, Any] = {}
    asked = {one.code: one for one in criteria}
    for code in codes:
        if code in STATEMENTS:
            fields.update(_statement(code))
        else:
            fields.update(_criterion(asked[code], questions[code]))
        if with_reasons:
            fields[f"{code}_reason"] = LongTextField(
                _l("Pourquoi vous tranchez ainsi"), maximum=TEXT_LENGTH
            )
    return type("OneSectionForm", (SectionForm,), fields)


def _criterion(criterion: Criterion, question: str) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    code = criterion.code
    label = f"{code}. {question}"
    if code == "F3":
        fields["F3_value"] = ManyOfField(label, choices=choices(criterion.labels))
    elif criterion.takes_counts:
        fields[f"{code}_women"] = IntegerField(_l("Nombre de femmes"), largest=LARGEST_COMMITTEE)
        fields[f"{code}_men"] = IntegerField(_l("Nombre d’hommes"), largest=LARGEST_COMMITTEE)
        fields[f"{code}_unknown"] = TickField(_l("Inconnu : la liste ou les déclarations manquent"))
    else:
        fields[f"{code}_value"] = OneOfField(label, choices=choices(criterion.labels))
    if criterion.takes_material:
        fields[f"{code}_material"] = OneOfField(
            _l("La différence est-elle importante pour cette norme ?"), choices=choices(YES_NO)
        )
    texts = criterion.texts.items()
    fields.update({f"{code}_{name.value}": _text(name, text) for name, text in texts})
    return fields


def _statement(code: str) -> dict[str, Any]:
    fields: dict[str, Any] = {f"{code}_value": TickField(_l(STATEMENT_TEXTS[code].msgid))}
    if code == ALREADY_COVERED:
        fields[f"{code}_reference"] = TextField(_l("Référence de la norme citée"), maximum=300)
    fields[f"{code}_clause"] = TextField(
        _l("Article qui la cite")
        if code == ALREADY_COVERED
        else _l("Article du domaine d’application ou de l’introduction"),
        maximum=LINE_LENGTH,
    )
    if code == ALREADY_COVERED:
        fields[f"{code}_quotation"] = LongTextField(
            _l("Citation de l’exigence que cette norme contient"), maximum=TEXT_LENGTH
        )
    return fields


def _text(name: Field, label: Message) -> Any:
    if name is Field.CLAUSE:
        return TextField(_l(label.msgid), maximum=LINE_LENGTH)
    return LongTextField(_l(label.msgid), maximum=TEXT_LENGTH)


def initial(texts: Mapping[str, str]) -> dict[str, Any]:
    """Turn recorded texts into what the form shows at first."""
    data: dict[str, Any] = dict(texts)
    if "F3_value" in data:
        data["F3_value"] = [one for one in texts["F3_value"].split(",") if one]
    ticks = {f"{code}_value" for code in STATEMENTS}
    for name, text in texts.items():
        if name.endswith(("_women", "_men")):
            data[name] = int(text) if text else None
        elif name.endswith("_unknown") or name in ticks:
            data[name] = bool(text)
    return data


def entries_of(form: Form, codes: Iterable[str]) -> Entries:
    """Read what was sent for some criteria."""
    codes = tuple(codes)
    return Entries(
        answers={code: _answer(form, code) for code in codes if code not in STATEMENTS},
        already_covered=_covered(form) if _ticked(form, ALREADY_COVERED) else None,
        gender_purpose=GenderPurpose(_sent(form, f"{GENDER_PURPOSE}_clause"))
        if _ticked(form, GENDER_PURPOSE)
        else None,
        reasons={code: _sent(form, f"{code}_reason") for code in codes},
    )


def _answer(form: Form, code: str) -> CriterionAnswer:
    if code == "F3":
        chosen = form["F3_value"].data or []
        value = ",".join(one for one in ANSWER_CODES["F3"] if one in chosen) or None
    elif f"{code}_women" in form:
        value = composition_text(
            form[f"{code}_women"].data,
            form[f"{code}_men"].data,
            unknown=bool(form[f"{code}_unknown"].data),
        )
    else:
        value = form[f"{code}_value"].data
    material = {YES: True, NO: False}.get(_sent(form, f"{code}_material"))
    return CriterionAnswer(
        value=value,
        material=material,
        clause=_sent(form, f"{code}_clause"),
        quotation=_sent(form, f"{code}_quotation"),
        note=_sent(form, f"{code}_note"),
        source=_sent(form, f"{code}_source"),
    )


def _covered(form: Form) -> AlreadyCovered:
    return AlreadyCovered(
        reference=_sent(form, f"{ALREADY_COVERED}_reference"),
        clause=_sent(form, f"{ALREADY_COVERED}_clause"),
        quotation=_sent(form, f"{ALREADY_COVERED}_quotation"),
    )


def _ticked(form: Form, code: str) -> bool:
    name = f"{code}_value"
    return name in form and bool(form[name].data)


def _sent(form: Form, name: str) -> str:
    return str(form[name].data or "") if name in form else ""
