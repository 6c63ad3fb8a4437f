"""The kinds of file that can be imported, and how much one may write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catalogue.exchange.kinds import Importer
from catalogue.exchange.mandate_rows import MandateImporter
from catalogue.exchange.programme_rows import ProgrammeImporter
from catalogue.exchange.reference_rows import ReferenceImporter
from catalogue.exchange.standards_rows import StandardsImporter
from catalogue.exchange.vocabulary import ImportKind

IMPORTERS: Mapping[ImportKind, Importer[Any]] = {
    ImportKind.REFERENCE: ReferenceImporter(),
    ImportKind.STANDARDS: StandardsImporter(),
    ImportKind.PROGRAMME: ProgrammeImporter(),
    ImportKind.MANDATES: MandateImporter(),
}

# An act is one transaction, and others wait while it writes. The programme is worked out beforehand
# and written at one stroke; the other kinds go through the acts of their slice one by one, and stay
# within some ten seconds on a modest machine.
MOST_WRITTEN: dict[ImportKind, int] = {
    ImportKind.REFERENCE: 2_000,
    ImportKind.STANDARDS: 4_000,
    ImportKind.PROGRAMME: 20_000,
    ImportKind.MANDATES: 1_000,
}
