"""A fiche ready to file, and the people of its story, made once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from catalogue.accounts.models import Account
from catalogue.committees.models import Committee
from catalogue.committees.vocabulary import StakeholderCategory
from catalogue.permissions import Role
from catalogue.records.vocabulary import DocumentKind
from catalogue.work_programme.vocabulary import Forecast
from review.needs import services
from review.needs.models import NeedsExpression
from review.needs.queries import find_readable
from review.needs.vocabulary import (
    Admissibility,
    AdoptionMode,
    BaseDocument,
    ForecastOpinionKind,
    IntendedUse,
    Origin,
    WorkNature,
    YesNoUnknown,
)
from tests import factories

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)


def filing_answers(**changed: Any) -> dict[str, Any]:
    """Everything the first threshold wants, and nothing else."""
    return {
        "requester": "Coopérative des transformatrices de karité de Zantiébougou",
        "contact": "Awa Traoré, présidente, 76 00 00 00",
        "stakeholder_category": StakeholderCategory.SMALL_BUSINESS,
        "title_fr": "Beurre de karité – Spécifications",
        "scope": "Beurre de karité non raffiné ; exclut les cosmétiques finis.",
        "work_nature": WorkNature.NEW,
        "document_kind": DocumentKind.STANDARD,
        "ics": ["67.200.10"],
        "problem": "Les lots sont refusés à l’export faute de critères communs.",
        "people_concerned": YesNoUnknown.YES,
        "forecast": Forecast.SIGNIFICANT,
        "forecast_reason": "Les transformatrices sont presque toutes des femmes.",
        "differences": ["economique", "sociale"],
        "sex_disaggregated_data": "Recherche faite à l’INSTAT en mai 2026 : rien de publié.",
        "heard": "Groupement de Zantiébougou, entendu le 3 mai 2026.",
        "culture": True,
        "culture_detail": "Usage alimentaire et rituel du karité.",
        "labour": False,
        **changed,
    }


def programme_answers(**changed: Any) -> dict[str, Any]:
    """What the second threshold wants beside the first, all of it completable."""
    return {
        "origin": Origin.COMMITTEE,
        "aspects": ["specifications"],
        "benefits": {"economic": "Export", "social": ""},
        "intended_use": IntendedUse.VOLUNTARY,
        "urgency": "Campagne de 2027.",
        "priority": 1,
        "base_references": "ARS 1470:2020",
        "adoption_mode": AdoptionMode.NOT_EQUIVALENT,
        "related_work": "Aucun",
        "base_document": BaseDocument.OUTLINE,
        "affected_parties": "Transformatrices : meilleurs prix.",
        "participants": "Fédération nationale des productrices de karité",
        "project_leader": "Moussa Keïta",
        "track_months": 24,
        "target_dates": {"40.20": "2027-09-01", "60.60": "2028-05-01"},
        **changed,
    }


class People:
    """The people of a story, made once."""

    def __init__(self, session: Any) -> None:
        self.session = session
        self.committee: Committee = factories.committee(session, "CTN1")
        self.chair: Account = factories.account(
            session, chairs=self.committee, name="Mariam Coulibaly"
        )
        self.secretary: Account = factories.account(session, Role.SECRETARIAT, name="Sékou Diallo")
        self.focal: Account = factories.account(session, Role.FOCAL_POINT, name="Fatoumata Koné")

    def draft(self, **answers: Any) -> NeedsExpression:
        """A fiche of the chair, as far as the answers go."""
        wanted = {"committee_id": self.committee.id, **answers}
        made = services.create(self.session, wanted, actor=factories.actor(self.chair), at=AT)
        return self.read(made.id)

    def read(self, needs_id: int) -> NeedsExpression:
        """The fiche with all it carries."""
        self.session.flush()
        return find_readable(self.session, factories.actor(self.chair), needs_id)

    def filed(self, **answers: Any) -> NeedsExpression:
        """A fiche the chair has filed."""
        needs = self.draft(**filing_answers(**answers))
        services.submit(
            self.session,
            needs,
            actor=factories.actor(self.chair),
            seen_version=needs.version,
            at=AT,
            today=TODAY,
        )
        return needs

    def admitted(self, **answers: Any) -> NeedsExpression:
        """A filed fiche the secretariat found complete."""
        needs = self.filed(**answers)
        self.screen(needs)
        return needs

    def screen(self, needs: NeedsExpression, **facts: Any) -> None:
        screening = services.Screening(
            **{
                "admissibility": Admissibility.COMPLETE,
                "on": TODAY,
                "received_on": TODAY,
                **facts,
            }
        )
        services.screen(
            self.session,
            needs,
            screening,
            actor=factories.actor(self.secretary),
            seen_version=needs.version,
            at=AT,
            today=TODAY,
        )

    def opine(
        self,
        needs: NeedsExpression,
        kind: ForecastOpinionKind = ForecastOpinionKind.CONFIRMED,
        to: Forecast | None = None,
        reason: str = "Conforme à ce que dit le groupement.",
    ) -> None:
        services.give_forecast_opinion(
            self.session,
            needs,
            kind,
            reclassified_to=to,
            reason=reason,
            actor=factories.actor(self.focal),
            seen_version=needs.version,
            at=AT,
        )

    def heard_by_committee(self, needs: NeedsExpression) -> None:
        opinion = services.CommitteeOpinion(
            text="Favorable.",
            on=TODAY,
            quorum_reached=True,
            women_present=4,
            men_present=7,
        )
        services.record_committee_opinion(
            self.session,
            needs,
            opinion,
            actor=factories.actor(self.secretary),
            seen_version=needs.version,
            at=AT,
            today=TODAY,
        )

    def complete(self, needs: NeedsExpression, **answers: Any) -> None:
        services.save_answers(
            self.session,
            needs,
            answers,
            actor=factories.actor(self.secretary),
            seen_version=needs.version,
            at=AT,
        )

    def ready(self, **answers: Any) -> NeedsExpression:
        """A fiche that only waits for its decision."""
        needs = self.admitted(**answers)
        self.opine(needs)
        self.heard_by_committee(needs)
        self.complete(needs, **programme_answers())
        return needs
