"""What changed from one version of the checklist to another, criterion by criterion (pure).

A criterion is known by its code, which never passes to another question: so results stay
comparable from one version to the next.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from review.checklists.wording import TEXTS, Wording

# Words, and what stands between them: a change of spacing alone shows as such.
_WORDS = re.compile(r"\w+(?:[’'-]\w+)*|\s+|[^\w\s]")


class Op(StrEnum):
    """What became of some words: both versions have them, or only one."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Run:
    """Some words in a row that share one fate."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True)
class TextChange:
    """One text of a criterion that was reworded; ``name`` is its column."""

    name: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one criterion; ``before`` or ``after`` is None when it was added, removed."""

    code: str
    before: Wording | None
    after: Wording | None
    texts: tuple[TextChange, ...] = ()
    moved: bool = False

    @property
    def added(self) -> bool:
        """Tell whether only the later version asks it."""
        return self.before is None

    @property
    def removed(self) -> bool:
        """Tell whether only the earlier version asks it."""
        return self.after is None

    @property
    def obligation_changed(self) -> bool:
        """Tell whether it became optional, or obligatory."""
        return (
            self.before is not None
            and self.after is not None
            and self.before.required is not self.after.required
        )

    @property
    def sources_changed(self) -> bool:
        """Tell whether other sources are named."""
        return (
            self.before is not None
            and self.after is not None
            and self.before.sources != self.after.sources
        )


def compare(before: Sequence[Wording], after: Sequence[Wording]) -> tuple[Change, ...]:
    """List what changed: the later version's criteria in its order, then those withdrawn.

    Both are given in the order of their version. A criterion is moved when it stands on another
    page, or is one of the fewest that must move for the others to keep their order.
    """
    earlier = {one.code: one for one in before}
    later = {one.code: one for one in after}
    moved = _moved([one.code for one in before if one.code in later], list(later))
    changes = [_change(earlier.get(one.code), one, moved=one.code in moved) for one in after]
    changes += [Change(one.code, one, None) for one in before if one.code not in later]
    return tuple(one for one in changes if one is not None)


def words_changed(before: str, after: str) -> tuple[Run, ...]:
    """Tell two texts apart word by word; what was removed comes before what replaces it."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    runs: list[Run] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            runs.append(Run(Op.KEPT, "".join(old[old_from:old_to])))
            continue
        if old_to > old_from:
            runs.append(Run(Op.REMOVED, "".join(old[old_from:old_to])))
        if new_to > new_from:
            runs.append(Run(Op.ADDED, "".join(new[new_from:new_to])))
    return tuple(runs)


def _change(before: Wording | None, after: Wording, *, moved: bool) -> Change | None:
    if before is None:
        return Change(after.code, None, after)
    texts = tuple(
        TextChange(name, words_changed(before.texts[name], after.texts[name]))
        for name in TEXTS
        if before.texts[name] != after.texts[name]
    )
    change = Change(after.code, before, after, texts, moved=moved or before.part is not after.part)
    if texts or change.moved or change.obligation_changed or change.sources_changed:
        return change
    return None


def _moved(before: list[str], after: list[str]) -> set[str]:
    """Give the fewest codes to move so that the others keep their order (longest rising run)."""
    place = {code: number for number, code in enumerate(before)}
    kept = [code for code in after if code in place]
    tails: list[int] = []
    last: list[int] = []
    previous: list[int] = []
    for index, code in enumerate(kept):
        at = bisect_left(tails, place[code])
        previous.append(last[at - 1] if at else -1)
        if at == len(tails):
            tails.append(place[code])
            last.append(index)
        else:
            tails[at], last[at] = place[code], index
    still: set[str] = set()
    index = last[-1] if last else -1
    while index >= 0:
        still.add(kept[index])
        index = previous[index]
    return set(kept) - still
