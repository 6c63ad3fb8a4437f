"""Gathering the dashboard: one function for the public and for the agency (product_rules §8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from sqlalchemy.orm import Session

from catalogue.messages import N_, Message
from catalogue.permissions import Actor, Permission
from review.action_plan.queries import FollowedLine, FollowedPlan, followed_plan
from review.action_plan.vocabulary import OWNER_SEPARATOR
from review.dashboard.queries import ClosedFigure, closed_figures
from review.dashboard.states import Standing, State, state_of
from review.dashboard.trends import Point
from review.deliverables.queries import NextStep, late_steps, next_step_by_line
from review.indicators.deliverables import rows_of
from review.indicators.figures import Figure, Line, Question
from review.indicators.models import IndicatorSheet
from review.indicators.plain_data import CODE
from review.indicators.queries import sheets_of
from review.indicators.rules import live_figures
from review.indicators.services import LocalDate, developed, figure_of

_DEVELOPED = N_("Normes de marqueur final 1 ou 2, sur les normes nationales homologuées")
_KEPT_BACK = N_("Chiffre masqué pour protéger les personnes.")
_NOT_CLOSED = N_("Publié une fois un relevé clos.")
_NOT_COUNTED = N_("Pas encore calculé par cette version.")
# Units whose figure is reached when all that was planned is done, the plan giving no number.
_ALL_OF_IT = frozenset({"deliverable"})


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One indicator on the dashboard.

    ``own`` is the line of the plan it follows when that plan is not the one the sheets were written
    for: target and owners are then its own words, and no number says whether it is reached.
    ``lines`` are its counts, or empty with ``why`` in words. ``reading_id`` is the closed reading
    they are from, None for a figure counted now. ``missing`` is how many the target lacks.
    """

    sheet: IndicatorSheet
    on: date
    lines: tuple[Line, ...]
    state: State
    trend: tuple[Point, ...]
    reading_id: int | None = None
    missing: int | None = None
    why: Message | None = None
    next_step: NextStep | None = None
    late_steps: int = 0
    own: FollowedLine | None = None

    @property
    def target(self) -> str:
        """Give the target in the words of the plan."""
        return self.sheet.target_text_fr if self.own is None else self.own.target

    @property
    def owner(self) -> str:
        """Give who is responsible, in the words of the plan."""
        if self.own is None:
            return self.sheet.owner_fr
        return ", ".join(self.own.owners.split(OWNER_SEPARATOR))

    @property
    def plan_line(self) -> str:
        """Give the code of its line in the plan."""
        return self.sheet.plan_line_code if self.own is None else self.own.code

    @property
    def first(self) -> Line | None:
        """Give the count that the indicator is known by."""
        return self.lines[0] if self.lines else None


@dataclass(frozen=True, slots=True)
class Board:
    """The whole dashboard on a day: the lines of each result, in the order of the plan.

    ``by_hand`` are the lines of the plan that no indicator follows, by result.
    """

    on: date
    window: str
    titles: Mapping[str, str]
    results: Mapping[str, Sequence[BoardLine]]
    internal: bool
    by_hand: Mapping[str, Sequence[FollowedLine]] = field(default_factory=dict)

    @property
    def lines(self) -> list[BoardLine]:
        """Give every line, in the order of the plan."""
        return [one for lines in self.results.values() for one in lines]

    @property
    def by_state(self) -> Mapping[State, int]:
        """Count the lines in each state."""
        found = Counter(one.state for one in self.lines)
        return {state: found[state] for state in State}


@dataclass(frozen=True, slots=True)
class _Found:
    """What is known of one indicator before its state is told."""

    lines: tuple[Line, ...] = ()
    why: Message | None = None
    missing: int | None = None
    reading_id: int | None = None
    point: Point | None = None


def board(session: Session, actor: Actor, asked: Question, *, local_date: LocalDate) -> Board:
    """Give the dashboard as this person may read it.

    Whoever has signed in reads figures counted on the day asked; others read figures about people
    from the last closed reading, as it was published.
    """
    internal = actor.may(Permission.PLAN_READ_INTERNAL)
    closed = closed_figures(
        session, window=asked.window.code, until=asked.at, public=not actor.signed_in
    )
    plan = followed_plan(session, asked.at)
    rows = rows_of(session, asked)
    late = Counter(one.line_code for one in late_steps(rows, asked.at))
    steps = next_step_by_line(rows, asked.at)
    results: dict[str, list[BoardLine]] = {}
    for number, sheet, own in _in_plan_order(sheets_of(session, asked), plan):
        history = closed.get(sheet.id, [])
        if live_figures.allows(actor, sheet):
            found = _counted(session, sheet, asked, local_date)
        else:
            found = _published(history)
        line = _line(sheet, found, history, asked, own)
        step = steps.get(line.plan_line)
        if step is not None and not internal:
            step = replace(step, step="", owner="")  # its words are the agency's own notes
        state = _state(line, found, late[line.plan_line], on=asked.at)
        line = replace(line, next_step=step, late_steps=late[line.plan_line], state=state)
        results.setdefault(number, []).append(line)
    by_hand: dict[str, list[FollowedLine]] = {}
    for one in plan.lines if plan is not None else ():
        if not one.indicator_codes:
            by_hand.setdefault(one.result, []).append(one)
    titles = plan.titles if plan is not None else {}
    order = titles or results
    return Board(
        asked.at,
        asked.window.code,
        titles,
        {number: results.get(number, []) for number in order},
        internal,
        by_hand,
    )


def _in_plan_order(
    found: Sequence[IndicatorSheet], plan: FollowedPlan | None
) -> Iterator[tuple[str, IndicatorSheet, FollowedLine | None]]:
    """Give each indicator with its result, and its line where the plan is not the sheets' own."""
    if plan is None:
        yield from ((one.plan_line_code.partition(".")[0], one, None) for one in found)
        return
    by_code = {one.code: one for one in found}
    for line in plan.lines:
        for code in line.indicator_codes:
            if code in by_code:
                yield line.result, by_code[code], None if plan.shipped else line


def _counted(
    session: Session, sheet: IndicatorSheet, asked: Question, local_date: LocalDate
) -> _Found:
    if sheet.code == CODE:
        return _developed(session, asked, local_date)
    figure = figure_of(session, sheet, asked)
    if figure is None:
        return _Found(why=_NOT_COUNTED)
    known = figure.known_by
    why = known.not_applicable or known.withheld
    thin = known.withheld is not None
    point = Point(figure.on, known.numerator, known.denominator, withheld=thin)
    return _Found(figure.lines, why, _missing(figure), None, point)


def _developed(session: Session, asked: Question, local_date: LocalDate) -> _Found:
    result = developed(session, asked, local_date=local_date).result
    if result.not_applicable is not None:
        return _Found(why=result.not_applicable)
    line = Line(_DEVELOPED, result.numerator, result.denominator)
    point = Point(asked.at, result.numerator, result.denominator)
    return _Found((line,), None, result.missing, None, point)


def _published(history: Sequence[ClosedFigure]) -> _Found:
    """Give the last closed figure as it was published, with the words frozen beside it."""
    if not history:
        return _Found(why=_NOT_CLOSED)
    last = history[-1]
    if last.point.numerator is None:
        return _Found(why=_KEPT_BACK, reading_id=last.reading_id)
    withheld = _frozen(last.withheld)
    line = Line(
        _frozen(last.label) or N_("Relevé clos"),
        last.point.numerator,
        last.point.denominator,
        withheld,
    )
    why = _frozen(last.not_applicable) or withheld
    return _Found((line,), why, None, last.reading_id, last.point)


def _frozen(words: str | None) -> Message | None:
    return None if words is None else N_("%(words)s", words=words)


def _missing(figure: Figure) -> int | None:
    known = figure.known_by
    if known.not_applicable is not None or known.withheld is not None:
        return None
    return known.missing


def _line(
    sheet: IndicatorSheet,
    found: _Found,
    history: Sequence[ClosedFigure],
    asked: Question,
    own: FollowedLine | None,
) -> BoardLine:
    trend = [one.point for one in history]
    if found.point is not None and found.reading_id is None:
        trend = [one for one in trend if one.on < found.point.on] + [found.point]
    return BoardLine(
        sheet,
        on=found.point.on if found.point is not None else asked.at,
        lines=found.lines,
        state=State.UNKNOWN,
        trend=tuple(trend),
        reading_id=found.reading_id,
        missing=found.missing if own is None else None,
        why=found.why,
        own=own,
    )


def _state(line: BoardLine, found: _Found, late: int, *, on: date) -> State:
    """Tell where a line stands; another plan's target is words, which nothing is compared with."""
    standing = Standing(
        known=bool(found.lines) and found.why is None,
        reached=_reached(line.sheet, found) if line.own is None else None,
        due_on=line.sheet.target_on if line.own is None else None,
        late_steps=late,
    )
    return state_of(standing, on=on)


def _reached(sheet: IndicatorSheet, found: _Found) -> bool | None:
    """Tell whether what the plan asks is reached; None where no number says so."""
    if found.point is not None and found.point.withheld:
        return None  # too few have declared their sex for anybody to tell
    if found.missing is not None:
        return found.missing == 0
    share = _target_share(sheet)
    if share is not None:
        ratio = None if found.point is None or found.why else _ratio(found.point)
        return ratio is not None and ratio >= share
    if sheet.unit in _ALL_OF_IT:
        first = found.lines[0] if found.lines and found.why is None else None
        return (
            first is not None
            and bool(first.denominator)
            and (first.numerator >= (first.denominator or 0))
        )
    return False if sheet.target_value else None


def _target_share(sheet: IndicatorSheet) -> Fraction | None:
    if sheet.target_unit != "percent" or not sheet.target_value.isdecimal():
        return None
    return Fraction(int(sheet.target_value), 100)


def _ratio(point: Point) -> Fraction | None:
    if point.numerator is None or not point.denominator:
        return None
    return Fraction(point.numerator, point.denominator)
