"""The blueprint of the reference list."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("reference_list", __name__)
