"""The people of the main story, who enter the product as people do: by link, by printed sheet."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask

from tests.stories.browser_like import Visitor

PASSWORD = "karité mortier soleil"
CODE = re.compile(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b")


class Cast:
    """Everybody of the story, each at a browser of their own."""

    def __init__(self, product: Flask, link: str) -> None:
        self.product = product
        self.public = Visitor(product)
        self.admin = Visitor(product)
        self.admin.visit(link)
        self.admin.press(
            "Créer le compte et entrer",
            name="Aminata Traoré",
            username="a.traore",
            new_password=PASSWORD,
            repeat_password=PASSWORD,
        )
        assert self.admin.page.heading == "Comptes"
        self.admin.visit(link, status=410)
        self.secretary = self.invited("Sékou Diallo", "secretariat")
        self._register_people()
        self.chair = self.invited("Mariam Coulibaly", "chair", committee="CTN2")
        self.focal = self.invited("Fatoumata Koné", "focal_point", person="Koné")
        self.first = self.invited("Oumar Sidibé", "reviewer", person="Sidibé")
        self.second = self.invited("Aïssata Cissé", "reviewer", person="Cissé")
        self.member = self.invited("Ibrahim Maïga", "reviewer", person="Maïga")

    def invited(self, name: str, role: str, *, committee: str = "", person: str = "") -> Visitor:
        """Open an account, print its sheet, and let the person enter with the code on it."""
        page = self.admin.visit("/comptes/nouveau")
        form = page.form_with("roles")
        answers: dict[str, Any] = {"name": name, "username": name.split()[1].lower()}
        answers["username"] = answers["username"].translate(str.maketrans("éèï", "eei"))
        if committee:
            answers["committee"] = form.choice("committee", f"{committee} ")
        if person:
            answers["person_id"] = form.choice("person_id", person)
        self.admin.press("Ouvrir le compte", roles=[role], **answers)
        sheet = self.admin.press("Préparer une fiche d’invitation")
        code = CODE.search(sheet.main)
        assert code is not None, sheet.main
        entering = Visitor(self.product)
        entering.visit("/invitation")
        entering.press("Continuer", code=code[0].lower())
        entering.press("Enregistrer et entrer", new_password=PASSWORD, repeat_password=PASSWORD)
        assert name in entering.page.text
        return entering

    def _register_people(self) -> None:
        """Write in the register who reads, who is trained, who sits in the proposing committee."""
        secretary = self.secretary
        for family, trained in (
            ("Koné", ""),
            ("Sidibé", "12/03/2025"),
            ("Cissé", ""),
            ("Maïga", ""),
        ):
            secretary.visit("/comites/personnes/nouvelle")
            secretary.press(
                "Enregistrer", family_name=family, given_names="P.", gender_trained_on=trained
            )
        secretary.visit("/comites")
        secretary.follow("CTN2", "Donner un mandat")
        maiga = secretary.page.form_with("person_id").choice("person_id", "Maïga")
        seat = {"role": "member", "titular": "oui", "valid_from": "01/02/2026"}
        secretary.press("Enregistrer le mandat", person_id=maiga, **seat)
