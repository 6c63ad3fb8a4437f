"""The blueprint of the journal's pages."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("journal", __name__)
