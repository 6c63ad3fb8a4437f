"""The blueprint of ISO Open Data."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("open_data", __name__)
