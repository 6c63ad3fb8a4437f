"""The pages of the reference list, and what it adds to a standard's page."""

from __future__ import annotations

from catalogue.records.views import panels
from catalogue.reference_list.views import keeping, reading
from catalogue.reference_list.views.blueprint import blueprint

__all__ = ["blueprint"]

PARTS = (reading, keeping)

panels.append(reading.edition_panel)
