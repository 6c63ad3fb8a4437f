"""The pages of the reference list, and what it adds to a standard's page."""

from __future__ import annotations

from catalogue.reference_list.views import finding, keeping, reading
from catalogue.reference_list.views.blueprint import blueprint
from catalogue.reference_list.views.prefill import PREFILLS

__all__ = ["PREFILLS", "blueprint", "entries_panel"]

PARTS = (reading, keeping, finding)

entries_panel = reading.entries_panel
