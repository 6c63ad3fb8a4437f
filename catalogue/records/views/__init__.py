"""The pages of the register of standards: the national stock, one standard, keeping both."""

from __future__ import annotations

from catalogue.records.views import keeping, reading
from catalogue.records.views.blueprint import (
    blueprint,
    decision_address,
    panels,
    under_review,
)

__all__ = ["blueprint", "decision_address", "panels", "under_review"]

PARTS = (reading, keeping)
