"""Show in a title the words that were looked for."""

from collections.abc import Collection

from catalogue.search.analysis import composed, english_word, french_word
from catalogue.search.words import words


def segments(
    title: str,
    terms: Collection[str | None],
    *,
    french: bool,
) -> tuple[tuple[str, bool], ...]:
    """Cut a title into (text, is it what was looked for) pieces, which make it up again.

    Pieces are plain text, for templates to escape and mark.
    """
    title = composed(title)
    terms_of = french_word if french else english_word
    pieces: list[tuple[str, bool]] = []
    shown = 0
    for word in words(title):
        if any(term in terms for term in terms_of(word.written)):
            pieces += [(title[shown : word.start], False), (title[word.start : word.end], True)]
            shown = word.end
    pieces.append((title[shown:], False))
    return tuple(piece for piece in pieces if piece[0])
