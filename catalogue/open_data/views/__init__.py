"""The pages of ISO Open Data: one of its documents, and what it adds to others' pages."""

from __future__ import annotations

from catalogue.open_data.views import reading
from catalogue.open_data.views.blueprint import blueprint

__all__ = ["blueprint", "iso_panel"]

PARTS = (reading,)

iso_panel = reading.iso_panel
