"""Bringing the cast of the demonstration in: accounts, the register of people, the seats."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import sqlalchemy as sa

from catalogue.accounts.facts import AccountFacts, GivenRole
from catalogue.accounts.models import Account
from catalogue.accounts.services import create_account
from catalogue.committees.facts import CommitteeFacts, MandateFacts, OrganisationFacts, PersonFacts
from catalogue.committees.mandates import end_mandate, give_mandate
from catalogue.committees.models import Committee, Mandate
from catalogue.committees.people import add_person
from catalogue.committees.services import add_organisation, create_committee
from catalogue.committees.vocabulary import (
    CommitteeKind,
    CommitteeStatus,
    MandateRole,
    Sex,
)
from catalogue.permissions import Role
from review.assignments.availability import add_absence, set_competences
from review.demonstration.cast import (
    AWAY,
    CHAIRS,
    CHANGE_OF_CHAIR,
    DOMAINS,
    FAMILY_NAMES,
    FUNCTIONS,
    HOLDERS,
    IN_WORKING_GROUP,
    INVENTED,
    MEMBERS,
    MEN,
    ORGANISATIONS,
    ORGANISATIONS_OF,
    PREFIX,
    SEATED,
    SEATS,
    START,
    TRAINED,
    UNDECLARED_IN,
    VACANT_IN,
    WOMEN,
    WOMEN_PER_COMMITTEE,
)
from review.demonstration.posts import open_posts
from review.demonstration.world import World


def settle(world: World) -> None:
    """Open the accounts, the register of people and the committees' seats, and plan the changes."""
    world.on(START, lambda: _open(world))
    world.on(SEATED, lambda: _seat(world))
    world.on(CHANGE_OF_CHAIR, lambda: _change_chair(world))


def _open(world: World) -> None:
    """Open the first two accounts, then the register that one of them keeps, then the others."""
    session = world.session
    for holder in HOLDERS[::-1]:
        if holder.role in {Role.ADMIN, Role.SECRETARIAT}:
            _account(world, holder.key, holder.username, holder.name, holder.role)
    for key, name, category, women_led in ORGANISATIONS:
        facts = OrganisationFacts(
            name, category=category, is_agency=key == "agence", women_led=women_led
        )
        made = add_organisation(session, facts, actor=world.secretariat, at=world.now())
        world.organisations[key] = made.id
    for code, committee_id in session.execute(sa.select(Committee.code, Committee.id)):
        world.committees[code] = committee_id
    _working_group(world)
    for holder in HOLDERS:
        if holder.key in world.accounts:
            continue
        given, family = holder.name.split(" ", 1)
        person_id = _person(
            world,
            PersonFacts(
                family_name=family,
                given_names=given,
                sex=holder.sex,
                organisation_id=world.organisations[holder.organisation],
                function=f"{holder.function} ({INVENTED})",
                gender_trained_on=TRAINED if holder.trained else None,
            ),
        )
        _account(
            world,
            holder.key,
            holder.username,
            holder.name,
            holder.role,
            committee=holder.committee,
            person_id=person_id,
        )
        if holder.committee:
            _mandate(world, holder.committee, MandateRole.CHAIR, person_id, holder.organisation)
        if holder.key == "relecture3":
            # So that the page of a round of CTN3 shows somebody barred, with the reason.
            _mandate(world, "CTN3", MandateRole.EXPERT, person_id, holder.organisation)
    _domains(world)


def _domains(world: World) -> None:
    """Note what the readers know, and when one of them is away."""
    for key, codes in DOMAINS.items():
        set_competences(
            world.session,
            _account_of(world, key),
            codes,
            actor=world.actor(key),
            at=world.now(),
        )
    world.on(world.before_last(4), lambda: _away(world))


def _away(world: World) -> None:
    add_absence(
        world.session,
        _account_of(world, AWAY),
        from_on=world.today + timedelta(days=14),
        to_on=world.today + timedelta(days=27),
        reason="Mission",
        actor=world.actor(AWAY),
        at=world.now(),
        on=world.today,
    )


def _account_of(world: World, key: str) -> Account:
    return world.session.get_one(Account, world.accounts[key])


def _working_group(world: World) -> None:
    facts = CommitteeFacts(
        code="CTN2/GT1",
        kind=CommitteeKind.WORKING_GROUP,
        title_fr="Karité (groupe de travail de démonstration)",
        status=CommitteeStatus.ACTIVE,
        parent_id=world.committees["CTN2"],
    )
    made = create_committee(world.session, facts, actor=world.secretariat, at=world.now())
    world.committees[made.code] = made.id


def _seat(world: World) -> None:
    names = _names(world)
    for code, declared in CHAIRS.items():
        organisations = ORGANISATIONS_OF[code]
        if declared is None:
            _mandate(world, code, MandateRole.CHAIR, None, organisations[0])
            continue
        name, person_id = _invented(world, names, declared, organisations[0], "présidence")
        _mandate(world, code, MandateRole.CHAIR, person_id, organisations[0])
        number = code.removeprefix("CTN")
        _account(
            world,
            code,
            f"{PREFIX}presidence.ctn{number}",
            name,
            Role.CHAIR,
            committee=code,
            person_id=person_id,
        )
    for code, organisations in ORGANISATIONS_OF.items():
        sexes = [Sex.WOMAN] * WOMEN_PER_COMMITTEE[code]
        if code in UNDECLARED_IN:
            sexes.append(Sex.UNDECLARED)
        sexes += [Sex.MAN] * (MEMBERS - len(sexes))
        world.choice.shuffle(sexes)
        for place, sex in enumerate(sexes):
            organisation = organisations[place % len(organisations)]
            function = world.choice.choice(FUNCTIONS)
            _name, person_id = _invented(world, names, sex, organisation, function)
            _mandate(world, code, SEATS[place], person_id, organisation)
            if code == "CTN2" and place < IN_WORKING_GROUP:
                seat = MandateRole.CHAIR if place == 0 else MandateRole.MEMBER
                _mandate(world, "CTN2/GT1", seat, person_id, organisation)
        if code in VACANT_IN:
            _mandate(world, code, MandateRole.MEMBER, None, organisations[0])
    open_posts(world, lambda sex, post: _invented(world, names, sex, "agence", post)[1])


def _change_chair(world: World) -> None:
    """Give the chair of CTN10 to a woman in 2025: the figures of two dates differ."""
    session = world.session
    committee_id = world.committees["CTN10"]
    mandate = session.scalars(
        sa.select(Mandate).where(
            Mandate.committee_id == committee_id, Mandate.role == MandateRole.CHAIR
        )
    ).one()
    end_mandate(
        session,
        mandate,
        last_day=world.today,
        reason="Fin de mandat (démonstration).",
        actor=world.secretariat,
        seen_version=mandate.version,
        at=world.now(),
    )
    facts = PersonFacts(
        family_name="Tangara",
        given_names="Safiatou",
        sex=Sex.WOMAN,
        organisation_id=world.organisations["laboratoire"],
        function=f"présidence ({INVENTED})",
    )
    person_id = _person(world, facts)
    seat = MandateFacts(MandateRole.CHAIR, date(2025, 4, 1), None, person_id, facts.organisation_id)
    committee = session.get_one(Committee, committee_id)
    give_mandate(
        session,
        committee,
        seat,
        actor=world.secretariat,
        at=world.now(),
        today=world.today,
        ahead=True,
    )


def _names(world: World) -> dict[Sex, list[str]]:
    """Every pair of names once, in an order of chance; nobody has two homonyms."""
    taken = {holder.name for holder in HOLDERS} | {"Safiatou Tangara"}
    names = {}
    for sex, given in ((Sex.WOMAN, WOMEN), (Sex.MAN, MEN)):
        pairs = [f"{first} {last}" for first in given for last in FAMILY_NAMES]
        names[sex] = [name for name in pairs if name not in taken]
        world.choice.shuffle(names[sex])
    return names


def _invented(
    world: World, names: dict[Sex, list[str]], sex: Sex, organisation: str, function: str
) -> tuple[str, int]:
    # A person who keeps their sex to themselves may bear any name: it says nothing.
    drawn = world.choice.choice((Sex.WOMAN, Sex.MAN)) if sex is Sex.UNDECLARED else sex
    name = names[drawn].pop()
    given, family = name.split(" ", 1)
    facts = PersonFacts(
        family_name=family,
        given_names=given,
        organisation_id=world.organisations[organisation],
        function=f"{function} ({INVENTED})",
    )
    return name, _person(world, replace(facts, sex=sex))


def _person(world: World, facts: PersonFacts) -> int:
    return add_person(
        world.session,
        facts,
        homonym=False,
        actor=world.secretariat,
        at=world.now(),
        today=world.today,
    ).id


def _mandate(
    world: World, code: str, role: MandateRole, person_id: int | None, organisation: str
) -> None:
    committee = world.session.get_one(Committee, world.committees[code])
    facts = MandateFacts(role, world.today, None, person_id, world.organisations[organisation])
    give_mandate(
        world.session,
        committee,
        facts,
        actor=world.secretariat,
        at=world.now(),
        today=world.today,
        ahead=True,
    )


def _account(
    world: World,
    key: str,
    username: str,
    name: str,
    role: Role,
    *,
    committee: str = "",
    person_id: int | None = None,
) -> None:
    given = GivenRole(role, world.today, world.committees[committee] if committee else None)
    first = "administration" not in world.accounts
    actor = world.software if first else world.actor("administration")
    world.accounts[key] = create_account(
        world.session,
        AccountFacts(username, name, person_id=person_id),
        [given],
        actor=actor,
        at=world.now(),
    ).id
