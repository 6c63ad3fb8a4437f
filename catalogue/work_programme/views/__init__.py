"""The pages of the work programme."""

from __future__ import annotations

from catalogue.work_programme.views import homologations, items, public, stages
from catalogue.work_programme.views.blueprint import blueprint, panels

__all__ = ["blueprint", "panels"]

PARTS = (public, items, stages, homologations)
