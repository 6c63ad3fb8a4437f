"""The labelled sentences are sound, and our own half is read as well as the project asks."""

from __future__ import annotations

import pytest

from review.analysis.scan import scan
from tests.review.analysis import labelled

FILES = ("labelled_fr", "labelled_en", "labelled_fr_unseen", "labelled_en_unseen")
ENOUGH = 0.9


def read(language):
    def shown(text):
        return [
            (one.start, one.end, one.kind.value, one.wording_class and one.wording_class.value)
            for one in scan([text], language)
        ]

    return shown


@pytest.mark.parametrize("name", FILES)
def test_labels_quote_their_sentence(name):
    records = labelled.load(name)
    assert len({record["id"] for record in records}) == len(records)
    for record in records:
        for _start, _end, kind, wording in labelled.labels(record):
            assert kind in {"wording", "reference_person", "body_dimension"}
            assert wording in {"A", "B", "C", None}
            assert kind != "wording" or wording is not None
        for form in record.get("inclusive", []):
            labelled.place_of(record["text"], form)


@pytest.mark.parametrize(("name", "least"), [("labelled_fr", 200), ("labelled_en", 100)])
def test_our_own_half(name, least):
    scores = labelled.count(labelled.load(name), read(name[-2:]))
    assert scores.sentences >= least
    for score in (scores.a, scores.everything):
        assert score.precision >= ENOUGH, score.faults
        assert score.recall >= ENOUGH, score.faults
    assert scores.inclusive_shown <= 0.02 * scores.inclusive
