"""Write a document as it is cited in French, after ISO 690: reference, title, issuer, date, place.

Nothing is made up: what is not known is left out or said to be unknown, and a text that is not in
force is never cited as if it were.
"""

from __future__ import annotations

from datetime import date

from catalogue.messages import N_, Message
from catalogue.records.bibliography import BibliographicItem, State
from catalogue.records.designation import year

_STANDING = frozenset({State.PUBLISHED, State.WITHDRAWN})


def citation(item: BibliographicItem, *, seen_on: date) -> list[Message]:
    """Give the sentences of a citation, in order; ``seen_on`` is the day the page is read.

    «ISO 9001:2015, Systèmes de management de la qualité — Exigences. 5e édition. ISO, 22 septembre
    2015. Disponible à l’adresse : … (consulté le 23 novembre 2026).»
    """
    sentences = [_named(item)]
    undated = bool(item.reference) and not item.project and year(item.reference) is None
    if undated and item.state in _STANDING:
        sentences.append(N_("Référence non datée."))
    if item.edition_number == 1:
        sentences.append(N_("1re édition."))
    elif item.edition_number:
        sentences.append(N_("%(number)de édition.", number=item.edition_number))
    sentences.append(_issued(item))
    if item.state is State.WITHDRAWN:
        sentences.append(
            N_("Document annulé le %(day)s.", day=item.withdrawn_on)
            if item.withdrawn_on
            else N_("Document annulé.")
        )
    elif item.state is State.UNDONE:
        sentences.append(N_("Homologation défaite : ce texte n’est pas une norme."))
    sentences.append(
        N_(
            "Disponible à l’adresse : %(address)s (consulté le %(day)s).",
            address=item.address,
            day=seen_on,
        )
    )
    return sentences


def _named(item: BibliographicItem) -> Message:
    if item.project:
        return N_(
            "Projet %(reference)s, %(title)s.", reference=item.reference, title=_title_of(item)
        )
    if item.reference:
        return N_("%(reference)s, %(title)s.", reference=item.reference, title=_title_of(item))
    return N_("%(title)s (numéro à compléter).", title=_title_of(item))


def _title_of(item: BibliographicItem) -> Message:
    title = _dashed(item.title).rstrip(". ")
    if not title:
        return N_("[sans titre connu]")
    if item.title_fr and not item.title_fr_official:
        working = _dashed(item.title_fr).rstrip(". ")
        if working == title:
            return N_("%(title)s [titre de travail]", title=title)
        return N_(
            "%(title)s [traduction de travail : %(translation)s]",
            title=title,
            translation=working,
        )
    return N_("%(title)s", title=title)


def _issued(item: BibliographicItem) -> Message:
    body = item.publisher.shown
    if item.state is State.IN_PREPARATION:
        return _prepared(item, body)
    if item.state is State.ABANDONED:
        return N_("%(body)s, projet abandonné.", body=body)
    if item.became:
        return N_("%(body)s, projet devenu %(reference)s.", body=body, reference=item.became)
    dated = (
        (N_("%(body)s, homologation du %(day)s."), item.homologated_on),
        (N_("%(body)s, adoption par le CNNCQ du %(day)s."), item.adopted_on),
        (N_("%(body)s, %(day)s."), item.published),
    )
    for sentence, day in dated:
        if day:
            return Message(sentence.msgid, {"body": body, "day": day})
    if year(item.reference) is None:
        return N_("%(body)s, date inconnue.", body=body)
    return N_("%(body)s.", body=body)


def _prepared(item: BibliographicItem, body: str) -> Message:
    if item.stage_code and item.stage_on:
        return N_(
            "%(body)s, en préparation (stade %(stage)s atteint le %(day)s).",
            body=body,
            stage=item.stage_code,
            day=item.stage_on,
        )
    if item.stage_code:
        return N_("%(body)s, en préparation (stade %(stage)s).", body=body, stage=item.stage_code)
    return N_("%(body)s, en préparation.", body=body)


def _dashed(title: str) -> str:
    """Part a title's elements by dashes, where its body wrote hyphens."""
    return title.strip().replace(" - ", " — ")
