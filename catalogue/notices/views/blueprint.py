"""The blueprint that the pages of the slice share."""

from flask import Blueprint

blueprint = Blueprint("notices", __name__, url_prefix="/messages")
