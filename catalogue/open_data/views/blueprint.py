"""The blueprint of ISO Open Data, whose files may be larger than others."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, request

from catalogue.config import Settings
from catalogue.open_data.files import MEBIBYTE

blueprint = Blueprint("open_data", __name__)

_FORM_BYTES = MEBIBYTE  # beside the file


def largest_file() -> int:
    """Give the size of the largest file that the browser may send, in bytes."""
    settings: Settings = current_app.extensions["settings"]
    return settings.open_data_max_mb * MEBIBYTE


@blueprint.url_value_preprocessor
def _allow_large_files(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let ISO's files be larger than others; before anything reads the form."""
    if endpoint == "open_data.new":
        request.max_content_length = largest_file() + _FORM_BYTES
