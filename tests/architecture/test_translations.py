"""The French catalogue knows every plural of the interface, so that zero stays singular."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "catalogue" / "translations" / "fr" / "LC_MESSAGES" / "messages.po"


def test_every_plural_has_its_two_french_forms():
    mapping, options = parse_mapping_cfg(io.StringIO((ROOT / "babel.cfg").read_text()))
    found = {
        message
        for _file, _line, message, _comments, _context in extract_from_dir(
            ROOT, mapping, options, DEFAULT_KEYWORDS
        )
        if isinstance(message, tuple)
    }
    with CATALOGUE.open("rb") as file:
        known = {message.id for message in read_po(file) if isinstance(message.id, tuple)}
    assert found - known == set(), "run «make translations»"
