"""The forms of a file brought: the file, what its columns hold, what is done of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from catalogue.exchange.columns import Column
from catalogue.exchange.workbook import LARGEST_FILE
from catalogue.forms import (
    ChoiceField,
    FileField,
    Form,
    OneOfField,
    Required,
    TickField,
    VersionedForm,
)
from catalogue.i18n import say
from review.brought_files.kinds import JudgedRow
from review.brought_files.tables import Laid


class FileForm(Form):
    """The spreadsheet to choose."""

    file = FileField(
        _l("Fichier"),
        [Required(_l("Choisissez un fichier."))],
        families=("Excel", "LibreOffice", "CSV"),
        largest=LARGEST_FILE,
    )


class ConfirmForm(VersionedForm):
    """Nothing is asked: the act is confirmed."""


def columns_form(laid: Laid, columns: Sequence[Column]) -> type[VersionedForm]:
    """Make the form that asks what each column of a file holds (``col3``)."""
    held = {place: code for code, place in laid.places.items()}
    fields: dict[str, Any] = {
        f"col{place}": ChoiceField(
            _l("Colonne « %(name)s »", name=text)
            if text
            else _l("Colonne %(number)d, sans titre", number=place + 1),
            description=_l("Par exemple : %(text)s", text=example)
            if (example := laid.example(place))
            else "",
            choices=[(one.code, say(one.heading)) for one in columns],
            default=held.get(place, ""),
            blank=_l("Laisser de côté"),
        )
        for place, text in enumerate(laid.headings)
    }
    return type("ColumnsForm", (VersionedForm,), fields)


def rows_form(rows: Sequence[JudgedRow]) -> type[VersionedForm]:
    """Make the form of a file shown: what is asked of its rows (``row12``), those left out."""
    fields: dict[str, Any] = {
        f"row{row.number}": OneOfField(
            _l("Ligne %(number)d : qu’en faire ?", number=row.number),
            choices=[(code, say(label)) for code, label in row.asks],
        )
        for row in rows
        if row.asks and not row.faults
    }
    if any(row.faults for row in rows):
        fields["leave_out"] = TickField(
            _l("Reprendre les autres lignes, sans celles qui sont signalées")
        )
    return type("RowsForm", (VersionedForm,), fields)
