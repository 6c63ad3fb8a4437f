"""The acts of a round as people do them: open, invite, declare, fill, hand in, settle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from io import BytesIO

from review.answers import services as answers
from review.answers.marker import FilledChecklist
from review.answers.models import Review
from review.answers.queries import working_copy
from review.answers.sections import SECTIONS, STATEMENTS, Section
from review.assignments import rounds, services
from review.assignments.models import Assignment, ReviewRound
from review.assignments.queries import round_of
from review.assignments.queries import text_of as text_to_read
from review.decisions import adjudication
from review.decisions.discussion import write_note
from review.demonstration.texts import text_of
from review.demonstration.world import World
from review.offline import paper_entry
from review.reminders.services import follow_up_reading

TIME_TO_READ = timedelta(days=28)
FOCAL_POINT = "pointfocal"
SECRETARIAT = "secretariat"


class Round:
    """One round of the demonstration; ``readers`` are keys of the people asked, in order."""

    def __init__(self, world: World, readers: Sequence[str]) -> None:
        self.world = world
        self.readers = tuple(readers)
        self.id = 0

    def open(self, text_id: int, *, asked: int | None = None) -> None:
        """Open the round on a text and invite its readers, or the first ``asked`` of them."""
        world = self.world
        text = text_to_read(world.session, text_id)
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
        for reader in self.readers[:asked]:
            self.invite(reader)

    def invite(self, reader: str) -> None:
        """Invite one person to read."""
        world = self.world
        services.assign(
            world.session,
            self.found(),
            world.accounts[reader],
            actor=world.secretariat,
            due_on=world.today + TIME_TO_READ,
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

    def type_paper(
        self, reader: str, filled: FilledChecklist, sections: Sequence[Section] = SECTIONS
    ) -> None:
        """Let the secretariat join the signed paper of a reader and type some of its parts."""
        world, assignment = self.world, self._of(reader)
        scan = text_of("Grille signée", "Signature inventée", ("Page numérisée (inventée).",))
        paper_entry.begin(
            world.session,
            assignment,
            paper_entry.SignedPaper(
                BytesIO(scan), "grille-signee.pdf", world.today, has_interest=False
            ),
            folder=world.folder,
            actor=world.secretariat,
            seen_version=assignment.version,
            at=world.now(),
            on=world.today,
        )
        world.session.flush()
        self._fill(self._of(reader), SECRETARIAT, filled, sections=sections)

    def hand_paper_in(self, reader: str) -> None:
        """Hand a typed paper in on the strength of its signed page."""
        world, assignment = self.world, self._of(reader)
        review = working_copy(world.session, assignment).review
        paper_entry.hand_in(
            world.session,
            assignment,
            actor=world.secretariat,
            attested=True,
            seen_version=review.version if review is not None else 0,
            at=world.now(),
            on=world.today,
        )

    def say(self, reader: str, text: str) -> None:
        """Write to the other reader in the discussion."""
        write_note(
            self.world.session,
            self.found(),
            actor=self.world.actor(reader),
            text=text,
            at=self.world.now(),
            on=self.world.today,
        )

    def follow_up(self, reader: str, text: str) -> None:
        """Let the secretariat write to somebody whose reading is awaited."""
        follow_up_reading(
            self.world.session,
            self._of(reader),
            actor=self.world.secretariat,
            text=text,
            at=self.world.now(),
            on=self.world.today,
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
