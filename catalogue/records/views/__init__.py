"""The pages of the register of standards: the national stock, one standard, keeping both."""

from __future__ import annotations

from catalogue.records.views import base_choice, keeping, reading
from catalogue.records.views.blueprint import (
    PAGES,
    blueprint,
    decision_address,
    panels,
    subject_panels,
    under_review,
)

__all__ = ["PAGES", "blueprint", "decision_address", "panels", "subject_panels", "under_review"]

PARTS = (reading, keeping, base_choice)
