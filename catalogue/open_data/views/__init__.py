"""The pages of ISO Open Data: one of its documents, its files, what it adds to others' pages."""

from __future__ import annotations

from catalogue.open_data.views import importing, reading
from catalogue.open_data.views.blueprint import blueprint

__all__ = ["blueprint", "iso_panel"]

PARTS = (reading, importing)

iso_panel = reading.iso_panel
