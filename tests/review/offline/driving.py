"""What a reviewer does in the browser with a spreadsheet, in one line each."""

from __future__ import annotations

import html
import io
import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

# A whole checklist as a person types it: words of the lists, codes, and free writing.
_NOT_APPLICABLE = {"value": "Sans objet pour cette norme", "note": "La norme ne fixe rien de tel."}
COMPLETE = {
    "F1": {"value": "Oui"},
    "F2": {"value": "estimation", "note": "neuf femmes sur dix", "source": "Enquête 2023"},
    "F3": {"value": "Physique et sociale"},
    "A1": {"value": "1", "source": "Institut de la statistique, mars 2026"},
    **{f"A{number}": _NOT_APPLICABLE for number in range(2, 13)},
    "A3": {
        "value": "2 : traité par une exigence, un essai, une limite ou une dimension",
        "material": "oui",
        "clause": "5.2",
        "quotation": "la poignée convient\naux mains de 65 mm",
    },
    "A13": {"value": "RIEN A SIGNALER"},
    "T1": {"value": "convient"},
    "T2": {"value": "Sans objet"},
    "P1": {"value": "Inconnu"},
    "P2": {"value": "3 femmes, 9 hommes"},
    "P3": {"value": "inconnu"},
    "P4": {"value": "inconnu"},
    "P5": {"value": "non"},
}


def plain(text: str) -> str:
    """Give the words of a page without its marks."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def version_on(page: str) -> str:
    return re.findall(r'name="version" value="(\d+)"', page)[-1]


class Desk:
    def __init__(self, client: FlaskClient, assignment_id: int) -> None:
        self.client = client
        self.home = f"/relectures/mes-relectures/{assignment_id}"
        self.base = f"{self.home}/hors-connexion"

    def download(self) -> bytes:
        answer = self.client.get(f"{self.base}/grille.xlsx")
        assert answer.status_code == 200, plain(answer.text)
        return answer.data

    def upload(self, content: bytes, name: str = "grille.xlsx") -> TestResponse:
        answer = self.client.post(
            self.base,
            data={"file": (io.BytesIO(content), name)},
            content_type="multipart/form-data",
        )
        answer.request.environ["wsgi.input"].close()  # a large one lies on disk
        return answer

    def preview(self, content: bytes, name: str = "grille.xlsx") -> tuple[str, str]:
        """Send a file; give the address of its preview and what the page says."""
        answer = self.upload(content, name)
        assert answer.status_code == 302, plain(answer.text)
        return answer.location, plain(self.client.get(answer.location).text)

    def refused(self, content: bytes, name: str = "grille.xlsx") -> str:
        """Send a file that is refused; give what the page says."""
        answer = self.upload(content, name)
        assert answer.status_code == 422, answer.location
        return plain(answer.text)

    def apply(self, address: str, **given: Any) -> TestResponse:
        page = self.client.get(address).text
        found = re.search(r'name="version" value="(\d+)"', page)
        data = {"version": found[1] if found else "0", **given}
        return self.client.post(f"{address}/appliquer", data=data)

    def save(self, slug: str, **answers: Any) -> None:
        page = self.client.get(f"{self.home}/{slug}").text
        data = {"version": version_on(page), **answers}
        answer = self.client.post(f"{self.home}/{slug}", data=data)
        assert answer.status_code == 302, plain(answer.text)

    def submit(self) -> TestResponse:
        version = version_on(self.client.get(self.home).text)
        return self.client.post(f"{self.home}/soumettre", data={"version": version})
