"""Who holds the next act on a fiche, which one, and since when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from catalogue.messages import N_, Message
from catalogue.permissions import ROLE_LABELS, Role
from catalogue.work_programme.vocabulary import Forecast
from review.needs.answers import answers_of
from review.needs.completeness import Problem, missing_to_register
from review.needs.models import ForecastOpinion, NeedsExpression
from review.needs.vocabulary import Admissibility, ForecastOpinionKind, NeedsState


@dataclass(frozen=True, slots=True)
class NextAct:
    """The act awaited, the role that holds it, and the day or instant it has waited since."""

    role: Role
    what: Message
    since: datetime | date | None

    @property
    def who(self) -> Message:
        """The role in words."""
        return ROLE_LABELS[self.role]


def standing_opinion(needs: NeedsExpression) -> ForecastOpinion | None:
    """Give the focal point's latest opinion, if field 35 still says what it was given on."""
    latest: Sequence[ForecastOpinion] = needs.opinions[-1:]
    if not latest or latest[0].forecast != needs.forecast:
        return None
    opinion = latest[0]
    asked_before_this_filing = (
        opinion.kind is ForecastOpinionKind.TO_COMPLETE
        and needs.last_filed_at is not None
        and opinion.given_at < needs.last_filed_at
    )
    return None if asked_before_this_filing else opinion


def settled_forecast(needs: NeedsExpression) -> Forecast | None:
    """Give the forecast as the focal point left it, else as the chair answered."""
    opinion = standing_opinion(needs)
    if opinion is not None and opinion.kind is ForecastOpinionKind.RECLASSIFIED:
        return opinion.reclassified_to
    return needs.forecast


def asks_for_help(needs: NeedsExpression) -> bool:
    """Tell whether the chair answered «ne sait pas» (35) and nobody has helped yet."""
    return needs.forecast is Forecast.UNKNOWN and standing_opinion(needs) is None


def missing_instruction(needs: NeedsExpression) -> list[Problem]:
    """List what section H still lacks for the programme: 46, 48 and 49."""
    problems = []
    if needs.admissibility is not Admissibility.COMPLETE:
        problems.append(
            Problem("46", "admissibility", N_("Constatez d’abord que la fiche est recevable."))
        )
    opinion = standing_opinion(needs)
    if opinion is None:
        problems.append(
            Problem("48", "opinions", N_("L’avis du point focal genre sur la prévision manque."))
        )
    elif opinion.kind is ForecastOpinionKind.TO_COMPLETE:
        problems.append(
            Problem(
                "48",
                "opinions",
                N_(
                    "Le point focal genre demande un complément : renvoyez la fiche à la "
                    "présidence."
                ),
            )
        )
    if needs.committee_opinion_on is None:
        problems.append(Problem("49", "committee_opinion", N_("Enregistrez l’avis du comité.")))
    return problems


def missing_for_programme(needs: NeedsExpression) -> list[Problem]:
    """List everything the second threshold wants and the fiche lacks, A to H."""
    return [*missing_to_register(answers_of(needs)), *missing_instruction(needs)]


def next_act(needs: NeedsExpression) -> NextAct | None:
    """Say who is to do what, and since when; None once the need is decided."""
    if needs.state is NeedsState.SUBMITTED:
        return _act_of_instruction(needs)
    if needs.state is NeedsState.DRAFT:
        return NextAct(Role.CHAIR, N_("terminer la fiche et la déposer"), needs.updated_at)
    if needs.state is NeedsState.RETURNED:
        what = N_("compléter la fiche et la déposer de nouveau")
        return NextAct(Role.CHAIR, what, needs.admissibility_on)
    if needs.state is NeedsState.POSTPONED:
        return NextAct(Role.SECRETARIAT, N_("reprendre le besoin reporté"), needs.decided_on)
    return None


def _act_of_instruction(needs: NeedsExpression) -> NextAct:
    if needs.admissibility is None:
        what = N_("dire si la fiche est recevable (46)")
        return NextAct(Role.SECRETARIAT, what, needs.last_filed_at)
    if needs.admissibility is Admissibility.OUT_OF_SCOPE:
        what = N_("décider de ce besoin hors champ (50)")
        return NextAct(Role.SECRETARIAT, what, needs.admissibility_on)
    opinion = standing_opinion(needs)
    if opinion is None:
        what = N_("donner l’avis sur la prévision (48)")
        return NextAct(Role.FOCAL_POINT, what, needs.admissibility_on)
    if opinion.kind is ForecastOpinionKind.TO_COMPLETE:
        what = N_("renvoyer la fiche à la présidence : le point focal demande un complément")
    elif needs.committee_opinion_on is None:
        what = N_("enregistrer l’avis du comité (49)")
    elif missing_to_register(answers_of(needs)):
        what = N_("compléter la fiche avec la présidence")
    else:
        what = N_("enregistrer la décision (50)")
    return NextAct(Role.SECRETARIAT, what, opinion.given_at)
