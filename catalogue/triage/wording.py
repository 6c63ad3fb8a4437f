"""Reasons as French sentences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from catalogue.messages import N_, Message
from catalogue.triage.vocabulary import LEVEL_LABELS, ReasonKind


def sentence(reason: Mapping[str, Any]) -> Message:
    """Give the sentence of one reason as it is kept with a candidate."""
    kind, facts = ReasonKind(reason["kind"]), dict(reason["facts"])
    if kind is ReasonKind.ICS:
        facts["level"] = str(LEVEL_LABELS[facts["level"]])
        facts["named"] = " ".join(part for part in (facts["code"], facts.get("name")) if part)
        return N_("ICS %(named)s, %(level)s : %(question)s", **facts)
    if kind is ReasonKind.NEAR:
        return _near(facts)
    return Message(_SENTENCES[kind].msgid, facts)


_SENTENCES: Mapping[ReasonKind, Message] = {
    ReasonKind.TERM: N_("Le titre dit « %(words)s » : %(why)s."),
    ReasonKind.SCOPE: N_("Le domaine d’application dit « %(words)s » : %(why)s."),
    ReasonKind.COMMITTEE: N_("Le comité %(committee)s travaille sur ce sujet : %(why)s."),
    ReasonKind.EDITION: N_(
        "Une autre édition, %(reference)s, est déjà dans la liste de référence."
    ),
    ReasonKind.LOWERED: N_("Compté moins : le titre dit « %(words)s », %(why)s."),
    ReasonKind.SUPPLEMENT: N_("Compté moins : c’est un amendement, qui ne change qu’une partie."),
}


def _near(facts: dict[str, Any]) -> Message:
    same = bool(facts.get("committee"))
    if facts.get("known_as"):
        facts["day"] = date.fromisoformat(facts["known_as"])
        if same:
            return N_(
                "Proche de %(reference)s, vérifiée par l’Agence le %(day)s, et du même comité, "
                "%(committee)s.",
                **facts,
            )
        return N_("Proche de %(reference)s, vérifiée par l’Agence le %(day)s.", **facts)
    if same:
        return N_(
            "Proche de %(reference)s, de la liste de référence, et du même comité, %(committee)s.",
            **facts,
        )
    return N_("Proche de %(reference)s, de la liste de référence.", **facts)
