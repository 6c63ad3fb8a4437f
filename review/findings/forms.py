"""Forms of findings, answers, the new version, and what is said of earlier findings."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice

from catalogue.forms import (
    ChoiceField,
    FileField,
    Form,
    FrenchDateField,
    IntegerField,
    LongTextField,
    OneOfField,
    Required,
    TextField,
    VersionedForm,
    choices,
)
from review.findings.vocabulary import (
    CLAUSE_LENGTH,
    FINDING_LENGTH,
    NOTE_LENGTH,
    REPLY_ANSWER_LABELS,
    REPLY_LENGTH,
)

# An option stays on one line of a desk's screen; a phone cuts its end, after whole words.
_QUESTION_SHOWN = 70

LIFTED, NOT_LIFTED = "leve", "non_leve"


class ListForm(VersionedForm):
    """One press on a list of findings."""


class FindingForm(VersionedForm):
    """One finding: the criterion, where, and what is to take up again."""

    code = ChoiceField(
        _l("Critère de la grille"), [Required(_l("Choisissez le critère."))], choices=[]
    )
    clause = TextField(_l("Article du texte"), maximum=CLAUSE_LENGTH)
    page = IntegerField(_l("Page"), smallest=1, largest=9999)
    text = LongTextField(
        _l("Ce qui est à reprendre"),
        [Required(_l("Dites ce qui est à reprendre."))],
        maximum=FINDING_LENGTH,
    )

    def offer(self, questions: Mapping[str, str]) -> None:
        """Offer the criteria of the round's checklist, with the first words of their question."""
        self.code.choices = [
            SelectChoice(
                value=code,
                label=f"{code} – {textwrap.shorten(question, _QUESTION_SHOWN, placeholder=' …')}",
            )
            for code, question in questions.items()
        ]


class ReplyForm(VersionedForm):
    """The committee's answer to one finding."""

    answer = OneOfField(
        _l("Que fait le comité de ce constat ?"),
        [Required(_l("Choisissez une des trois réponses."))],
        choices=choices(REPLY_ANSWER_LABELS),
    )
    text = LongTextField(
        _l("Ce qui est changé, et où ; ou pourquoi le constat n’est pas retenu"),
        [Required(_l("Dites ce qui est changé et où, ou pourquoi le constat n’est pas retenu."))],
        maximum=REPLY_LENGTH,
    )


class NewVersionForm(VersionedForm):
    """The version of the text that answers the findings."""

    upload = FileField(
        _l("Fichier de la nouvelle version"), families=("PDF", "Word", "LibreOffice")
    )
    title = TextField(_l("Titre du texte"), maximum=200)
    dated_on = FrenchDateField(_l("Date portée sur le texte"))


def check_form(numbers: Mapping[int, int]) -> type[Form]:
    """Make the form that says of each earlier finding whether it is lifted; by id, its number."""
    fields: dict[str, Any] = {}
    for finding_id, number in numbers.items():
        fields[f"lifted_{finding_id}"] = OneOfField(
            _l("Le constat %(number)s, dans la version que vous lisez", number=number),
            choices=[(LIFTED, _l("Levé")), (NOT_LIFTED, _l("Non levé"))],
        )
        fields[f"note_{finding_id}"] = LongTextField(_l("Note"), maximum=NOTE_LENGTH)
    return type("CheckForm", (Form,), fields)


def said_in(form: Form, finding_ids: Sequence[int]) -> dict[int, tuple[bool, str]]:
    """Give what was said of each finding; a note alone says nothing yet, and is pointed out."""
    said = {}
    for finding_id in finding_ids:
        lifted = form[f"lifted_{finding_id}"].data
        note = form[f"note_{finding_id}"].data or ""
        if lifted in {LIFTED, NOT_LIFTED}:
            said[finding_id] = (lifted == LIFTED, note)
        elif note:
            form[f"lifted_{finding_id}"].errors = [_("Dites si ce constat est levé ou non.")]
    return said
