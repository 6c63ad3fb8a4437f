"""A review in the words of a paper: blocks that ``templates/reports/paper.typ`` sets in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask_babel import gettext as _

from catalogue.i18n import day, instant, say
from catalogue.typesetting import JSON
from review.answers.vocabulary import (
    MARKER_LABELS,
    RULE_LABELS,
)
from review.assignments.models import InterestDeclaration
from review.assignments.queries import label_of
from review.assignments.vocabulary import (
    PHASE_LABELS,
    ROUND_STATE_LABELS,
    Phase,
)
from review.checklists.models import Question
from review.decisions.vocabulary import DECISION_BASIS_LABELS
from review.findings.vocabulary import REPLY_ANSWER_LABELS
from review.reports.blocks import COLON, Block, bullets, facts, heading, lead, table, text
from review.reports.content import Content
from review.reports.readings import conditions, reading
from review.reports.vocabulary import AUDIENCE_LABELS, Audience


def paper_of(
    content: Content, questions: Mapping[str, Question], *, agency: str, at: datetime
) -> Mapping[str, JSON]:
    """Put a content in words, in the order it is read; ``at`` is when it is printed."""
    label = label_of(content.round)
    return {
        "title": _("Relecture genre : %(title)s", title=label),
        "agency": agency,
        "kind": say(AUDIENCE_LABELS[content.audience]),
        "about": _(
            "Relecture n° %(number)d, imprimée le %(when)s",
            number=content.round.id,
            when=instant(at),
        ),
        "blocks": [
            _lead(content),
            facts(_about(content)),
            *_why(content),
            *_left_aside(content),
            *_declared(content),
            *(block for one in content.readings for block in reading(content, one, questions)),
            *_findings(content),
            *_journal(content),
        ],
    }


def _lead(content: Content) -> Block:
    """Say first what came out."""
    decision, round_ = content.decision, content.round
    if decision is not None:
        strong = _("Marqueur %(marker)s", marker=say(MARKER_LABELS[decision.marker]))
        note = _(
            "%(basis)s, le %(day)s.",
            basis=say(DECISION_BASIS_LABELS[decision.basis]),
            day=day(decision.decided_on),
        )
        if not content.tagged:
            note += " " + _("Le marqueur attend l’homologation de ce texte.")
    elif round_.phase is Phase.DRAFT:
        marker = content.readings[-1].explained.marker
        strong = _("Marqueur provisoire %(marker)s", marker=say(MARKER_LABELS[marker]))
        note = _("Calculé sur un projet : il ne marque aucune norme.")
    else:
        strong = say(ROUND_STATE_LABELS[round_.state])
        note = _("Aucun marqueur n’est décidé à ce jour.")
    return lead(strong, note)


def _about(content: Content) -> list[tuple[str, str]]:
    round_ = content.round
    paper, item = round_.text_version.document, round_.work_item
    checklist = round_.checklist_version
    pages = "" if paper.pages is None else ", " + _("%(count)d pages", count=paper.pages)
    rows = [
        (_("Objet"), label_of(round_)),
        (_("Sujet du programme"), item.number if item is not None else ""),
        (_("Expression de besoin"), content.needs_number or ""),
        (_("Phase"), say(PHASE_LABELS[round_.phase])),
        (
            _("Texte relu"),
            (paper.title or paper.file_name or "")
            + (", " + day(paper.dated_on) if paper.dated_on else "")
            + pages,
        ),
        (
            _("Empreinte du fichier (SHA-256)"),
            paper.sha256 or _("Aucune : texte sur papier, connu par son titre et sa date"),
        ),
        (
            _("Grille de relecture"),
            _("Version %(number)d", number=checklist.number)
            + (", " + day(checklist.dated_on) if checklist.dated_on else ""),
        ),
        (
            _("Règle du marqueur"),
            say(RULE_LABELS[content.rule])
            + ", "
            + _("version %(number)d", number=content.rule_version),
        ),
        (_("Relecture ouverte le"), day(round_.opened_at)),
    ]
    decision = content.decision
    if decision is not None and decision.marker_strict != decision.marker_pilot:
        rows.append(
            (
                _("Sous l’une et l’autre règle"),
                _(
                    "règle stricte : marqueur %(strict)s ; règle de l’année pilote : "
                    "marqueur %(pilot)s",
                    strict=decision.marker_strict.value,
                    pilot=decision.marker_pilot.value,
                ),
            )
        )
    if decision is not None and content.audience is Audience.FULL:
        rows.append((_("Qui a décidé"), ", ".join(one.account.name for one in decision.deciders)))
    return rows


def _why(content: Content) -> list[Block]:
    blocks: list[Block] = []
    if not content.reasons:
        return blocks
    blocks.append(heading(_("Pourquoi ce marqueur")))
    for number, one in enumerate(content.reasons, start=1):
        if len(content.reasons) > 1:
            blocks.append(heading(_("Relecture n° %(number)s", number=number), 3))
        blocks.append(text(say(one.because)))
        blocks.extend(conditions(one.conditions))
        if one.already_covered_used:
            blocks.append(text(_("K2 est remplie par « déjà couvert ».")))
    return blocks


def _left_aside(content: Content) -> list[Block]:
    if not content.not_material:
        return []
    return [
        heading(_("Différences laissées de côté, et pourquoi")),
        bullets([one.code + COLON + one.sentence for one in content.not_material]),
    ]


def _declared(content: Content) -> list[Block]:
    """Say what was declared: by whom in the full version, that it was in the requester's."""
    title = heading(_("Intérêts déclarés"))
    if content.audience is Audience.REQUESTER:
        return [
            title,
            text(
                _(
                    "Chaque personne qui a relu ce texte a déclaré, avant sa première réponse, "
                    "n’avoir pas d’intérêt dans ce projet."
                )
            ),
        ]
    if not content.interests:
        return []
    rows: list[Sequence[JSON]] = [
        [name, _declaration(one), day(one.declared_at)] for name, one in content.interests
    ]
    accepted: list[Block] = [
        text(
            _(
                "%(name)s : acceptée malgré son appartenance à l’organisation demandeuse : "
                "%(reason)s",
                name=one.account.name,
                reason=one.agency_interest_reason,
            )
        )
        for one in content.round.assignments
        if one.agency_interest_reason and any(one.account.name == n for n, _i in content.interests)
    ]
    return [
        title,
        table([_("Personne"), _("Déclaration"), _("Le")], rows, (30, 50, 20)),
        *accepted,
    ]


def _declaration(declared: InterestDeclaration) -> str:
    if not declared.has_interest:
        return str(_("Aucun intérêt"))
    return str(_("Un intérêt : %(detail)s", detail=declared.detail or _("sans précision")))


def _findings(content: Content) -> list[Block]:
    """Print what the text was sent back with, and the committee's answers."""
    if content.returned is None:
        return []
    rows: list[Sequence[JSON]] = [
        [
            str(number),
            ", ".join(
                part
                for part in (
                    one.code,
                    _("article %(clause)s", clause=one.clause) if one.clause else "",
                    _("page %(page)d", page=one.page) if one.page else "",
                )
                if part
            ),
            one.text,
            {"strong": say(REPLY_ANSWER_LABELS[one.reply.answer]), "text": one.reply.text}
            if one.reply is not None
            else _("Pas encore de réponse"),
        ]
        for number, one in enumerate(content.returned.findings, start=1)
    ]
    return [
        heading(_("Constats envoyés au comité, et ses réponses")),
        table([_("N°"), _("Où"), _("Constat"), _("Réponse")], rows, (6, 20, 38, 36)),
    ]


def _journal(content: Content) -> list[Block]:
    if not content.references:
        return []
    rows: list[Sequence[JSON]] = [
        [
            _("à venir") if one.seq is None else str(one.seq),
            instant(one.at),
            say(one.label),
            one.hash or _("à venir"),
        ]
        for one in content.references
    ]
    sealed = any(one.seq is None for one in content.references)
    return [
        heading(_("Écritures du journal")),
        text(
            _(
                "Le numéro et l’empreinte de ces écritures s’impriment une fois les relectures "
                "du texte toutes soumises : avant, ils diraient ce qui se passe entre elles."
            )
            if sealed
            else _(
                "Chaque acte est inscrit au journal, dont les écritures sont liées par leurs "
                "empreintes : le numéro et l’empreinte permettent de vérifier ce document."
            )
        ),
        table([_("N°"), _("Le"), _("Acte"), _("Empreinte")], rows, (7, 22, 29, 42)),
    ]
