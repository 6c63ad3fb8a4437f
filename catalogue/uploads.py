"""The field that takes a file: its kinds and size, said before and after."""

from __future__ import annotations

from io import SEEK_END
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField as LibraryFileField
from wtforms.validators import ValidationError

MEBIBYTE = 1024 * 1024

# What a person calls the kind of file, and how such files end.
FAMILIES: dict[str, tuple[str, ...]] = {
    "PDF": ("pdf",),
    "Word": ("docx", "doc"),
    "Excel": ("xlsx", "xls"),
    "LibreOffice": ("odt", "ods"),
    "CSV": ("csv",),
    "JSON lines": ("jsonl", "json"),
    "XML": ("xml",),
    "gzip": ("gz",),
    "JPEG": ("jpg", "jpeg"),
    "PNG": ("png",),
}


class FileField(LibraryFileField):  # type: ignore[misc]
    """One file. Its name's ending and its size are checked here; its content is read elsewhere."""

    component = "file"
    required_message = _l("Choisissez un fichier.")

    def __init__(
        self,
        label: Any = None,
        validators: Any = None,
        *,
        families: tuple[str, ...] = ("PDF",),
        largest: int = 10 * MEBIBYTE,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.families = families
        self.largest = largest

    @property
    def endings(self) -> tuple[str, ...]:
        """The accepted endings of file names, without the dot."""
        return tuple(ending for family in self.families for ending in FAMILIES[family])

    @property
    def accept(self) -> str:
        """What the file chooser offers first."""
        return ",".join(f".{ending}" for ending in self.endings)

    @property
    def limits(self) -> str:
        """Say the accepted kinds and the largest size, in mebibytes shown as Mo."""
        return str(
            _(
                "%(families)s ; %(size)d Mo au plus.",
                families=", ".join(self.families),
                size=self.largest // MEBIBYTE,
            )
        )

    def pre_validate(self, _form: Any) -> None:
        """Refuse another kind, an empty file, one too large."""
        if not self.data:
            return
        name = str(self.data.filename or "")
        if name.rpartition(".")[2].lower() not in self.endings:
            raise ValidationError(
                _(
                    "Choisissez un fichier d’un de ces formats : %(families)s.",
                    families=", ".join(self.families),
                )
            )
        size = self.data.stream.seek(0, SEEK_END)
        self.data.stream.seek(0)
        if size == 0:
            raise ValidationError(_("Choisissez un autre fichier : celui-ci est vide."))
        if size > self.largest:
            raise ValidationError(
                _(
                    "Choisissez un fichier de %(size)d Mo au plus, ou réduisez celui-ci.",
                    size=self.largest // MEBIBYTE,
                )
            )
