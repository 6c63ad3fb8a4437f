"""What makes one document a better answer than another, whichever engine holds it."""

from collections.abc import Callable, Iterable
from math import log
from typing import TypeVar

from catalogue.records.designation import Designation, closeness, identifier, parse, sort_key
from catalogue.search.documents import RecordStatus, SearchDocument
from catalogue.search.question import title_bytes

NUMBERED = 3.0  # what a record gains by having for number a number typed: more than any title does
WITHDRAWN = 0.8  # what is left of the score of a withdrawn document
BESIDE = 0.52  # of one shown unasked beside what is in force, for the order of its words alone
_LENGTH = 90  # bytes of a title of middling length
_BEGINS = 1.0  # what a title gains by beginning with the words typed, in their order
_CONTAINS = 0.5  # or by having them in their order
_IN_NO_TITLE = b"\0"
_CURRENT = {RecordStatus.PUBLISHED: 0, RecordStatus.IN_PREPARATION: 1, RecordStatus.WITHDRAWN: 2}


def worth_of(documents: int, users: int) -> float:
    """Make a word that few of the documents use worth more than one that many use."""
    return log(1 + (documents + 1) / (users + 1))


_Record = TypeVar("_Record")
Order = tuple[tuple[int, ...], int, str, int, str]  # smaller is better


def order_for(asked: Designation, document: SearchDocument) -> Order | None:
    """Say where a document stands among those that answer a reference; None when it does not.

    The closest come first, then those in force, then the latest edition.
    """
    designation = parse(document.reference)
    close = closeness(asked, designation) if designation else None
    if designation is None or close is None:
        return None
    return (
        tuple(-one for one in close),
        _CURRENT[document.status],
        sort_key(identifier(document.reference)),
        -(designation.year or 0),
        document.key,
    )


def by_reference(
    asked: Designation,
    documents: Iterable[tuple[_Record, SearchDocument]],
    hidden: Callable[[_Record], bool] | None,
) -> tuple[list[_Record], list[_Record]]:
    """Give the records that answer a reference, the best first, and those it names exactly.

    Where withdrawn documents are ``hidden``, the edition in force of the document asked for comes
    before the edition whose year was typed.  Without a year, a withdrawn document is named when no
    edition of it is in force: its last edition is.
    """
    orders = ((order_for(asked, document), record) for record, document in documents)
    answering = [(order, one) for order, one in orders if order is not None]
    ranked = sorted(answering, key=lambda pair: pair[0])
    exact = [(order, one) for order, one in ranked if of_same_document(order, ranked[0][0])]
    current = [one for _, one in exact if hidden is None or not hidden(one)]
    if asked.year is None:
        named = [] if current else [one for _, one in exact[:1]]
    else:
        named = [one for order, one in exact if of_same_year(order)]
    lead = current[:1] if hidden else []
    return [*lead, *(one for _, one in ranked if one not in lead)], named


def of_same_document(order: Order, best: Order) -> bool:
    """Tell whether a document is an edition of the very one asked for, whatever its year.

    ``best`` is the smallest order of all that answer.
    """
    (bodies, _, *rest), (best_bodies, *_) = order[0], best[0]
    return bodies == best_bodies and all(rest)


def of_same_year(order: Order) -> bool:
    """Tell whether a document has the year asked for, or none was."""
    return bool(order[0][1])


class Scale:
    """Weighs titles of one language: rare words, short titles and the order typed count.

    ``run`` is the words typed as they follow each other in a title.
    """

    def __init__(self, words: Iterable[tuple[str | None, float]], whole: bytes) -> None:
        self._words = [(title_bytes([term]), worth) for term, worth in words if term]
        self._all = sum(worth for _, worth in self._words)
        self.run = whole or _IN_NO_TITLE

    def score(self, title: bytes) -> float:
        """Weigh a title, given as catalogue.search.question.title_bytes gives it."""
        if self.run in title:
            return self.score_in_order(title)
        hit = 0.0
        for word, worth in self._words:
            if word in title:
                hit += worth
        return 2 * hit / (1 + len(title) / _LENGTH)

    def score_in_order(self, title: bytes) -> float:
        """Weigh a title that has the whole :attr:`run`; quicker than finding each word."""
        order = _BEGINS if title.startswith(self.run) else _CONTAINS
        return self._all * (2 / (1 + len(title) / _LENGTH) + order)
