"""What comes from elsewhere: a committee followed, an item on two bases, a file of items."""

from __future__ import annotations

from datetime import date, timedelta

from catalogue.committees import mirrors
from catalogue.committees.models import Committee
from catalogue.committees.vocabulary import Membership
from catalogue.exchange import services as exchange
from catalogue.exchange.vocabulary import ImportKind
from catalogue.records.vocabulary import Correspondence
from catalogue.work_programme.facts import BaseFacts
from catalogue.work_programme.vocabulary import Forecast
from review.demonstration.items import Item
from review.demonstration.world import World

FOLLOWED_ON = date(2024, 6, 3)
FOLLOWED = (
    ("CTN1", "DÉMO/TC 1 (comité inventé)", Membership.PARTICIPATING),
    ("CTN2", "DÉMO/TC 2 (comité inventé)", Membership.OBSERVING),
)
REGISTERED_BEFORE, BROUGHT_IN_BEFORE = 26, 18
HEADINGS = "Numéro de projet;Titre;CTN;Stade;Date du stade;Statut"
FILE_NAME = "programme-inventé.csv"


def plan_elsewhere(world: World) -> None:
    """Plan the committees followed, the item on two bases, and the file brought in."""
    world.on(FOLLOWED_ON, lambda: _follow(world))
    world.on(world.before_last(REGISTERED_BEFORE), lambda: _register(world))
    world.on(world.before_last(BROUGHT_IN_BEFORE), lambda: _bring_in(world))


def _follow(world: World) -> None:
    for code, reference, membership in FOLLOWED:
        committee = world.session.get_one(Committee, world.committees[code])
        mirrors.follow(
            world.session,
            committee,
            reference,
            membership,
            actor=world.secretariat,
            at=world.now(),
        )


def _register(world: World) -> None:
    """Put on the programme an item that rests on two standards, each with its degree."""
    Item(world).register(
        "Farine de céréales mélangées – Spécifications",
        committee="CTN1",
        ics=("67.060",),
        forecast=Forecast.SIGNIFICANT,
        milestones={"30.00": world.today + timedelta(days=120)},
        base="CXS 170-1989",
        degree=Correspondence.MODIFIED,
        further=(BaseFacts("CXS 172-1989", Correspondence.MODIFIED),),
    )


def _bring_in(world: World) -> None:
    """Bring two items in from a spreadsheet, as an agency that kept its programme in one does."""
    day = world.today - timedelta(days=5)
    lines = (
        HEADINGS,
        f";Cordes en fibres végétales – Essais;CTN4;20.00;{day:%d/%m/%Y};",
        f";Briques de terre comprimée – Essais;CTN5;20.00;{day:%d/%m/%Y};",
    )
    batch = exchange.stage(
        world.session,
        ImportKind.PROGRAMME,
        "\n".join(lines).encode(),
        file_name=FILE_NAME,
        actor=world.secretariat,
        at=world.now(),
        today=world.today,
    )
    exchange.apply(
        world.session,
        batch,
        actor=world.secretariat,
        seen_version=batch.version,
        valid_rows_only=False,
        at=world.now(),
        today=world.today,
    )
