"""Forms of the imports: choosing a file, applying it, undoing it."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from catalogue.exchange.vocabulary import IMPORT_KIND_LABELS
from catalogue.exchange.workbook import LARGEST_FILE
from catalogue.forms import (
    FileField,
    Form,
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
