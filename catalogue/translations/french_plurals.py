"""Make the French catalogue: the source texts themselves, with the French rule for plurals.

gettext's rule for a language without a catalogue is English's («0 résultats»); French wants the
singular for zero. ``make translations`` runs this file.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).resolve().parent
SINCE = datetime(2026, 11, 1, tzinfo=UTC)
FOLDER = HERE / "fr" / "LC_MESSAGES"


def french(template: Catalog) -> Catalog:
    """Give the catalogue that repeats each message with a plural, in its two forms."""
    # A fixed date: the file changes with its texts only.
    made = Catalog(locale="fr", project="Normes & Genre", fuzzy=False, creation_date=SINCE)
    for message in template:
        if isinstance(message.id, tuple):
            made.add(message.id, string=message.id, context=message.context)
    return made


def main() -> None:
    """Write the catalogue, as text and as the file that is read when serving."""
    with (HERE / "messages.pot").open("rb") as file:
        made = french(read_po(file))
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "messages.po").open("wb") as file:
        write_po(file, made, sort_output=True, omit_header=False, width=100)
    with (FOLDER / "messages.mo").open("wb") as file:
        write_mo(file, made)


if __name__ == "__main__":
    main()
