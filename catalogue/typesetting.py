"""Papers set from data: a template of ours and a JSON value make a tagged PDF.

The only importer of typst. Texts that people typed reach the template as data only, so that
``#import`` or ``*gras*`` is printed as it stands. The setting runs in a child process with limits
of time and memory, with the fonts of the library itself: the same data and the same instant give
the same file on every machine.
"""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from catalogue.config import package_path
from catalogue.errors import DomainError
from catalogue.messages import N_

SECONDS = 30
MEMORY_BYTES = 1024 * 1024 * 1024
_ROUNDS = 4
_NO_GLYPH = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-fA-F]+)\}|\\(.)")
_KEPT_CONTROLS = frozenset("\n\t")

JSON = str | int | float | bool | None | list["JSON"] | Mapping[str, "JSON"]


class CouldNotSet(DomainError):  # noqa: N818 - read as a refusal, not as a fault
    """The paper could not be set within the limits."""

    status = 503


def pdf(template: str, data: Mapping[str, JSON], *, at: datetime) -> bytes:
    """Set ``templates/reports/<template>.typ`` with these data and give the PDF.

    ``data`` holds at least ``title``, ``agency``, ``kind`` and ``about`` (the margins of
    ``_page.typ``). ``at`` is written in the file as its date: same data and ``at``, same bytes.
    A sign that no font of ours has is printed as ``[U+4E2D]``, and the paper says so. Raises
    :class:`CouldNotSet` when the setting fails or passes its limits.
    """
    asked = {"template": template, "data": _clean(data), "seconds": int(at.timestamp())}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "catalogue.typesetting"],
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=SECONDS + 2,
            check=False,
        )
    except subprocess.TimeoutExpired:
        done = None
    if done is None or done.returncode != 0 or not done.stdout.startswith(b"%PDF-"):
        raise CouldNotSet(
            N_(
                "Ce document n’a pas pu être mis en page. Réessayez dans un instant ; si cela "
                "recommence, dites-le à l’administration en indiquant l’adresse de la page."
            )
        )
    return done.stdout


def _clean(value: JSON) -> JSON:
    """Take out of every text what no paper can show: control signs and halves of signs."""
    if isinstance(value, str):
        return "".join(
            sign
            for sign in unicodedata.normalize("NFC", value.replace("\r\n", "\n"))
            if sign in _KEPT_CONTROLS or unicodedata.category(sign) not in {"Cc", "Cs", "Cn"}
        )
    return _through(value, _clean)


def _through(value: JSON, change: Callable[[JSON], JSON]) -> JSON:
    if isinstance(value, Mapping):
        return {name: change(part) for name, part in value.items()}
    if isinstance(value, list):
        return [change(part) for part in value]
    return value


def _set(template: str, data: JSON, seconds: int) -> bytes:
    """In the child: set the paper, naming by their code the signs that our fonts lack."""
    import typst

    root = package_path("templates") / "reports"
    inputs = {"data": json.dumps(data), "replaced": "no"}
    for _round in range(_ROUNDS):
        try:
            written = typst.compile(
                Path(root, f"{template}.typ"),
                root=root,
                ignore_system_fonts=True,
                format="pdf",
                sys_inputs=inputs,
                pdf_standards=["ua-1"],  # ISO 14289-1: tags, language and title are required
                timestamp=seconds,
            )
        except typst.TypstError as error:
            lacking = {_unescaped(found) for found in _NO_GLYPH.findall(error.diagnostic)}
            if not lacking:
                raise
            data = _named(lacking, data)
            inputs = {"data": json.dumps(data), "replaced": "yes"}
        else:
            return written if isinstance(written, bytes) else b""
    return b""


def _named(lacking: set[str], value: JSON) -> JSON:
    """Write ``[U+4E2D]`` for each sign of these that is not plain ASCII."""
    if isinstance(value, str):
        for cluster in sorted(lacking, key=len, reverse=True):
            code = "".join(sign if sign.isascii() else f"[U+{ord(sign):04X}]" for sign in cluster)
            value = value.replace(cluster, code)
        return value
    return _through(value, lambda part: _named(lacking, part))


def _unescaped(found: str) -> str:
    """Read a text as a diagnostic quotes it."""
    return _ESCAPED.sub(lambda part: chr(int(part[1], 16)) if part[1] else part[2], found)


def _answer() -> None:
    """In the child: set the limits, read what is asked, print the PDF."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    asked = json.load(sys.stdin.buffer)
    sys.stdout.buffer.write(_set(asked["template"], asked["data"], asked["seconds"]))


if __name__ == "__main__":
    _answer()
