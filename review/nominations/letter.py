"""The letter of a call, printed: the seats, the dates, the message, the criteria."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _

from catalogue.committees.vocabulary import MANDATE_ROLE_LABELS
from catalogue.i18n import day, say
from catalogue.typesetting import JSON
from review.nominations.models import Call, ParticipationTextVersion

Block = Mapping[str, JSON]


def letter_data(
    call: Call, criteria: ParticipationTextVersion | None, agency: Mapping[str, str]
) -> dict[str, JSON]:
    """Give what the letter prints; ``criteria`` is the version it gives, sent or in force.

    No name of who holds a seat stands in it.
    """
    blocks: list[Block] = []
    if call.sent_on is None:
        blocks.append(_lead(_("Projet de lettre"), _("Cet appel n’est pas encore envoyé.")))
    facts = [
        (_("Appel"), call.title),
        (_("Ouvert le"), day(call.opens_on)),
        (_("Propositions jusqu’au"), day(call.closes_on)),
        (_("Envoyé le"), day(call.sent_on)),
    ]
    blocks.append({"kind": "facts", "rows": [[str(key), told] for key, told in facts if told]})
    if call.message:
        blocks.append({"kind": "text", "text": call.message})
    blocks += [
        _heading(_("Sièges à pourvoir")),
        _table(
            [_("Comité"), _("Rôle"), _("À pourvoir")],
            [
                [
                    {
                        "strong": seat.mandate.committee.code,
                        "text": seat.mandate.committee.title_fr,
                    },
                    say(MANDATE_ROLE_LABELS[seat.mandate.role]),
                    _("vacant")
                    if seat.mandate.person_id is None
                    else _("mandat qui finit le %(day)s", day=day(seat.mandate.valid_to)),
                ]
                for seat in call.seats
            ],
            [56, 20, 24],
        ),
    ]
    if call.recipients:
        blocks += [
            _heading(_("Organisations invitées à proposer")),
            {"kind": "list", "items": [one.organisation.name for one in call.recipients]},
        ]
    blocks += [
        _heading(_("Ce que la proposition indique")),
        {
            "kind": "list",
            "items": [
                str(_("Le siège, et si la personne est proposée comme titulaire ou suppléance.")),
                str(_("Son nom et ses prénoms.")),
                str(_("Son sexe, si elle souhaite le déclarer elle-même.")),
            ],
        },
    ]
    if criteria is not None and criteria.published_on is not None and call.criteria is not None:
        blocks += [
            _heading(call.criteria.title),
            {
                "kind": "text",
                "text": str(
                    _(
                        "Version %(number)d, en vigueur depuis le %(day)s.",
                        number=criteria.number,
                        day=day(criteria.published_on),
                    )
                ),
            },
            *({"kind": "text", "text": page} for page in criteria.pages),
        ]
    return {
        "title": str(_("Appel à candidatures : %(title)s", title=call.title)),
        "agency": agency["agency"],
        "kind": str(_("Appel à candidatures")),
        "about": f"{agency['acronym']}, {call.title}",
        "blocks": list(blocks),
    }


def _heading(told: str) -> Block:
    return {"kind": "heading", "level": 2, "text": str(told)}


def _lead(strong: str, told: str) -> Block:
    return {"kind": "lead", "strong": str(strong), "text": str(told)}


def _table(headings: Sequence[str], rows: Sequence[Sequence[JSON]], widths: Sequence[int]) -> Block:
    return {
        "kind": "table",
        "headings": [str(one) for one in headings],
        "rows": [
            [cell if isinstance(cell, Mapping) else str(cell) for cell in row] for row in rows
        ],
        "widths": list(widths),
    }
