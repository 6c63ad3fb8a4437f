"""The acts of a round as people do them: open, invite, declare, fill, hand in, settle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from review.answers import services as answers
from review.answers.marker import FilledChecklist
from review.answers.models import Review
from review.answers.queries import working_copy
from review.answers.sections import SECTIONS, STATEMENTS, Section
from review.assignments import rounds, services
from review.assignments.models import Assignment, ReviewRound
from review.assignments.queries import round_of, text_of
from review.decisions import adjudication
from review.demonstration.world import World

TIME_TO_READ = timedelta(days=28)
FOCAL_POINT = "pointfocal"


class Round:
    """One round of the demonstration; ``readers`` are keys of the people asked, in order."""

    def __init__(self, world: World, readers: Sequence[str]) -> None:
        self.world = world
        self.readers = tuple(readers)
        self.id = 0

    def open(self, text_id: int) -> None:
        """Open the round on a text and invite its readers."""
        world = self.world
        text = text_of(world.session, text_id)
        if text is None:
            raise LookupError(text_id)
        due_on = world.today + TIME_TO_READ
        opened = rounds.open_round(
            world.session,
            text,
            actor=world.secretariat,
            due_on=due_on,
            at=world.now(),
            on=world.today,
        )
        self.id = opened.id
        found = self.found()
        for reader in self.readers:
            services.assign(
                world.session,
                found,
                world.accounts[reader],
                actor=world.secretariat,
                due_on=due_on,
                at=world.now(),
                on=world.today,
            )

    def found(self) -> ReviewRound:
        """Give the round as it stands now."""
        found = round_of(self.world.session, self.id)
        if found is None:
            raise LookupError(self.id)
        return found

    def declare(self, reader: str, *, interest: str = "") -> None:
        """Declare no interest, or one that stops the reading."""
        world, assignment = self.world, self._of(reader)
        services.declare_interests(
            world.session,
            assignment,
            actor=world.actor(reader),
            has_interest=bool(interest),
            detail=interest,
            seen_version=assignment.version,
            at=world.now(),
            on=world.today,
        )

    def begin(self, reader: str, filled: FilledChecklist, sections: Sequence[Section]) -> None:
        """Fill some sections and leave the others for later."""
        self._fill(self._of(reader), reader, filled, sections=sections)

    def submit(
        self, reader: str, filled: FilledChecklist, *, reasons: Mapping[str, str] | None = None
    ) -> None:
        """Fill the whole checklist and hand it in."""
        world, assignment = self.world, self._of(reader)
        review = self._fill(assignment, reader, filled, reasons=reasons or {})
        answers.submit(
            world.session,
            assignment,
            actor=world.actor(reader),
            seen_version=review.version if review is not None else 0,
            at=world.now(),
            on=world.today,
        )

    def _fill(
        self,
        assignment: Assignment,
        reader: str,
        filled: FilledChecklist,
        *,
        reasons: Mapping[str, str] | None = None,
        sections: Sequence[Section] = SECTIONS,
    ) -> Review | None:
        """Save section by section, leaving out those where the checklist says nothing."""
        world = self.world
        copy = working_copy(world.session, assignment)
        review = None
        for section in sections:
            codes = answers.codes_to_write(copy, section)
            said = [code for code in codes if code in filled.answers]
            claimed = section.codes == STATEMENTS and (filled.gender_purpose or reasons)
            if not said and not (codes and claimed):
                continue
            review = answers.save_section(
                world.session,
                assignment,
                section,
                answers.Entries(
                    answers={code: filled.answers[code] for code in said},
                    gender_purpose=filled.gender_purpose,
                    reasons=reasons or {},
                ),
                actor=world.actor(reader),
                seen_version=answers.section_version(copy, section),
                at=world.now(),
            )
        return review

    def reopen(self, reader: str, filled: FilledChecklist, reason: str) -> None:
        """Take a review up again during the discussion, and hand it in again."""
        world, assignment = self.world, self._of(reader)
        answers.reopen(
            world.session,
            assignment,
            actor=world.actor(reader),
            reason=reason,
            seen_version=assignment.version,
            at=world.now(),
            on=world.today,
        )
        self.submit(reader, filled)

    def pass_on(self) -> None:
        """Have both reviewers say that they have nothing to add to the discussion."""
        for reader in self.readers:
            assignment = self._of(reader)
            adjudication.pass_discussion(
                self.world.session,
                assignment,
                actor=self.world.actor(reader),
                seen_version=assignment.version,
                at=self.world.now(),
            )

    def adjudicate_by_focal_point(self) -> None:
        """Hand the disagreement to the focal point."""
        world, found = self.world, self.found()
        adjudication.open_adjudication(
            world.session,
            found,
            world.accounts[FOCAL_POINT],
            actor=world.secretariat,
            due_on=world.today + TIME_TO_READ,
            seen_version=found.version,
            at=world.now(),
            on=world.today,
        )

    def settle(self, filled: FilledChecklist, reason: str) -> None:
        """Let the focal point answer each criterion in disagreement, with a reason."""
        copy = working_copy(self.world.session, self._of(FOCAL_POINT))
        self.submit(FOCAL_POINT, filled, reasons=dict.fromkeys(copy.to_settle, reason))

    def decline(self, reader: str, reason: str) -> None:
        """Let a reader decline."""
        world, assignment = self.world, self._of(reader)
        services.decline(
            world.session,
            assignment,
            actor=world.actor(reader),
            reason=reason,
            seen_version=assignment.version,
            at=world.now(),
            on=world.today,
        )

    def cancel(self, reason: str) -> None:
        """Give the round up."""
        world, found = self.world, self.found()
        rounds.cancel_round(
            world.session,
            found,
            actor=world.secretariat,
            reason=reason,
            seen_version=found.version,
            at=world.now(),
        )

    def _of(self, reader: str) -> Assignment:
        account_id = self.world.accounts[reader]
        return next(one for one in self.found().assignments if one.account_id == account_id)
