"""Patterns matched against text in lower case: the page is put in lower case once for all."""

from __future__ import annotations

import re

_ESCAPED_OR_NOT = re.compile(r"(\\.)|([^\\]+)", re.DOTALL)


def any_case(pattern: str) -> re.Pattern[str]:
    """Compile a pattern for text in lower case: much faster than ignoring case."""
    return re.compile(_ESCAPED_OR_NOT.sub(lambda part: part[1] or part[2].lower(), pattern))


def looks(pattern: str) -> re.Pattern[str]:
    """Compile a phrase for text in lower case: a blank is any white space, «~» a blank or a hyphen.

    An apostrophe is typographic or straight, and a blank may follow it, as extracted text has it.
    """
    text = pattern.replace(" ?", r"\s*").replace(" ", r"\s+").replace("'", "['’]\\s?")
    return any_case(text.replace("~", r"[\s‐‑-]"))
