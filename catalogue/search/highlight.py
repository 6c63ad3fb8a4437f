"""Show in a title the words that were looked for."""

from collections.abc import Collection

from catalogue.search.analysis import composed, english_word, french_word
from catalogue.search.inflection import OTHERWISE_BEGUN
from catalogue.search.words import fold, pieces, written_spans


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
    heads = {term[0] for term in terms if term}
    cut: list[tuple[str, bool]] = []
    shown = 0
    for start, written in written_spans(title) if heads else ():
        at = start
        for word in pieces(written) if _may_be(written, heads) else ():
            if any(term in terms for term in terms_of(word)):
                cut += [(title[shown:at], False), (title[at : at + len(word)], True)]
                shown = at + len(word)
            at += len(word)
    cut.append((title[shown:], False))
    return tuple(piece for piece in cut if piece[0])


def _may_be(written: str, heads: Collection[str]) -> bool:
    """Tell at little cost words that need no analysis: a root begins with the letter of its word.

    A few irregular words have another; so may what is glued to the name of a body.
    """
    if not written.isalpha():
        return True
    folded = written.lower() if written.isascii() else fold(written)
    return folded[:1] in heads or folded in OTHERWISE_BEGUN
