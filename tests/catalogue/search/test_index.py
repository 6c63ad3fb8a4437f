"""The index survives changes, damage, crowds and kills."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from catalogue.search import facets, ranking, snapshot
from catalogue.search.contract import IndexBusy, IndexDamaged, Matched, Query
from catalogue.search.documents import FacetName, SearchDocument, fingerprint, to_bytes
from catalogue.search.index import WhooshIndex
from catalogue.search.segment_files import damage_told
from catalogue.search.spelling import WordList


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "search"


@pytest.fixture
def filled(folder: Path, library: list[SearchDocument]) -> WhooshIndex:
    index = WhooshIndex(folder)
    index.replace_all(library)
    return index


def found(index: WhooshIndex, typed: str) -> list[str]:
    return [hit.document.key for hit in index.search(Query(typed, page_size=1000)).hits]


def test_the_folder_is_closed_to_other_accounts(folder: Path, filled: WhooshIndex):
    assert filled.document_count()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert all(path.stat().st_mode & 0o777 == 0o700 for path in folder.iterdir() if path.is_dir())


def test_a_new_index_is_empty_and_answers(folder: Path):
    index = WhooshIndex(folder)
    index.warm()
    assert index.document_count() == 0
    assert index.keys() == frozenset()
    assert index.search(Query("sécurité")).total == 0
    assert index.search(Query()).total == 0
    assert index.suggest("sécu") == ()
    assert index.fingerprint() == fingerprint([])


def test_no_reader_waits_for_what_is_read_ahead(filled: WhooshIndex, monkeypatch):
    counted: list[WordList] = []
    monkeypatch.setattr(WordList, "add", lambda words, _titles: counted.append(words))
    filled.warm()
    assert len(counted) == 1
    filled.warm()
    assert filled.search(Query("securitte")).total == 0
    assert len(counted) == 1


def test_what_changes_is_read_ahead_again(filled: WhooshIndex, library: list[SearchDocument]):
    filled.warm()
    filled.apply([replace(library[0], title_fr="Xylophones")], [])
    filled.warm()
    assert filled.search(Query("xylofones")).did_you_mean == "xylophones"


def test_an_index_of_nothing_is_an_index(folder: Path, library: list[SearchDocument]):
    index = WhooshIndex(folder)
    index.replace_all([])
    assert index.document_count() == 0
    index.apply(library[:2], [])
    assert index.document_count() == 2


def test_changes_are_seen_at_once_and_nothing_else_moves(
    filled: WhooshIndex, library: list[SearchDocument]
):
    changed = replace(library[0], title_fr="Moulins à mil", marker="2")
    new = replace(library[1], key="edition:99", title_fr="Séchoirs à mangues")
    filled.apply([changed, new], [library[3].key, "edition:unknown"])
    expected = {one.key: one for one in library} | {changed.key: changed, new.key: new}
    del expected[library[3].key]
    assert filled.keys() == set(expected)
    assert filled.fingerprint() == fingerprint(map(to_bytes, expected.values()))
    assert found(filled, "moulin mil") == [changed.key]
    assert found(filled, "mangues") == [new.key]
    assert library[0].key not in found(filled, "postes de travail")
    page = filled.search(Query(filters={FacetName.MARKER: ["2"]}))
    assert [hit.document for hit in page.hits] == [changed]
    assert filled.search(Query("mongues")).did_you_mean == "mangues"


def test_the_last_of_two_writings_of_a_key_stands(
    filled: WhooshIndex, library: list[SearchDocument]
):
    filled.apply([replace(library[0], year=1901), replace(library[0], year=1902)], [])
    assert filled.document_count() == len(library)
    assert [hit.document.year for hit in filled.search(Query("postes de travail")).hits] == [1902]


def test_nothing_to_change_changes_nothing(folder: Path, filled: WhooshIndex):
    before = (folder / "current").read_text()
    filled.apply([], [])
    assert (folder / "current").read_text() == before


def test_the_first_changes_make_an_index(folder: Path, library: list[SearchDocument]):
    index = WhooshIndex(folder)
    index.apply(library, ["edition:unknown"])
    assert index.document_count() == len(library)


def test_many_small_changes_stay_few_segments(
    folder: Path, filled: WhooshIndex, library: list[SearchDocument]
):
    for turn in range(30):
        filled.apply([replace(library[turn % 5], title_en=f"Turn zz{turn}")], [])
    assert filled.document_count() == len(library)
    assert found(filled, "turn zz29") == [library[4].key]
    assert filled.search(Query("turn zz3")).matched is Matched.ANY_WORD
    assert len(list(folder.glob("index-*/*.seg"))) <= 10
    current = {one.key: one for one in library}
    current |= {
        library[turn % 5].key: replace(library[turn % 5], title_en=f"Turn zz{turn}")
        for turn in range(30)
    }
    assert filled.fingerprint() == fingerprint(map(to_bytes, current.values()))
    assert found(filled, "ISO 9001")[0] == "edition:10"


def test_everything_replaced_document_by_document(
    filled: WhooshIndex, library: list[SearchDocument]
):
    filled.apply([replace(one, title_en="Same") for one in library], [])
    assert filled.document_count() == len(library)
    filled.apply([], [one.key for one in library])
    assert filled.document_count() == 0
    assert found(filled, "same") == []


def test_another_process_reads_what_this_one_writes(
    folder: Path, filled: WhooshIndex, library: list[SearchDocument]
):
    other = WhooshIndex(folder)
    assert found(other, "tabac") == found(filled, "tabac") != []
    filled.apply([], found(filled, "tabac"))
    assert found(other, "tabac") == []
    filled.replace_all(library)
    assert found(other, "tabac") != []


def test_readers_keep_an_index_while_it_is_rebuilt(
    folder: Path, filled: WhooshIndex, library: list[SearchDocument]
):
    seen = []

    def slowly() -> Iterator[SearchDocument]:
        for document in library[:5]:
            seen.append(WhooshIndex(folder).document_count())
            yield document

    filled.replace_all(slowly())
    assert seen == [len(library)] * 5
    assert filled.document_count() == 5
    assert len(list(folder.glob("index-*"))) == 1


def test_a_rebuild_that_fails_leaves_the_old_index(
    folder: Path, filled: WhooshIndex, library: list[SearchDocument]
):
    def broken() -> Iterator[SearchDocument]:
        yield library[0]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        filled.replace_all(broken())
    assert filled.document_count() == len(library)
    assert len(list(folder.glob("index-*"))) == 1
    with pytest.raises(RuntimeError):
        filled.apply(broken(), [])
    filled.apply([], [library[0].key])
    assert filled.document_count() == len(library) - 1


def test_a_rebuild_killed_half_way_leaves_the_old_index(
    folder: Path, filled: WhooshIndex, library: list[SearchDocument]
):
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from catalogue.search.documents import Kind, RecordStatus, SearchDocument\n"
        "from catalogue.search.index import WhooshIndex\n"
        "def documents():\n"
        "    yield SearchDocument('edition:1', Kind.STANDARD, RecordStatus.PUBLISHED)\n"
        "    os._exit(9)\n"
        "WhooshIndex(Path(sys.argv[1])).replace_all(documents())\n"
    )
    root = Path(__file__).parents[3]
    killed = subprocess.run([sys.executable, "-c", script, folder], cwd=root, check=False)
    assert killed.returncode == 9
    assert filled.document_count() == len(library)
    filled.apply([], [library[0].key])  # the lock went with the process
    filled.replace_all(library)
    assert len(list(folder.glob("index-*"))) == 1


def pointer_scrambled(folder: Path, _: Path) -> None:
    (folder / "current").write_bytes(b"\xff\x00")


def of_another_format(folder: Path, built: Path) -> None:
    (folder / "current").write_text(f"0 {built.name} x")


def folder_gone(folder: Path, built: Path) -> None:
    built.rename(folder / "elsewhere")


def contents_scrambled(_: Path, built: Path) -> None:
    for path in built.glob("*.toc"):
        path.write_bytes(b"not an index")


def segment_cut(_: Path, built: Path) -> None:
    for path in built.glob("*.seg"):
        path.write_bytes(path.read_bytes()[:200])


def files_gone(_: Path, built: Path) -> None:
    for path in built.iterdir():
        path.unlink()


@pytest.mark.parametrize(
    "harm",
    [
        pointer_scrambled,
        of_another_format,
        folder_gone,
        contents_scrambled,
        segment_cut,
        files_gone,
    ],
)
def test_damage_is_told_and_mended_by_a_rebuild(
    folder: Path,
    filled: WhooshIndex,
    library: list[SearchDocument],
    harm: Callable[[Path, Path], None],
):
    assert filled.document_count()
    harm(folder, *folder.glob("index-*"))
    fresh = WhooshIndex(folder)
    for question in (
        lambda: fresh.search(Query("sécurité")),
        lambda: fresh.suggest("sécu"),
        fresh.document_count,
        fresh.keys,
        fresh.fingerprint,
        fresh.warm,
        lambda: fresh.apply(library[:1], []),
    ):
        with pytest.raises(IndexDamaged):
            question()
    fresh.replace_all(library)
    assert fresh.document_count() == filled.document_count() == len(library)


def test_an_index_taken_away_is_an_empty_one(folder: Path, filled: WhooshIndex):
    assert filled.document_count()
    (folder / "current").unlink()
    assert filled.document_count() == 0


def test_want_of_memory_is_not_damage():
    with pytest.raises(MemoryError), damage_told():
        raise MemoryError


def test_an_index_replaced_while_it_is_opened_is_opened_again(
    folder: Path, library: list[SearchDocument], monkeypatch: pytest.MonkeyPatch
):
    index = WhooshIndex(folder)
    index.replace_all(library)
    stale = (folder / "current").read_text().replace("index-", "index-gone")
    pointers = [stale, (folder / "current").read_text()]
    monkeypatch.setattr(index, "_read_pointer", lambda: pointers.pop(0))
    assert index.document_count() == len(library)


def test_a_writer_waits_for_another(
    folder: Path, filled: WhooshIndex, library: list[SearchDocument]
):
    other = WhooshIndex(folder)
    waiting = threading.Thread(target=lambda: other.apply([], [library[0].key]))

    def slowly() -> Iterator[SearchDocument]:
        waiting.start()
        waiting.join(0.1)
        assert waiting.is_alive()
        yield from library

    filled.replace_all(slowly())
    waiting.join()
    assert filled.document_count() == len(library) - 1


def test_a_word_whose_records_were_dropped_from_memory_is_read_again(
    folder: Path, filled: WhooshIndex, monkeypatch: pytest.MonkeyPatch
):
    expected = found(filled, "sécurité des machines")
    monkeypatch.setattr(snapshot, "_KEPT_TERMS", 1)
    fresh = WhooshIndex(folder)
    for _ in range(3):
        assert found(fresh, "sécurité des machines") == expected


def test_few_and_many_records_are_counted_alike(
    filled: WhooshIndex, monkeypatch: pytest.MonkeyPatch
):
    query = Query("exigences", filters={FacetName.ICS_FIELD: ["11"]})
    one_by_one = filled.search(query)
    monkeypatch.setattr(facets, "_FEW", 0)
    assert filled.search(query).facets == one_by_one.facets


def test_when_too_many_records_answer_the_shortest_titles_are_weighed(
    filled: WhooshIndex, monkeypatch: pytest.MonkeyPatch
):
    whole = found(filled, "exigences")
    monkeypatch.setattr(ranking, "_SCORED", 1)
    page = filled.search(Query("exigences", page_size=1))
    assert page.total == len(whole)
    assert page.hits[0].document.reference == "ISO 9001:2015"
    assert sorted(found(filled, "exigences")) == sorted(whole)


def test_a_record_that_cannot_be_read_is_damage(
    folder: Path, filled: WhooshIndex, library: list[SearchDocument]
):
    (segment,) = folder.glob("index-*/*.seg")
    segment.write_bytes(
        segment.read_bytes().replace(b'"standard","published"', b'"standard","pub\xff\xffshed"')
    )
    with pytest.raises(IndexDamaged):
        WhooshIndex(folder).search(Query("préservatifs"))
    filled.replace_all(library)
    assert found(filled, "préservatifs")


def test_one_writer_at_a_time_and_readers_meanwhile(
    folder: Path, filled: WhooshIndex, library: list[SearchDocument]
):
    hurried = WhooshIndex(folder, patience=0)
    refused = []

    def slowly() -> Iterator[SearchDocument]:
        for write in (lambda: hurried.apply(library[:1], []), lambda: hurried.replace_all([])):
            with pytest.raises(IndexBusy):
                write()
            refused.append(hurried.document_count())
        yield library[0]

    filled.replace_all(slowly())
    assert refused == [len(library)] * 2
    hurried.apply(library[:2], [])
    assert filled.document_count() == 2


def test_several_processes_write_at_once_and_none_is_lost(folder: Path, filled: WhooshIndex):
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from catalogue.search.documents import Kind, RecordStatus, SearchDocument\n"
        "from catalogue.search.index import WhooshIndex\n"
        "index = WhooshIndex(Path(sys.argv[1]))\n"
        "for turn in range(4):\n"
        "    key = f'edition:{sys.argv[2]}{turn}'\n"
        "    index.apply([SearchDocument(key, Kind.STANDARD, RecordStatus.PUBLISHED)], [])\n"
    )
    root = Path(__file__).parents[3]
    writers = [
        subprocess.Popen([sys.executable, "-c", script, folder, number], cwd=root)
        for number in ("90", "91", "92")
    ]
    before = filled.document_count()
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    assert filled.document_count() >= before
    assert {f"edition:9{at}{turn}" for at in range(3) for turn in range(4)} <= filled.keys()


def test_a_crowd_of_readers_and_a_writer(filled: WhooshIndex, library: list[SearchDocument]):
    wrong: list[BaseException | str] = []
    done = threading.Event()

    def read() -> None:
        try:
            while not done.is_set():
                if not found(filled, "sécurité des machines"):
                    wrong.append("nothing found")
                filled.search(Query("securite des machnes"))
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test must show it
            wrong.append(error)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for turn in range(12):
        filled.apply([replace(library[-1], title_fr=f"Tour {turn}")], [])
    filled.replace_all(library)
    done.set()
    for reader in readers:
        reader.join()
    assert wrong == []
