"""Opening ISO's files in every form, and files that are damaged, wrong or made to harm."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.open_data import files
from catalogue.open_data.files import OpenDataFile, Unreadable
from catalogue.open_data.vocabulary import Dataset

SAMPLES = Path(__file__).parent / "samples"
HEADER = (SAMPLES / "deliverables.csv").read_text(encoding="utf-8").splitlines()[0]
LINE = '{"id":%d,"reference":"ISO %d:2020","currentStage":6060,"deliverableType":"IS"}\n'


def records(path):
    with OpenDataFile(path) as file:
        return list(file.records())


def refusals(path):
    return [(one.line, str(one.refused)) for one in records(path) if one.refused]


@pytest.mark.parametrize(
    ("name", "dataset", "count"),
    [
        ("deliverables.csv", Dataset.DELIVERABLES, 1),
        ("deliverables.jsonl", Dataset.DELIVERABLES, 5),
        ("committees.jsonl", Dataset.COMMITTEES, 2),
        ("ics.xml", Dataset.ICS, 3),
    ],
)
def test_every_form_is_told_from_its_content(tmp_path, name, dataset, count):
    content = (SAMPLES / name).read_bytes()
    with_bom = b"\xef\xbb\xbf" + content
    path = tmp_path / "anything.bin"
    for written in (content, with_bom, gzip.compress(content), gzip.compress(with_bom)):
        path.write_bytes(written)
        with OpenDataFile(path) as file:
            assert file.dataset is dataset
            found = list(file.records())
        assert len(found) == count
        assert not any(one.refused for one in found)


def test_xml_codes_have_the_names_of_the_csv_file():
    [field, group, sub_group] = records(SAMPLES / "ics.xml")
    assert field.values["titleFr"].startswith("Généralités")
    assert group.values["identifier"] == "01.020"
    assert sub_group.values["titleEn"].endswith("(Vocabularies)")
    assert sub_group.line == 16


def test_ics_as_csv(tmp_path):
    path = tmp_path / "ICS.csv"
    path.write_text(
        "identifier,parent,titleEn,titleFr,scopeEn,scopeFr\n01.040,01,Vocabularies,Vocabulaires,,\n"
    )
    with OpenDataFile(path) as file:
        assert file.dataset is Dataset.ICS
    assert records(path)[0].values["titleFr"] == "Vocabulaires"


def test_a_cell_may_hold_line_breaks_and_lines_are_counted(tmp_path):
    path = tmp_path / "a.csv"
    row = '1,IS,,ISO 1:2016,T,T,2016,1,,,6060,,,,,"<p>a\n\n,b</p>"\n'
    path.write_text(f"{HEADER}\r\n{row}{row.replace('1,IS', '2,IS', 1)}short,row\n")
    found = records(path)
    assert [one.line for one in found] == [2, 5, 8]
    assert found[0].values["scope.en"] == "<p>a\n\n,b</p>"
    assert "2 cellules" in str(found[2].refused)


def test_a_line_of_a_hundred_megabytes_is_left_out_without_being_held(tmp_path):
    path = tmp_path / "long.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write((LINE % (1, 1)).encode())
        file.write(b'{"id":2,"x":"')
        for _ in range(100):
            file.write(b"a" * files.MEBIBYTE)
        file.write(b'"}\n')
        file.write((LINE % (3, 3)).encode())
    tracemalloc.start()
    found = records(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [one.line for one in found if one.refused] == [2]
    assert [one.values["id"] for one in found if not one.refused] == [1, 3]
    assert peak < 16 * files.MEBIBYTE


def test_a_quote_left_open_does_not_swallow_the_file_silently(tmp_path):
    path = tmp_path / "open.csv"
    row = "%d,IS,,ISO %d:2016,T,T,2016,1,,,6060,,,,,\n"
    path.write_text(
        HEADER
        + "\n"
        + row % (1, 1)
        + '2,IS,,"ISO'
        + "\n"
        + "".join(row % (n, n) for n in range(3, 9000))
    )
    found = records(path)
    assert found[0].values["id"] == "1"
    assert any(one.refused for one in found)


def test_a_bomb_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "LARGEST_TEXT", 3 * files.MEBIBYTE)
    path = tmp_path / "bomb.gz"
    path.write_bytes(gzip.compress((LINE % (1, 1)).encode() + b"\n" * (8 * files.MEBIBYTE)))
    with pytest.raises(Unreadable, match="dépasse 3 Mo"):
        records(path)


def test_a_truncated_or_damaged_gz_says_so(tmp_path):
    content = gzip.compress("".join(LINE % (n, n) for n in range(20_000)).encode())
    path = tmp_path / "cut.gz"
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(Unreadable, match="coupé avant sa fin"):
        records(path)
    damaged = bytearray(content)
    damaged[len(content) // 2 : len(content) // 2 + 40] = b"\xff" * 40
    path.write_bytes(bytes(damaged))
    with pytest.raises(Unreadable, match="abîmé"):
        records(path)
    path.write_bytes(content[:-4] + b"0000")
    with pytest.raises(Unreadable, match=r"abîmé|coupé"):
        records(path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "vide"),
        (b"\xef\xbb\xbf \n", "vide"),
        (b"PK\x03\x04", "Excel"),
        (b"PAR1....", "Parquet"),
        (b"%PDF-1.4", "PDF"),
        ("{}".encode("utf-16"), "UTF-16"),
        (b"[{}]", "n’est pas un de ceux"),
        (b'{"a":1}\n', "n’est pas un de ceux"),
        (b"nom;prenom\n", "n’est pas un de ceux"),
        (b"<html></html>", "n’est pas un de ceux"),
        (b"\xff" * 5000, "n’est pas un de ceux"),
        (gzip.compress(b"", mtime=0), "vide"),
    ],
)
def test_another_file_is_named(tmp_path, content, said):
    path = tmp_path / "wrong"
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=said):
        OpenDataFile(path)


ENTITY = b"""<?xml version="1.0"?><!DOCTYPE fields [<!ENTITY x SYSTEM "file:///etc/hostname">]>
<fields><field><identifier>01</identifier><title xml:lang="en">&x;</title></field></fields>"""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (ENTITY, "type de document"),
        (ENTITY.replace(b'SYSTEM "file:///etc/hostname"', b'"lol"'), "type de document"),
        (b"<fields><field></fields>", "abîmé, à la ligne 1"),
        (b"<fields><field><identifier>", "abîmé"),
    ],
)
def test_xml_has_no_entities_of_its_own(tmp_path, content, said):
    path = tmp_path / "a.xml"
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=said):
        records(path)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{", "JSON complet"),
        (b"[1]", "JSON complet"),
        (b"[" * 100_000, "JSON complet"),
        (b'{"id": 2, "reference": "\xe9"}', "UTF-8"),
        (b"null", "JSON complet"),
    ],
)
def test_a_bad_line_is_refused_alone(tmp_path, line, said):
    path = tmp_path / "a.jsonl"
    path.write_bytes((LINE % (1, 1)).encode() + line + b"\n\n" + (LINE % (3, 3)).encode())
    [(number, sentence)] = refusals(path)
    assert number == 2
    assert said in sentence
    assert len(records(path)) == 3


def test_a_csv_saved_again_with_semicolons_is_read(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id;reference;currentStage\n1;ISO 1:2016;6060\n", encoding="utf-8-sig")
    assert records(path)[0].values == {"id": "1", "reference": "ISO 1:2016", "currentStage": "6060"}


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
@given(content=st.binary(max_size=400), start=st.sampled_from(["json", "csv", "xml", "gz", ""]))
def test_any_bytes_are_read_or_named(tmp_path, content, start):
    heads = {
        "json": (LINE % (1, 1)).encode(),
        "csv": HEADER.encode() + b"\n",
        "xml": b"<fields><field>",
        "gz": b"\x1f\x8b",
        "": b"",
    }
    path = tmp_path / "any"
    path.write_bytes(heads[start] + content)
    try:
        found = records(path)
    except Unreadable:
        return
    assert all(one.refused is None or str(one.refused) for one in found)


def test_nested_names_are_brought_to_those_of_the_csv_file():
    found = records(SAMPLES / "deliverables.jsonl")
    assert found[3].values["title.fr"].startswith("Textiles")
    assert "title.en" not in found[0].values
    assert found[1].values["scope.en"] is None
    assert json.dumps(found[2].values["replaces"]) == "[46486, 54538]"
