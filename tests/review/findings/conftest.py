"""A draft read once, with things to take up again, and the chair who asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from catalogue.accounts.models import Account
from catalogue.work_programme.models import TextVersion, WorkItem
from catalogue.work_programme.vocabulary import TextKind
from review.answers.marker import CriterionAnswer
from review.assignments.models import Assignment, ReviewRound
from review.findings import queries, replying, services
from review.findings.models import Finding, FindingReply, RoundReturn
from review.findings.vocabulary import ReplyAnswer
from review.needs.models import NeedsExpression
from review.needs.vocabulary import NeedsState
from tests import factories
from tests.review.assignments import arranging
from tests.review.assignments.arranging import NOW, ONE, TODAY, again

FAULTY = {
    **ONE,
    "A3": CriterionAnswer("0", material=True, clause="5.2", note="Aucune taille pour les femmes."),
    "A5": CriterionAnswer("0", material=False, note="Aucun panel ici."),
    "A13": CriterionAnswer("to_fix", clause="6.1", note="La masse exclut les femmes enceintes."),
    "T1": CriterionAnswer("not_ok", clause="3", quotation="l’homme de métier"),
}


@dataclass
class Draft:
    """One draft's round and its people; each act is said in one line."""

    session: Session
    item: WorkItem
    round: ReviewRound
    reader: Account
    assignment: Assignment
    chair: Account
    secretariat: Account

    def hand_in(self, checklist: Any = FAULTY) -> None:
        arranging.handed_in(self.session, self.assignment, self.reader, checklist)

    def prepared(self) -> RoundReturn:
        services.prepare(
            self.session,
            again(self.session, self.round),
            actor=factories.actor(self.reader),
            at=NOW,
        )
        return self.list()

    def list(self) -> RoundReturn:
        self.session.flush()
        for one in self.session:
            if isinstance(one, RoundReturn | Finding | FindingReply):
                self.session.expire(one)
        found = queries.return_of(self.session, self.round.id)
        assert found is not None
        return found

    def sent(self) -> RoundReturn:
        self.hand_in()
        returned = self.prepared()
        services.send(
            self.session,
            returned,
            actor=factories.actor(self.reader),
            seen_version=returned.version,
            at=NOW,
            on=TODAY,
        )
        return self.list()

    def reply(self, finding: Finding, who: Account | None = None, **facts: Any) -> None:
        replying.reply(
            self.session,
            self.list(),
            finding,
            answer=facts.get("answer", ReplyAnswer.ACCEPTED),
            text=facts.get("text", "Corrigé à l’article 5."),
            actor=factories.actor(who or self.chair),
            seen_version=facts.get("seen", 0),
            at=NOW,
        )

    def answered(self, who: Account | None = None) -> TextVersion:
        for finding in self.list().findings:
            if finding.reply is None:
                self.reply(finding)
        returned = self.list()
        return replying.send_answers(
            self.session,
            returned,
            title="Projet, version 2",
            dated_on=TODAY,
            upload=None,
            actor=factories.actor(who or self.chair),
            seen_version=returned.version,
            at=NOW,
            today=TODAY,
        )

    def next_round(self, text: TextVersion, who: Account) -> Assignment:
        by = self.secretariat
        made = arranging.opened(self.session, text, by, at=NOW + timedelta(days=1))
        return arranging.begun(self.session, arranging.asked(self.session, made, who, by), who)


@pytest.fixture
def draft(session: Session) -> Draft:
    by = arranging.secretariat(session)
    committee = factories.committee(session, "CTN3")
    chair = factories.account(session, chairs=committee, name="Présidente du comité")
    item = factories.work_item(session, committee_id=committee.id)
    session.add(
        NeedsExpression(
            state=NeedsState.REGISTERED,
            number="EB-1",
            author_id=chair.id,
            committee_id=committee.id,
            work_item_id=item.id,
            title_fr="Karité",
            created_at=NOW,
            updated_at=NOW,
            submitted_at=NOW,
        )
    )
    text = factories.text_version(session, item, kind=TextKind.DRAFT, title="Projet, version 1")
    made = arranging.opened(session, text, by)
    reader = arranging.reader(session, name="Première Lectrice")
    assignment = arranging.begun(session, arranging.asked(session, made, reader, by), reader)
    return Draft(session, item, made, reader, assignment, chair, by)
