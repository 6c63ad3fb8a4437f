"""The checklist of one reading as a form on paper: what is printed, in order (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from catalogue.messages import N_
from catalogue.typesetting import JSON
from review.answers.criteria import Field
from review.answers.filled import NO, YES
from review.answers.sections import STATEMENTS, Section
from review.offline.layout import MATERIAL, VALUE, Item
from review.offline.sheet import AskedRow, Identity, facts_of, prompt_of
from review.offline.words import SEVERAL

_LINES: Mapping[str, int] = {
    Field.CLAUSE.value: 1,
    Field.QUOTATION.value: 2,
    Field.NOTE.value: 2,
    Field.SOURCE.value: 1,
}
_WORDS = {
    "how": N_(
        "Écrivez lisiblement, à l’encre. Cochez une case par question, plusieurs pour F3 "
        "seulement. Datez et signez la dernière page, paraphez les autres, puis remettez le tout "
        "au secrétariat, qui le saisit pour votre compte et y joint la copie numérisée. Vos "
        "réponses ne sont montrées à personne d’autre avant que toutes les relectures du texte "
        "soient remises."
    ),
    "interests": N_("Déclaration d’intérêts, avant la première réponse"),
    "declare": N_(
        "A un intérêt qui a écrit, demandé ou signé ce texte, siège ou a siégé depuis le dépôt du "
        "besoin dans le comité qui l’a demandé, ou appartient à l’organisation qui l’a demandé."
    ),
    "which": N_("Si vous avez un intérêt, lequel ?"),
    "material": N_("La différence est-elle importante pour cette norme ?"),
    "signature": N_("Signature"),
    "signed": N_("J’ai lu le texte désigné en première page et ces réponses sont les miennes."),
    "name": N_("Nom"),
    "date": N_("Date"),
    "sign": N_("Signature"),
}


def form_of(
    identity: Identity,
    sections: Sequence[Section],
    rows: Sequence[AskedRow],
    *,
    agency: str,
    blank: bool,
) -> dict[str, JSON]:
    """Give the data of ``templates/reports/checklist.typ``: blank, or with the answers saved."""
    by_code = {one.item.code: one for one in rows}
    lead = (
        N_("Formulaire à remplir à la main")
        if blank
        else N_("Réponses enregistrées à ce jour, à compléter ou à corriger à la main")
    )
    return {
        "title": str(N_("Grille de relecture")),
        "agency": agency,
        "kind": str(N_("Grille, version %(number)d", number=identity.checklist)),
        "about": str(
            N_(
                "Relecture n° %(id)d – %(title)s",
                id=identity.assignment_id,
                title=identity.title,
            )
        ),
        "words": {"lead": str(lead), **{name: str(text) for name, text in _WORDS.items()}},
        "facts": [[label, text] for label, text in facts_of(identity)],
        "interests": [
            {"label": str(N_("Je n’ai pas d’intérêt dans ce texte.")), "ticked": False},
            {"label": str(N_("J’ai un intérêt : je ne relis pas.")), "ticked": False},
        ],
        "sections": [_section(section, by_code, blank=blank) for section in sections],
        "signer": identity.reviewer,
    }


def _section(section: Section, rows: Mapping[str, AskedRow], *, blank: bool) -> dict[str, JSON]:
    optional = section.codes == STATEMENTS
    return {
        "title": str(section.title),
        "note": str(N_("Facultatif : laissez vide ce que vous n’affirmez pas."))
        if optional
        else "",
        "criteria": [_criterion(rows[code], blank=blank) for code in section.codes if code in rows],
    }


# What a paper cannot do, said where it matters (product_rules §3).
_CLASS_A = N_(
    "Si le texte a des pistes de classe A, réglez-les ou écartez-les à l’écran, avec votre "
    "compte : sinon la réponse « convient » n’est pas acceptée, même sur papier."
)


def _criterion(one: AskedRow, *, blank: bool) -> dict[str, JSON]:
    item = one.item
    texts = dict.fromkeys(one.texts, "") if blank else dict(one.texts)
    names = item.asked
    material = texts[names[MATERIAL]] if MATERIAL in names else None
    return {
        "code": item.code if item.criterion is not None else "",
        "question": one.question,
        "help": one.help if item.code != "T1" else f"{one.help} {_CLASS_A}".strip(),
        "options": _options(item, texts),
        "counts": _counts(item, texts),
        "material": []
        if material is None
        else [
            {"label": str(N_("Oui")), "ticked": material == YES},
            {"label": str(N_("Non")), "ticked": material == NO},
        ],
        "texts": [
            {
                "label": str(prompt_of(item, key)),
                "value": texts[name],
                "lines": _LINES[key],
            }
            for key, name in names.items()
            if key not in {VALUE, MATERIAL}
        ],
    }


def _options(item: Item, texts: Mapping[str, str]) -> list[JSON]:
    if item.criterion is None:
        return [{"label": str(N_("Je l’affirme")), "ticked": bool(texts[f"{item.code}_value"])}]
    if item.counts:
        unknown = texts[item.count_names[2]]
        return [{"label": str(N_("Inconnu")), "ticked": bool(unknown)}]
    value = texts[f"{item.code}_value"]
    chosen = value.split(",") if item.code == SEVERAL else [value]
    return [
        {"label": str(label), "ticked": code in chosen}
        for code, label in item.criterion.labels.items()
    ]


def _counts(item: Item, texts: Mapping[str, str]) -> list[JSON]:
    if not item.counts:
        return []
    women, men, _unknown = item.count_names
    return [
        {"label": str(N_("Nombre de femmes")), "value": texts[women]},
        {"label": str(N_("Nombre d’hommes")), "value": texts[men]},
    ]
