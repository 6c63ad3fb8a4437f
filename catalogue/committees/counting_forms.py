"""The forms of counts without names, of meetings, and of taking a person out of the register."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice

from catalogue.committees.counting import CountFacts, MeetingFacts
from catalogue.forms import (
    Form,
    FrenchDateField,
    IntegerField,
    LongTextField,
    ManyOfField,
    OnceForm,
    Required,
    TextField,
    VersionedForm,
)

_MOST = 10_000
_WHOLE = _l("Un nombre de personnes, pas un pourcentage. Zéro s’il n’y en a pas.")


class HeadcountField(IntegerField):
    """A number of people; a share is worked out, never typed."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; say of a percentage that people are wanted."""
        if valuelist and "%" in valuelist[0]:
            self.data = None
            raise ValueError(
                _(
                    "« %(text)s » est une part : écrivez le nombre de personnes. Les parts sont "
                    "calculées, jamais saisies.",
                    text=valuelist[0].strip()[:20],
                )
            )
        super().process_formdata(valuelist)


class CountForm(OnceForm):
    """Seats whose holders are not named, from a list that has a date."""

    counted_on = FrenchDateField(_l("Compté le"), [Required()], description=_l("JJ/MM/AAAA."))
    women = HeadcountField(_l("Femmes"), [Required()], largest=_MOST, description=_WHOLE)
    men = HeadcountField(_l("Hommes"), [Required()], largest=_MOST)
    undeclared = HeadcountField(_l("Sexe non déclaré"), largest=_MOST)
    vacant = HeadcountField(_l("Sièges vacants"), largest=_MOST)
    source = TextField(
        _l("D’où viennent ces nombres"),
        [Required()],
        maximum=500,
        description=_l("Par exemple : liste des membres signée le 12/03/2025."),
    )

    def facts(self) -> CountFacts:
        """Read what was typed as facts."""
        return CountFacts(
            counted_on=self.counted_on.data,
            women=self.women.data or 0,
            men=self.men.data or 0,
            undeclared=self.undeclared.data or 0,
            vacant=self.vacant.data or 0,
            source=self.source.data or "",
        )


class RemovalForm(Form):
    """Why something is taken away."""

    reason = LongTextField(_l("Raison"), [Required()], maximum=600)


class _MeetingFields(Form):
    """A meeting: who of the register came, and how many others."""

    held_on = FrenchDateField(_l("Jour de la réunion"), [Required()], description=_l("JJ/MM/AAAA."))
    subject = TextField(_l("Objet"), maximum=300)
    present = ManyOfField(_l("Personnes présentes"), coerce=int)
    women = HeadcountField(
        _l("Autres femmes présentes"),
        largest=_MOST,
        description=_l(
            "Celles que la liste ci-dessus ne nomme pas. Un nombre, pas un pourcentage."
        ),
    )
    men = HeadcountField(_l("Autres hommes présents"), largest=_MOST)
    undeclared = HeadcountField(_l("Autres personnes, sexe non déclaré"), largest=_MOST)
    source = TextField(
        _l("D’où viennent ces présences"),
        [Required()],
        maximum=500,
        description=_l("Par exemple : feuille de présence signée, procès-verbal n° 3."),
    )

    def __init__(self, *args: Any, people: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.present.choices = [SelectChoice(one, label) for one, label in people]

    def facts(self) -> MeetingFacts:
        """Read what was typed as facts."""
        return MeetingFacts(
            held_on=self.held_on.data,
            subject=self.subject.data or None,
            present=frozenset(self.present.data or ()),
            women=self.women.data or 0,
            men=self.men.data or 0,
            undeclared=self.undeclared.data or 0,
            source=self.source.data or "",
        )


class MeetingForm(_MeetingFields, OnceForm):
    """A meeting not yet recorded."""


class MeetingCorrectionForm(_MeetingFields, VersionedForm):
    """A meeting recorded wrongly, corrected with a reason."""

    reason = LongTextField(_l("Raison de la correction"), [Required()], maximum=600)


class ErasureForm(VersionedForm):
    """Who asked that a person be taken out of the register, and why."""

    reason = LongTextField(
        _l("Qui l’a demandé, et quand"),
        [Required()],
        maximum=600,
        description=_l("Par exemple : demande écrite de la personne, reçue le 12/03/2026."),
    )
