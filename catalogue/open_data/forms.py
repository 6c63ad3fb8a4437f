"""Forms of ISO's open data: choosing a file, publishing it, undoing it."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from catalogue.forms import FileField, Form, LongTextField, Required, TickField, VersionedForm


class OpenDataFileForm(Form):
    """Which file; what it describes is told from its content."""

    file = FileField(
        _l("Fichier de l’ISO"),
        [Required(_l("Choisissez un fichier."))],
        families=("CSV", "JSON lines", "XML", "gzip"),
    )


class PublishForm(VersionedForm):
    """Publishing what the preview shows."""

    valid_rows_only = TickField(_l("Publier seulement les lignes valables"))


class UndoForm(VersionedForm):
    """Undoing the last published file."""

    reason = LongTextField(
        _l("Pourquoi annuler cet import ?"),
        [Required(_l("Dites pourquoi : le motif est inscrit au journal."))],
        maximum=600,
    )
