"""The second version of the checklist, then the draft of a third, by the focal point."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from review.checklists import editing, services
from review.checklists.editing import Entry
from review.checklists.models import ChecklistVersion
from review.checklists.ordering import Place, place_of
from review.checklists.queries import open_draft
from review.checklists.vocabulary import AnswerKind, Part
from review.checklists.wording import TEXTS
from review.demonstration.world import World

# Before the oldest of the rounds that still move: they are read with the second version.
PUBLISHED, PREPARED = timedelta(days=45), timedelta(days=6)
NOTE = (
    "Aide de A7 complétée ; une question facultative, hors du marqueur, sur les saisons. "
    "(Exemple inventé.)"
)
SEASON = {
    "block_fr": "Saisons",
    "question_fr": "La saison change-t-elle qui fait le travail, ou avec quelles contraintes ?",
    "help_fr": "Hivernage, récolte, portage de l’eau. (Exemple inventé.)",
    "block_en": "Seasons",
    "question_en": "Does the season change who does the work, or under which constraints?",
    "help_en": "Rainy season, harvest, carrying water. (Invented example.)",
}


def plan_versions(world: World) -> None:
    """Plan the publication of version 2, and a third in preparation."""
    world.on(world.last_day - PUBLISHED, lambda: _publish(world))
    world.on(world.last_day - PREPARED, lambda: _prepare(world))


def _publish(world: World) -> None:
    draft = _started(world)
    _helped(world, draft, "A7", " Voir aussi la place des mains occupées. (Exemple inventé.)")
    texts = dict.fromkeys(TEXTS, "") | SEASON
    editing.add_criterion(
        world.session,
        draft,
        AnswerKind.YES_NO_UNKNOWN,
        Entry(texts, (), required=False, place=Place(Part.FURTHER)),
        actor=world.actor("pointfocal"),
        at=world.now(),
    )
    world.session.flush()
    draft = _started(world)
    services.publish(
        world.session,
        draft,
        services.Publication(draft.title_fr, NOTE, world.today),
        actor=world.actor("pointfocal"),
        seen_version=draft.version,
        at=world.now(),
        on=world.today,
    )


def _prepare(world: World) -> None:
    _helped(world, _started(world), "A10", " Essayer la notice à voix haute. (Exemple inventé.)")


def _started(world: World) -> ChecklistVersion:
    services.start_draft(world.session, actor=world.actor("pointfocal"), at=world.now())
    found = open_draft(world.session)
    if found is None:
        raise LookupError("checklist draft")
    return found


def _helped(world: World, draft: ChecklistVersion, code: str, added: str) -> None:
    """Add a sentence to the help of a criterion."""
    question = next(one for one in draft.questions if one.code == code)
    texts = {name: getattr(question, name) for name in TEXTS}
    entry = Entry(texts, tuple(question.sources), question.required, place_of(draft, question))
    editing.edit_criterion(
        world.session,
        draft,
        code,
        replace(entry, texts=texts | {"help_fr": texts["help_fr"] + added}),
        actor=world.actor("pointfocal"),
        seen_version=editing.criterion_version(draft, question),
        at=world.now(),
    )
