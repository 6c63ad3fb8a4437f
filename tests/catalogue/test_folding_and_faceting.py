"""Text found as people type it, and lists narrowed by what they choose."""

from __future__ import annotations

import sqlalchemy as sa

from catalogue.faceting import narrow
from catalogue.folding import fold, fold_all, has_every_word

ROWS = [
    ("a", {"colour": ("red",), "size": ("s", "m")}),
    ("b", {"colour": ("blue",), "size": ("m",)}),
    ("c", {"colour": ("red",), "size": ()}),
]


def names(rows):
    return [row[0] for row in rows]


def test_accents_case_and_ligatures_do_not_count():
    assert fold("Œuvre  d’ÉGALITÉ") == "oeuvre d'egalite"
    assert fold_all("MN 1:2020", None, "Karité") == "mn 1:2020 karite"


def test_each_word_is_looked_for_and_wildcards_are_plain_signs():
    engine = sa.create_engine("sqlite://")
    texts = ("taux de 50% d'acier", "taux de 500 acier")
    table = sa.union_all(*(sa.select(sa.literal(one).label("text")) for one in texts)).subquery()
    for typed, expected in (("acier taux", 2), ("50%", 1), ("d_acier", 0), ("", 2)):
        query = sa.select(sa.func.count()).select_from(table)
        with engine.connect() as connection:
            found = connection.scalar(query.where(*has_every_word(table.c.text, typed)))
        assert found == expected, typed
    engine.dispose()


def test_values_of_one_facet_widen_and_facets_narrow():
    kept, _ = narrow(ROWS, {"colour": ["red", "blue"], "size": ["m"]}, lambda row: row[1])
    assert names(kept) == ["a", "b"]


def test_a_facet_is_counted_with_the_others_applied_but_not_itself():
    _, counts = narrow(ROWS, {"colour": ["red"]}, lambda row: row[1])
    assert counts["colour"] == {"red": 2, "blue": 1}
    assert counts["size"] == {"s": 1, "m": 1}


def test_a_chosen_value_that_nothing_has_stays_removable():
    kept, counts = narrow(ROWS, {"colour": ["green"]}, lambda row: row[1])
    assert kept == []
    assert counts["colour"]["green"] == 0
    assert "green" in counts["colour"]
