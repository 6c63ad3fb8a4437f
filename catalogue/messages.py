"""Sentences for people, carried by code that does not know who reads them nor in which language."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Message:
    """A French sentence and the facts to put in it; views translate it, logs and tests print it.

    ``msgid`` is the French source text with ``%(name)s`` places, ``params`` what goes there.
    """

    msgid: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """Give the sentence in French, the source language."""
        return self.msgid % self.params if self.params else self.msgid


def N_(msgid: str, /, **params: object) -> Message:  # noqa: N802 - the name gettext tools extract
    """Mark a French sentence for translation without translating it yet."""
    return Message(msgid, params)
