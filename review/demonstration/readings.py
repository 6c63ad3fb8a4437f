"""How each text of the demonstration was read: the days of a round, from its opening to its end."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date, timedelta

import sqlalchemy as sa

from catalogue.records.models import Edition
from review.answers.sections import SECTIONS
from review.decisions.queries import decision_of_round
from review.decisions.services import record_equivalence
from review.demonstration.checklists import Outcome, filled
from review.demonstration.findings import answer_first, send_back
from review.demonstration.rounds import FOCAL_POINT, Round
from review.demonstration.sampling import in_order, is_sampled, plan_second
from review.demonstration.subjects import Story, Subject
from review.demonstration.world import World, working_day

# Who reads together: at least one of each pair had a gender training. The third reviewer sits in
# CTN3 and may not read its texts; the focal point reads too, but not where they may have to settle.
PAIRS = (
    ("relecture1", "relecture2"),
    ("relecture3", "relecture1"),
    ("relecture2", "relecture3"),
    (FOCAL_POINT, "relecture2"),
)
CONTESTED = frozenset(
    {Story.AGREED_AFTER_DISCUSSION, Story.ADJUDICATED, Story.DISCUSSED, Story.IN_ADJUDICATION}
)
BARRED_FROM = {"relecture3": "CTN3"}
SETTLED = "Le passage cité est une recommandation : rien n’y est exigé ni vérifié."

DECLARED_FIRST, DECLARED_SECOND = timedelta(days=2), timedelta(days=3)
HANDED_IN_FIRST, HANDED_IN_SECOND = timedelta(days=6), timedelta(days=9)
TALKED, HANDED_OVER = timedelta(days=12), timedelta(days=13)
SETTLING, SETTLED_AFTER = timedelta(days=14), timedelta(days=17)
SENT_BACK, ANSWERED_FIRST = timedelta(days=9), timedelta(days=13)
WROTE_FIRST, WROTE_SECOND = timedelta(days=10), timedelta(days=11)
ASKED = (
    "Je lis l’article cité comme une recommandation : « il convient ». Où est l’exigence ? "
    "(Exemple inventé.)"
)
ANSWERED = "Au tableau 2, mais rien ne la vérifie : je relis ma réponse. (Exemple inventé.)"
ON_PAPER = 8  # the second reading of this standard was written by hand and typed
FOLLOWED_UP = timedelta(days=12)
FOLLOW_UP = "Pouvez-vous me dire si vous relirez ce texte ? Sinon, j’inviterai quelqu’un d’autre."
# How long a decided round lasts at most, from its opening.
LONGEST = timedelta(days=18)


class Readings:
    """Plans the rounds of the demonstration; every text of it goes through here."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._turns = itertools.cycle(PAIRS)

    def plan(self, subject: Subject, text_id: Callable[[], int], opened_on: date) -> Round:
        """Plan the reading of one final text as its story says; ``text_id`` is asked that day."""
        sampled = is_sampled(working_day(opened_on))
        pair = self._pair(subject)
        round_ = Round(self.world, in_order(pair) if sampled else pair)
        first, second = round_.readers
        story, theme = subject.story, subject.theme
        found = subject.outcome or Outcome.NO_DATA
        mine, theirs = filled(found, theme), filled(found, theme, second=True)
        if story in CONTESTED:
            other = (
                Outcome.SIGNIFICANT
                if found is not Outcome.SIGNIFICANT
                else Outcome.INFORMATIVE_ONLY
            )
            theirs = filled(other, theme, second=True)
        after = self._after(opened_on)
        after(timedelta(0), lambda: round_.open(text_id(), asked=1 if sampled else None))
        after(DECLARED_FIRST, lambda: round_.declare(first))
        after(HANDED_IN_FIRST, lambda: round_.submit(first, mine))
        if sampled:
            plan_second(round_, opened_on, theirs)
            return round_
        if story is Story.ONE_SUBMITTED:
            after(HANDED_IN_FIRST, lambda: round_.type_paper(second, theirs, SECTIONS[:3]))
            return round_
        if subject.number == ON_PAPER:
            after(HANDED_IN_SECOND, lambda: round_.type_paper(second, theirs))
            after(HANDED_IN_SECOND, lambda: round_.hand_paper_in(second))
            return round_
        after(DECLARED_SECOND, lambda: round_.declare(second))
        after(HANDED_IN_SECOND, lambda: round_.submit(second, theirs))
        if story in CONTESTED:
            after(WROTE_FIRST, lambda: round_.say(first, ASKED))
            after(WROTE_SECOND, lambda: round_.say(second, ANSWERED))
        if story is Story.AGREED_AFTER_DISCUSSION:
            agreed = filled(found, theme, second=True)
            reason = "Relu à deux : l’article cité recommande, il n’exige pas."
            after(TALKED, lambda: round_.reopen(second, agreed, reason))
        elif story in {Story.ADJUDICATED, Story.IN_ADJUDICATION}:
            after(TALKED, round_.pass_on)
            after(HANDED_OVER, round_.adjudicate_by_focal_point)
            after(SETTLING, lambda: round_.declare(FOCAL_POINT))
            if story is Story.ADJUDICATED:
                after(SETTLED_AFTER, lambda: round_.settle(mine, SETTLED))
        return round_

    def plan_draft(
        self, subject: Subject, text_id: Callable[[], int], opened_on: date, *, finished: bool
    ) -> Round:
        """Plan the reading of a draft by one person: a provisional marker, and no decision."""
        round_ = Round(self.world, self._pair(subject)[:1])
        (reader,) = round_.readers
        answers = filled(subject.outcome or Outcome.NO_DATA, subject.theme)
        after = self._after(opened_on)
        after(timedelta(0), lambda: round_.open(text_id()))
        after(DECLARED_FIRST, lambda: round_.declare(reader))
        if finished:
            after(HANDED_IN_FIRST, lambda: round_.submit(reader, answers))
        return round_

    def plan_return(self, round_: Round, opened_on: date, *, chair: str) -> None:
        """Plan what follows a draft's reading: findings for its committee, one of them answered."""
        after = self._after(opened_on)
        after(SENT_BACK, lambda: send_back(round_))
        after(ANSWERED_FIRST, lambda: answer_first(round_, chair))

    def plan_cancelled(
        self, subject: Subject, text_id: Callable[[], int], opened_on: date
    ) -> Round:
        """Plan a round given up because another version of the text is announced."""
        round_ = Round(self.world, self._pair(subject))
        first, second = round_.readers
        after = self._after(opened_on)
        after(timedelta(0), lambda: round_.open(text_id()))
        after(DECLARED_FIRST, lambda: round_.declare(first))
        after(DECLARED_SECOND, lambda: round_.decline(second, "En mission jusqu’à la fin du mois."))
        reason = "Le comité annonce une autre version du texte."
        after(HANDED_IN_FIRST, lambda: round_.cancel(reason))
        return round_

    def plan_invited(self, subject: Subject, text_id: Callable[[], int], opened_on: date) -> Round:
        """Plan a round whose readers are only invited, one having stopped for an interest."""
        round_ = Round(self.world, self._pair(subject))
        after = self._after(opened_on)
        after(timedelta(0), lambda: round_.open(text_id()))
        interest = "J’ai conseillé l’entreprise qui demande la norme."
        after(DECLARED_FIRST, lambda: round_.declare(round_.readers[1], interest=interest))
        after(FOLLOWED_UP, lambda: round_.follow_up(round_.readers[0], FOLLOW_UP))
        return round_

    def find_equivalent(self, round_: Round, edition_id: int) -> None:
        """Record today that what changed since the reading has no effect on the answers."""
        world = self.world
        edition = world.session.scalars(sa.select(Edition).where(Edition.id == edition_id)).one()
        decision = decision_of_round(world.session, round_.found())
        if decision is None:
            raise LookupError(round_.id)
        record_equivalence(
            world.session,
            decision,
            edition,
            actor=world.actor(FOCAL_POINT),
            reason="Le tableau 2 est renuméroté et deux fautes de frappe sont corrigées.",
            at=world.now(),
        )

    def _pair(self, subject: Subject) -> tuple[str, ...]:
        for pair in self._turns:
            settling = subject.story in CONTESTED and FOCAL_POINT in pair
            if not settling and all(BARRED_FROM.get(one) != subject.committee for one in pair):
                return pair
        raise LookupError(subject.committee)

    def _after(self, opened_on: date) -> Callable[[timedelta, Callable[[], object]], None]:
        def plan(delay: timedelta, act: Callable[[], object]) -> None:
            def done() -> None:
                act()

            self.world.on(working_day(opened_on + delay), done)

        return plan
