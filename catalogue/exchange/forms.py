"""Forms of the imports: choosing a file, applying it, undoing it."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from catalogue.exchange.vocabulary import CHOICE_LABELS, IMPORT_KIND_LABELS
from catalogue.exchange.workbook import LARGEST_FILE
from catalogue.forms import (
    FileField,
    Form,
    IntegerField,
    LongTextField,
    OneOfField,
    Required,
    TickField,
    VersionedForm,
    choices,
)


class FileForm(Form):
    """Which list, and which file."""

    kind = OneOfField(
        _l("Que contient le fichier ?"), [Required()], choices=choices(IMPORT_KIND_LABELS)
    )
    file = FileField(
        _l("Fichier à importer"),
        [Required(_l("Choisissez un fichier."))],
        families=("Excel", "LibreOffice", "CSV"),
        largest=LARGEST_FILE,
    )


class ApplyForm(VersionedForm):
    """Applying what the preview shows."""

    valid_rows_only = TickField(_l("Appliquer seulement les lignes valables"))


class UndoForm(VersionedForm):
    """Undoing an applied import."""

    reason = LongTextField(
        _l("Pourquoi annuler cet import ?"),
        [Required(_l("Dites pourquoi : le motif est inscrit au journal."))],
        maximum=600,
    )


class ArrangeForm(VersionedForm):
    """Saying what each column is; the columns themselves are as many as the file has."""

    hidden_rows = TickField(_l("Lire aussi les lignes masquées"))
    remember = TickField(
        _l("Retenir ces colonnes pour les prochains fichiers avec les mêmes titres"), default=True
    )


class ReadingsForm(Form):
    """Saying how to read doubtful cells."""

    all = TickField(_l("Toutes"))


class ChoiceForm(Form):
    """Choosing between the file and what is recorded."""

    choice = OneOfField(_l("Que garder ?"), [Required()], choices=choices(CHOICE_LABELS))
    row = IntegerField(_l("Ligne"))
