"""The blueprint of what leaves the desk."""

from flask import Blueprint

blueprint = Blueprint("reports", __name__, url_prefix="/relectures")
