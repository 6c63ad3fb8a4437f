"""How well and how fast a draft is read: ``python benchmarks/scan.py [--faults] [--alex FOLDER]``.

Precision and recall on the labelled sentences of ``tests/review/analysis`` (README.md there says
what is counted), beside alex (npm) for English where it is installed, and the time for a document
of sixty pages beside pypdf's own extraction.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from catalogue.documents import pdf
from review.analysis.repair import repair_pages
from review.analysis.scan import scan
from tests.review.analysis import labelled

PAGES = 60
LINES = 44
WIDTH = 80
TIMES = 3
OTHERS = 4
FILES = ("labelled_fr", "labelled_fr_unseen", "labelled_en", "labelled_en_unseen")
# Runs alex's own checks on each text of a JSON list; prints, for each, the places and rule names.
ALEX_RUNNER = """
import {readFileSync} from 'node:fs'
import {text} from 'alex'
const texts = JSON.parse(readFileSync(0, 'utf8'))
console.log(JSON.stringify(texts.map(one => text(one, {profanitySureness: 2}).messages.map(m => ({
  start: m.place?.start?.offset ?? m.position?.start?.offset ?? 0,
  end: m.place?.end?.offset ?? m.position?.end?.offset ?? 0,
  source: m.source ?? '', rule: m.ruleId ?? ''})))))
"""


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faults", action="store_true", help="show what our own half gets wrong")
    parser.add_argument("--alex", type=Path, default=Path(os.environ.get("ALEX_FOLDER", ".")),
                        help="a folder where «npm install alex» was run")  # fmt: skip
    parser.add_argument("--no-unseen", action="store_true", help="leave the unseen halves alone")
    options = parser.parse_args()
    for name in FILES:
        if not (options.no_unseen and name.endswith("unseen")):
            _quality(name, options)
    _speed()


def _quality(name: str, options: argparse.Namespace) -> None:
    records = labelled.load(name)
    if not records:
        print(f"{name}: absent")
        return
    language = name.split("_")[1]
    scores = labelled.count(records, lambda text: _ours(text, language))
    print(f"{name}: {scores.sentences} sentences")
    _print("ours, class A", scores.a)
    _print("ours, all", scores.everything)
    _print("ours, all and C", scores.strict)
    if scores.inclusive:
        share = scores.inclusive_shown / scores.inclusive
        print(
            f"  inclusive forms shown: {scores.inclusive_shown} of {scores.inclusive} ({share:.1%})"
        )
    if options.faults and not name.endswith("unseen"):
        print("\n".join(f"    {fault}" for fault in scores.strict.faults + scores.a.faults))
    if language == "en":
        _beside_alex(records, options.alex)


def _ours(text: str, language: str) -> list[labelled.Shown]:
    return [
        (one.start, one.end, one.kind.value, one.wording_class.value if one.wording_class else None)
        for one in scan([text], language)
    ]


def _print(name: str, score: labelled.Score) -> None:
    print(
        f"  {name:<32} precision {score.precision:.3f}  recall {score.recall:.3f}  F1 {score.f1:.3f}"
        f"  (right {score.right}, wrong {score.wrong}, missed {score.missed})"
    )


def _beside_alex(records: list[dict[str, object]], folder: Path) -> None:
    """Count alex on the same sentences; its messages all count as wording, as it sees nothing else."""
    node = shutil.which("node")
    if node is None or not (folder / "node_modules" / "alex").is_dir():
        print("  alex: absent (npm install alex in a folder, then --alex FOLDER)")
        return
    texts = [str(record["text"]) for record in records]
    done = subprocess.run(
        [node, "--input-type=module", "-e", ALEX_RUNNER],
        input=json.dumps(texts), capture_output=True, text=True, cwd=folder, check=False, timeout=120,
    )  # fmt: skip
    if done.returncode:
        print(f"  alex: did not run ({done.stderr.strip().splitlines()[-1:]})")
        return
    told = dict(zip(texts, json.loads(done.stdout), strict=True))
    gender = re.compile(r"equality")

    def shown(text: str, *, only_gender: bool, wording: str | None) -> list[labelled.Shown]:
        return [
            (one["start"], one["end"], "wording", wording)
            for one in told.get(text, [])
            if not only_gender or gender.search(one["source"])
        ]

    plain = [{**record, "before": ""} for record in records]
    wording_only = [
        {**record, "spans": [one for one in record["spans"] if one["kind"] == "wording"]}
        for record in plain
    ]
    as_a = labelled.count(plain, lambda text: shown(text, only_gender=True, wording="A"))
    _print("alex (equality), class A", as_a.a)
    _print("alex (equality), all", as_a.everything)
    ours = labelled.count(
        wording_only, lambda text: [one for one in _ours(text, "en") if one[2] == "wording"]
    )
    theirs = labelled.count(wording_only, lambda text: shown(text, only_gender=True, wording="B"))
    _print("wording only, ours", ours.everything)
    _print("wording only, alex", theirs.everything)


def _speed() -> None:
    """Time two documents: labelled sentences only, and one of them for four others, as in life."""
    records = labelled.load("labelled_fr")
    plain = [str(one["text"]) for one in records if not one["spans"]]
    marked = [str(one["text"]) for one in records if one["spans"]]
    mixed = [
        sentence
        for place, one in enumerate(marked)
        for sentence in (
            one,
            *(plain[(place * OTHERS + more) % len(plain)] for more in range(OTHERS)),
        )
    ]
    _timed_document("ordinary text", mixed)
    _timed_document("labelled sentences only", [*plain, *marked])


def _timed_document(name: str, sentences: list[str]) -> None:
    content = _document(sentences)
    texts: list[str] = []

    def read() -> None:
        texts[:] = [one["text"] for one in pdf.page_texts(PdfReader(io.BytesIO(content)).pages)]

    alone = min(_timed(lambda: _extract(content)) for _ in range(TIMES))
    reading = min(_timed(read) for _ in range(TIMES))
    analysis = min(_timed(lambda: _analyse(texts)) for _ in range(TIMES))
    shown = len(scan([page.text for page in repair_pages(texts)], "auto"))
    print(f"speed, {name}: {PAGES} pages, {shown / PAGES:.0f} hints a page")
    print(f"  pypdf alone                      {alone:.3f} s")
    print(f"  our extraction                   {reading:.3f} s  ({reading / alone:.2f} × pypdf)")
    print(f"  mending and hints                {analysis:.3f} s  ({analysis / alone:.2f} × pypdf)")
    print(f"  whole                            {(reading + analysis) / alone:.2f} × pypdf")


def _extract(content: bytes) -> None:
    for page in PdfReader(io.BytesIO(content)).pages:
        page.extract_text()


def _analyse(texts: list[str]) -> None:
    scan([page.text for page in repair_pages(texts)], "auto")


def _timed(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start


def _document(sentences: list[str]) -> bytes:
    """Make a document of running text from sentences, as a word processor would."""
    words = iter(" ".join(sentences * 40).split())
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    for number in range(1, PAGES + 1):
        page = writer.add_blank_page(595, 842)
        lines = ["NM 99-001:2026 - Projet", f"{1 + number // 4}.{1 + number % 4} Exigences"]
        for _line in range(LINES):
            line = ""
            while len(line) < WIDTH:
                line += next(words) + " "
            lines.append(line.strip())
        lines.append(str(number))
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        drawn = "".join(f"({_escaped(line)}) Tj T*\n" for line in lines)
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 10 Tf 14 TL 60 800 Td\n{drawn}ET".encode("cp1252", "replace"))
        page[NameObject("/Contents")] = writer._add_object(stream)  # noqa: SLF001 - as the tests do
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


if __name__ == "__main__":
    main()
