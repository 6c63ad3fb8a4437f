"""Every address of the product that answers a GET, filled with what the database holds."""

from __future__ import annotations

import hashlib
import io
import itertools
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.routing import IntegerConverter
from werkzeug.routing import Rule as Route

from catalogue.database import Base
from review.answers.sections import SECTIONS

# Whose name does not say the table it counts rows of.
TABLES = {
    "needs_id": "needs_expression",
    "item_id": "work_item",
    "round_id": "review_round",
    "text_id": "text_version",
    "entry_id": "reference_entry",
    "act_id": "homologation_act",
    "batch_id": "import_batch",
    "search_id": "saved_search",
    "event_id": "stage_event",
    "role_id": "account_role",
    "reading_id": "indicator_reading",
    "dismissal_id": "triage_dismissal",
    "import_id": "checklist_import",
    "extract_id": "answer_extract",
    "attachment_id": "needs_attachment",
}
WORDS: Mapping[str, tuple[str, ...]] = {
    "slug": (*(one.slug for one in SECTIONS), "inscrire"),
    "letter": ("F",),
    "code": ("5.3", "1.1", "A3"),
    "key": ("review_mode",),
    "kind": ("standards", "besoin", "tour", "relecture", "texte", "sujet"),
    "ending": ("csv", "xlsx", "json"),
    "half_year": ("2026-S2",),
    "year": ("2026",),
}
# Where a page is not one address: filters, periods, words that only the other reader wrote.
ASKED = (
    "/relectures?etat=open",
    "/relectures?etat=discussion",
    "/relectures?phase=final",
    "/relectures/textes?q=Zanzibarite",
    "/relectures/textes?q=vérifie",
    "/recherche?q=Zanzibarite",
    "/recherche?q=girouette",
    "/recherche?q=Quartz",
    "/recherche.csv?q=Quartz",
    "/journal?tag=review:submitted",
    "/journal?page=2",
    "/indicateurs/5.3?periode=2025",
    "/api/v1/indicators/5.3?window=2025",
    "/api/v1/standards?q=Zanzibarite",
    "/normes?etat=review",
)
MOST = 2  # rows tried of one kind
_OWN_HEADERS = frozenset(
    {"Date", "Expires", "Set-Cookie", "Content-Length", "Content-Security-Policy"}
)
_NONCE = re.compile(rb'nonce="[^"]*"')
_TOKEN = re.compile(rb'name="(csrf_token|form_token|sent_once|once)"[^>]*')


@dataclass(frozen=True, slots=True)
class Answer:
    """What one address answers, without what differs between any two answers."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


def addresses(app: Flask, session: Session) -> list[str]:
    """Give every address that answers a GET: each row of each kind, each ending, each filter."""
    found = [
        address
        for route in app.url_map.iter_rules()
        if "GET" in (route.methods or ()) and route.endpoint != "static"
        for address in _filled(app, session, route)
    ]
    return sorted({*found, *ASKED})


def _filled(app: Flask, session: Session, route: Route) -> Iterator[str]:
    names = sorted(route.arguments - set(route.defaults or ()))
    choices = [_values(session, route, name) for name in names]
    with app.test_request_context():
        bound = app.url_map.bind("localhost")
        for values in itertools.islice(itertools.product(*choices), 60):
            given = {**(route.defaults or {}), **dict(zip(names, values, strict=True))}
            yield bound.build(route.endpoint, given)


def _values(session: Session, route: Route, name: str) -> list[object]:
    if not isinstance(route._converters[name], IntegerConverter):
        if name == "file_name":
            table = Base.metadata.tables["document"]
            return list(session.scalars(sa.select(table.c.file_name).distinct()))
        return list(WORDS.get(name, ("zzz",)))
    key = TABLES.get(name, name.removesuffix("_id"))
    table = Base.metadata.tables.get(key)
    if table is None or "id" not in table.c:
        return list(range(1, 4))
    ids = session.scalars(sa.select(table.c.id).order_by(table.c.id.desc()).limit(MOST))
    return [*ids] or [1]


def answers(session: Session, client: FlaskClient, found: list[str]) -> dict[str, Answer]:
    """Ask every address as a request of its own, and keep what the person would see of it."""
    return {address: _answer(session, client, address) for address in found}


def _answer(session: Session, client: FlaskClient, address: str) -> Answer:
    session.expunge_all()
    with client.get(address) as response:
        headers = tuple(
            sorted((name, value) for name, value in response.headers if name not in _OWN_HEADERS)
        )
        return Answer(response.status_code, headers, _plain(response.data))


def _plain(body: bytes) -> bytes:
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            return b"\0".join(
                name.encode() + packed.read(name)
                for name in sorted(packed.namelist())
                # The instant the file was written.
                if name != "docProps/core.xml"
            )
    return _TOKEN.sub(b"", _NONCE.sub(b"", body))


def differing(before: Mapping[str, Answer], after: Mapping[str, Answer]) -> list[str]:
    """Name the addresses whose answer changed, each with the first place where it did."""
    return [
        f"{address}: {_first_difference(before[address], after[address])}"
        for address in before
        if before[address] != after[address]
    ]


def _first_difference(one: Answer, two: Answer) -> str:
    if one.status != two.status:
        return f"{one.status} -> {two.status}"
    if one.headers != two.headers:
        return f"{set(one.headers) ^ set(two.headers)}"
    place = next(
        (at for at, (a, b) in enumerate(zip(one.body, two.body, strict=False)) if a != b),
        min(len(one.body), len(two.body)),
    )
    start = max(place - 60, 0)
    return f"{one.body[start : place + 60]!r} -> {two.body[start : place + 60]!r}"
