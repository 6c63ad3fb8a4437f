"""Nobody works out a small cell from totals, from sizes they know or from successive readings."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.messages import N_
from review.indicators.participation import Tally, pooled
from review.indicators.suppression import TOP, Crossing, CrossingRow, shown

FLOOR = 5
sizes = st.integers(0, 7)
cells = st.tuples(sizes, sizes)


def crossing(rows, groups=None):
    """Make a table: ``rows`` maps a key to (women, men); ``groups`` maps a key to its group."""
    groups = groups or {}
    tallies = {key: Tally(*counts) for key, counts in rows.items()}
    made = [CrossingRow(key, key, tally, groups.get(key, TOP)) for key, tally in tallies.items()]
    for group in dict.fromkeys(groups.values()):
        whole = pooled(tallies[key] for key in rows if groups.get(key) == group)
        made.insert(0, CrossingRow(group, group, whole))
    total = pooled(row.tally for row in made if row.group == TOP)
    return Crossing("table", N_("Tableau"), N_("Comité"), tuple(made), total)


def published(table, before=()):
    return {row.key: row for row in shown(table, floor=FLOOR, before=before).rows}


def kept_back(table, before=()):
    return {key for key, row in published(table, before).items() if row.hidden}


def test_inside_everything_is_seen():
    table = crossing({"A": (1, 9), "B": (8, 8)})
    rows = shown(table, floor=FLOOR, everything=True).rows
    assert [(row.women, row.men) for row in rows] == [(1, 9), (8, 8)]


def test_a_small_cell_takes_another_row_with_it():
    # A alone could be read off the total: 25 - 8 - 16 women. The smallest other row covers it.
    table = crossing({"A": (1, 9), "B": (8, 8), "C": (16, 20)})
    assert kept_back(table) == {"A", "B"}


def test_cover_goes_on_until_the_span_is_wide_enough():
    # A and B hold 1 woman of 20: two values only, so a third row joins them.
    table = crossing({"A": (1, 9), "B": (0, 10), "C": (9, 9), "D": (20, 20)})
    assert kept_back(table) == {"A", "B", "C"}


def test_large_cells_are_shown():
    assert kept_back(crossing({"A": (5, 9), "B": (8, 8)})) == set()


def test_an_empty_row_is_no_secret_and_hides_nothing():
    assert kept_back(crossing({"A": (0, 0), "B": (8, 8), "C": (9, 9)})) == set()


def test_a_small_total_keeps_the_whole_table_back():
    table = crossing({"A": (2, 9), "B": (2, 30)})
    assert shown(table, floor=FLOOR).withheld
    assert kept_back(table) == {"A", "B"}


def test_those_who_did_not_declare_make_a_row_of_people():
    rows = (
        CrossingRow("A", "A", Tally(0, 0, 3)),
        CrossingRow("B", "B", Tally(9, 9)),
    )
    table = Crossing("t", N_("T"), N_("C"), rows, pooled(row.tally for row in rows))
    assert "A" in kept_back(table)


def test_a_group_covers_within_itself():
    groups = {"A": "CTN", "B": "CTN", "C": "GT", "D": "GT"}
    table = crossing({"A": (1, 9), "B": (9, 9), "C": (9, 9), "D": (9, 9)}, groups)
    assert kept_back(table) == {"A", "B"}  # nothing of the working groups is lost


def test_a_group_that_cannot_cover_is_hidden_with_its_rows():
    table = crossing({"A": (1, 9), "C": (9, 9), "D": (12, 9)}, {"A": "CTN", "C": "GT", "D": "CMN"})
    assert kept_back(table) >= {"CTN", "A"}
    assert len(kept_back(table) & {"CTN", "GT", "CMN"}) == 2


def test_a_row_shown_before_does_not_cover_and_a_row_hidden_before_stays_hidden():
    first = crossing({"A": (6, 6), "B": (2, 8), "C": (7, 7), "D": (9, 9)})
    before = published(first)
    assert {key for key, row in before.items() if row.hidden} == {"B", "A"}
    # One more woman in B: C and D are public, so only A can go on covering it.
    second = crossing({"A": (6, 6), "B": (3, 8), "C": (7, 7), "D": (9, 9)})
    assert kept_back(second, [before]) == {"A", "B"}
    # B has grown past the floor by three: A would give B's earlier cells away if it were shown.
    third = crossing({"A": (6, 6), "B": (5, 8), "C": (7, 7), "D": (9, 9)})
    assert kept_back(third) == set()
    assert kept_back(third, [before]) == {"A", "B"}


def test_a_row_that_turns_small_when_all_others_are_public_keeps_the_table_back():
    first = crossing({"A": (6, 6), "B": (7, 8)})
    before = published(first)
    second = crossing({"A": (6, 6), "B": (7, 8), "N": (1, 9)})
    assert shown(second, floor=FLOOR, before=[before]).withheld


# --- What somebody who knows every size can work out ---------------------------------------------


def possible(table, rows):
    """Give the women each hidden row may hold, knowing all sizes and all that is shown."""
    found = {key: set() for key, row in rows.items() if row.hidden}
    inner = [row for row in table.rows if not any(other.group == row.key for other in table.rows)]
    hidden = [row for row in inner if rows[row.key].hidden]
    for guess in product(*(range(row.tally.declared + 1) for row in hidden)):
        women = dict(zip([row.key for row in hidden], guess, strict=True))
        for row in inner:
            women.setdefault(row.key, row.tally.women)
        if _agrees(table, rows, women):
            for row in hidden:
                found[row.key].add(women[row.key])
    return {key: values for key, values in found.items() if values}


def _agrees(table, rows, women):
    inside = {row.key: row for row in table.rows}
    sums = {}
    for key, count in women.items():
        sums[inside[key].group] = sums.get(inside[key].group, 0) + count
    everybody = sum(women.values())
    groups_agree = all(
        rows[group].hidden or count == rows[group].women
        for group, count in sums.items()
        if group != TOP
    )
    return everybody == table.total.women and groups_agree


def spans(table, rows):
    tallies = {row.key: row.tally for row in table.rows}
    return {
        key: (max(values) - min(values), tallies[key].declared)
        for key, values in possible(table, rows).items()
    }


@settings(max_examples=60, deadline=None)
@given(st.lists(cells, min_size=1, max_size=4))
def test_totals_give_no_hidden_row_away(counts):
    table = crossing({f"R{number}": one for number, one in enumerate(counts)})
    result = shown(table, floor=FLOOR)
    if result.withheld:
        return
    rows = {row.key: row for row in result.rows}
    if all(row.hidden or not row.size for row in rows.values()):
        return  # nothing is told but the figure itself
    assert not any(
        0 < cell < FLOOR
        for row in rows.values()
        for cell in (row.women, row.men)
        if cell is not None
    )
    for span, size in spans(table, rows).values():
        assert span >= min(size, FLOOR)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(cells, st.booleans()), min_size=2, max_size=4))
def test_groups_and_totals_give_no_hidden_row_away(counts):
    groups = {f"R{number}": "G1" if first else "G2" for number, (_, first) in enumerate(counts)}
    table = crossing({f"R{number}": one for number, (one, _) in enumerate(counts)}, groups)
    result = shown(table, floor=FLOOR)
    if result.withheld:
        return
    rows = {row.key: row for row in result.rows}
    if all(row.hidden or not row.size for row in rows.values()):
        return
    for span, size in spans(table, rows).values():
        assert span >= min(size, FLOOR)


@settings(max_examples=60, deadline=None)
@given(st.lists(cells, min_size=2, max_size=4), st.integers(0, 3), cells)
def test_successive_readings_give_no_hidden_row_away(counts, changed, newer):
    """One row changes between two readings; the others are known to be as they were."""
    names = [f"R{number}" for number in range(len(counts))]
    first = crossing(dict(zip(names, counts, strict=True)))
    one = shown(first, floor=FLOOR)
    later = list(counts)
    later[changed % len(later)] = newer
    second = crossing(dict(zip(names, later, strict=True)))
    two = shown(second, floor=FLOOR, before=[{row.key: row for row in one.rows}])
    if two.withheld or one.withheld:
        return
    told, now = ({row.key: row for row in result.rows} for result in (one, two))
    moved = names[changed % len(names)]
    # What the other reading shows of an unchanged row is put in, and its neighbours worked out.
    for table, rows, other in ((first, told, now), (second, now, told)):
        filled = {
            key: other[key] if key != moved and row.hidden and not other[key].hidden else row
            for key, row in rows.items()
        }
        if all(row.hidden or not row.size for row in filled.values()):
            continue
        newly = {key for key, row in rows.items() if row.hidden and not filled[key].hidden}
        assert not newly or rows is now  # what is hidden now was public before, never after
        for span, size in spans(table, filled).values():
            assert span >= min(size, FLOOR)
