"""The restitution sheet of the demonstration: its texts, one sheet published. All invented."""

from __future__ import annotations

from flask_babel import force_locale

from review.demonstration.world import World
from review.restitution import services
from review.restitution.queries import draft_of

DRAFTED_BEFORE, PUBLISHED_BEFORE = 10, 3
TYPED = {
    "contact": "Point focal genre (fonction inventée)\nsecretariat@exemple.invalid",
    "commitments_fr": (
        "Texte inventé pour la démonstration.\n"
        "Relire chaque projet de norme avec la grille genre.\n"
        "Compter les femmes et les hommes dans chaque comité."
    ),
    "commitments_en": (
        "Text made up for the demonstration.\n"
        "Read every draft standard with the gender checklist.\n"
        "Count women and men in every committee."
    ),
    "story_fr": (
        "Une coopérative inventée a demandé des tailles de gants pour les femmes ; "
        "la norme les donne (démonstration)."
    ),
    "story_en": (
        "A made-up cooperative asked for glove sizes for women; "
        "the standard gives them (demonstration)."
    ),
}


def plan_restitution(world: World) -> None:
    """Plan the writing of the sheet and its publication."""
    world.on(world.before_last(DRAFTED_BEFORE), lambda: _draft(world))
    world.on(world.before_last(PUBLISHED_BEFORE), lambda: _publish(world))


def _draft(world: World) -> None:
    services.save_draft(
        world.session, TYPED, actor=world.secretariat, seen_version=0, at=world.now()
    )


def _publish(world: World) -> None:
    draft = draft_of(world.session)
    if draft is None:
        return
    with force_locale("fr"):
        services.publish(
            world.session,
            actor=world.secretariat,
            seen_version=draft.version,
            today=world.today,
            at=world.now(),
            local_date=lambda at: at.date(),
        )
