from __future__ import annotations

import pytest

from review.analysis.clauses import Clauses


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("4 Exigences", "4"),
        ("4.1 Généralités", "4.1"),
        ("4.1.2 Le fabricant doit fournir une notice.", "4.1.2"),
        ("A.2 Mode opératoire", "A.2"),
        ("Annexe B", "Annexe B"),
        ("ANNEX C (normative)", "Annex C"),
        ("Article 12 – Contrôle", "Article 12"),
        ("Bibliographie", "Bibliographie"),
        ("## 7 Essais", "7"),
    ],
)
def test_headings_are_recognised(line, number):
    text = f"Texte.\n{line}\nSuite."
    assert Clauses(text).at(len(text) - 1).number == number


@pytest.mark.parametrize(
    "line",
    [
        "12 kg de riz",
        "2.5 mm",
        "1. L’ouvrier nettoie la cuve.",
        "2026 Journées de la norme",
        "4.1 Généralités ........ 7",
        "annexe B",
        "75 kg",
    ],
)
def test_quantities_lists_and_contents_are_no_headings(line):
    text = f"3 Objet\nTexte.\n{line}\nSuite."
    assert Clauses(text).at(len(text) - 1).number == "3"
