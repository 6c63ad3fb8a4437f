"""The labelled sentences and how they are counted; README.md says what the labels mean."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
# What a reading gives for a sentence: start, end, kind, class.
Shown = tuple[int, int, str, str | None]


@dataclass
class Score:
    """Right, wrong and missed, with the sentences they come from."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0


@dataclass
class Scores:
    """The counts of one file: class A, all without C, all with C, and the forms left in peace."""

    a: Score = field(default_factory=Score)
    everything: Score = field(default_factory=Score)
    strict: Score = field(default_factory=Score)
    sentences: int = 0
    inclusive: int = 0
    inclusive_shown: int = 0


def load(name: str) -> list[dict[str, Any]]:
    """Read one file of labelled sentences; empty when it is not there."""
    path = FOLDER / f"{name}.jsonl"
    if not path.exists():
        return []
    return [
        json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]


def place_of(text: str, quote: str, nth: int = 1) -> tuple[int, int]:
    """Give where the quoted words stand; a label that quotes other words is a fault of the file."""
    start = -1
    for _time in range(nth):
        start = text.find(quote, start + 1)
        if start < 0:
            raise ValueError(f"« {quote} » n’est pas dans « {text} »")
    return start, start + len(quote)


def labels(record: dict[str, Any]) -> Iterator[Shown]:
    """Give the labels of a sentence as places in it."""
    for span in record["spans"]:
        start, end = place_of(record["text"], span["quote"], span.get("nth", 1))
        yield start, end, span["kind"], span["class"]


def count(records: Sequence[dict[str, Any]], read: Callable[[str], list[Shown]]) -> Scores:
    """Read every sentence and count; ``read`` is given the lines before it as well."""
    scores = Scores()
    for record in records:
        before = record.get("before", "")
        lead = f"{before}\n" if before else ""
        shown = [
            (start - len(lead), end - len(lead), kind, wording)
            for start, end, kind, wording in read(lead + record["text"])
            if start >= len(lead)
        ]
        wanted = list(labels(record))
        scores.sentences += 1
        pairs, alone, missed = _matched(shown, wanted)
        _count_a(record, scores.a, pairs, alone, missed)
        _count_all(record, scores.everything, pairs, alone, missed, with_c=False)
        _count_all(record, scores.strict, pairs, alone, missed, with_c=True)
        for form in record.get("inclusive", []):
            first, last = place_of(record["text"], form)
            scores.inclusive += 1
            scores.inclusive_shown += any(
                start < last and first < end and kind == "wording"
                for start, end, kind, _wording in shown
            )
    return scores


Pairs = list[tuple[Shown, Shown]]


def _matched(shown: list[Shown], wanted: list[Shown]) -> tuple[Pairs, list[Shown], list[Shown]]:
    """Pair what is shown with what is wanted: same family, overlapping, each once."""
    pairs: Pairs = []
    alone: list[Shown] = []
    left = list(wanted)
    for one in shown:
        fitting = [
            each
            for each in left
            if (each[2] == "wording") == (one[2] == "wording")
            and each[0] < one[1]
            and one[0] < each[1]
        ]
        if fitting:
            best = max(fitting, key=lambda each: min(each[1], one[1]) - max(each[0], one[0]))
            left.remove(best)
            pairs.append((one, best))
        else:
            alone.append(one)
    return pairs, alone, left


def _count_a(
    record: dict[str, Any], score: Score, pairs: Pairs, alone: list[Shown], missed: list[Shown]
) -> None:
    score.right += sum(one[3] == "A" == label[3] for one, label in pairs)
    wrong = [one for one, label in pairs if one[3] == "A" != label[3]]
    wrong += [one for one in alone if one[3] == "A"]
    lost = [label for one, label in pairs if label[3] == "A" != one[3]]
    lost += [label for label in missed if label[3] == "A"]
    _note(record, score, wrong, lost)


def _count_all(
    record: dict[str, Any],
    score: Score,
    pairs: Pairs,
    alone: list[Shown],
    missed: list[Shown],
    *,
    with_c: bool,
) -> None:
    """Count every class; without C, a C is neither for nor against, wherever it stands."""
    score.right += sum(with_c or label[3] != "C" for _one, label in pairs)
    wrong = [one for one in alone if with_c or one[3] != "C"]
    lost = [label for label in missed if with_c or label[3] != "C"]
    _note(record, score, wrong, lost)


def _note(record: dict[str, Any], score: Score, wrong: list[Shown], lost: list[Shown]) -> None:
    text, name = record["text"], record["id"]
    score.wrong += len(wrong)
    score.missed += len(lost)
    score.faults += [f"{name} à tort : {_words(text, one)}" for one in wrong]
    score.faults += [f"{name} manque : {_words(text, one)}" for one in lost]


def _words(text: str, one: Shown) -> str:
    return f"« {text[max(0, one[0]) : one[1]]} » ({one[2]}, {one[3]}) dans « {text} »"
