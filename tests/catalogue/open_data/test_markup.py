"""The text a reader sees, out of whatever HTML ISO and Word have written."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.open_data.markup import one_line, plain_text

SAMPLES = Path(__file__).parent / "samples"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>One.</p>\n<p>Two&nbsp;&amp; three.</p>", "One.\nTwo & three."),
        ("<ul><li>a</li><li><p>b</p></li></ul>", "– a\n– b"),
        ("x<br/>y<BR >z", "x\ny\nz"),
        ("pH < 5 and a &lt;b&gt; stays; 3<4", "pH < 5 and a <b> stays; 3<4"),
        ("<https://www.iso.org> and <me@iso.org>", "<https://www.iso.org> and <me@iso.org>"),
        ("<!-- [if gte mso 9]><xml><w:x>1</w:x></xml><![endif]-->kept", "kept"),
        ("<![if !supportLists]>·  <![endif]>kept", "– kept"),
        ('a<o:p></o:p>b<st1:place w:st="on">c</st1:place>', "abc"),
        ("<style>p {color: red}</style><script>alert(1)</script>kept", "kept"),
        ("H<sub>2</sub>O <strong>safe</strong>", "H2O safe"),
        ("<p>left open <b>still <!-- never closed", "left open still"),
        ("<p class='x", ""),
        ("a\u202eb\u0000c\u200bd", "abcd"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_a_reader_sees(source, text):
    assert plain_text(source) == text


def test_word_lists_of_a_real_scope():
    line = (SAMPLES / "deliverables.jsonl").read_text(encoding="utf-8").splitlines()[0]
    text = plain_text(json.loads(line)["scope"]["en"])
    assert text.splitlines()[1] == (
        "— introduce practices for design, installation and operation of new ductile iron pipe "
        "water supply systems, rehabilitation or renovation;"
    )
    assert len(text.splitlines()) == 4
    assert not set("<>") & set(text)
    assert "mso" not in text


@given(st.text(alphabet="<>!-/a p&;lt\n\0é", max_size=400) | st.text(max_size=200))
def test_any_text_is_cleaned_and_cleaning_text_again_changes_no_plain_text(source):
    text = plain_text(source)
    assert "\n\n" not in text
    assert text == text.strip()
    assert "\0" not in text
    assert "\n" not in one_line(source)


@pytest.mark.parametrize(
    "piece", ["<", "<!--", "<p", "</", "<a href='", "&", "<!", "<style>", "<li>"]
)
def test_the_time_grows_with_the_length_and_no_more(piece):
    started = time.process_time()
    plain_text(piece * (900_000 // len(piece)))
    assert time.process_time() - started < 5
