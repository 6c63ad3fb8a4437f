"""The blueprint that the pages of the slice share."""

from flask import Blueprint

blueprint = Blueprint("reminders", __name__)
