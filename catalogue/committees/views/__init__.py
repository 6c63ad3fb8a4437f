"""The pages of committees, organisations, people and mandates."""

from __future__ import annotations

from catalogue.committees.views import committees, organisations, people
from catalogue.committees.views.blueprint import blueprint

__all__ = ["blueprint"]

PARTS = (committees, organisations, people)
