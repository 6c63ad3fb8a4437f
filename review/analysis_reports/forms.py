"""The forms of an analysis report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from catalogue.forms import ChoiceField, LongTextField, OnceForm, Required, TickField, VersionedForm


class _Texts:
    findings = LongTextField(
        _l("Constat"),
        maximum=8000,
        description=_l("Ce que les chiffres montrent. Ne nommez personne : ce texte est publié."),
    )
    causes = LongTextField(_l("Causes"), maximum=8000)
    recommendations = LongTextField(_l("Recommandations"), maximum=8000)

    @property
    def texts(self) -> dict[str, str]:
        """The three texts as they are kept."""
        return {
            "findings": self.findings.data or "",
            "causes": self.causes.data or "",
            "recommendations": self.recommendations.data or "",
        }


class NewReportForm(_Texts, OnceForm):
    """The reading a report is written on, and its texts."""

    reading_id = ChoiceField(_l("Relevé clos"), [Required()], coerce=int, choices=())

    def __init__(self, *args: Any, readings: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reading_id.choices = list(readings)


class ReportForm(_Texts, VersionedForm):
    """The texts of a report under way."""


class PublishingForm(VersionedForm):
    """A report is published for good."""

    read_again = TickField(
        _l(
            "J’ai relu l’exemplaire destiné à l’extérieur : le texte ne nomme personne et n’écrit "
            "aucun nombre masqué."
        )
    )


class RemovalForm(VersionedForm):
    """A draft taken away."""
