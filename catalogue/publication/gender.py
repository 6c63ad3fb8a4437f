"""The gender totals of an edition: frozen as numbers, said in words. Pure.

Kept as ``{"total", "complete", "forecast": {code: n}, "culture": {code: n}, "labour": {code: n},
"waiting": {"culture": n, "labour": n}}``; codes are those of the forecast and oui, non,
``non_evalue`` for what nobody has assessed, which is never left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from catalogue.messages import N_, Message
from catalogue.work_programme.gender import GenderCounts
from catalogue.work_programme.vocabulary import FORECAST_LABELS

NOT_ASSESSED = "non_evalue"
NOT_ASSESSED_LABEL = N_("Non évalué")
_ANSWERS: dict[bool | None, str] = {True: "oui", False: "non", None: NOT_ASSESSED}
ANSWER_LABELS: dict[str, Message] = {
    "oui": N_("Oui"),
    "non": N_("Non"),
    NOT_ASSESSED: NOT_ASSESSED_LABEL,
}
_FORECASTS: dict[str, Message] = {
    **{forecast.value: label for forecast, label in FORECAST_LABELS.items()},
    NOT_ASSESSED: NOT_ASSESSED_LABEL,
}


@dataclass(frozen=True, slots=True)
class Total:
    """One number of the totals: under which heading, what it counts; ``of`` when it is a share."""

    heading: Message
    label: Message
    count: int
    of: int | None = None


def answer_code(answer: bool | None) -> str:
    """Give the code of an answer to 41a or 41b."""
    return _ANSWERS[answer]


def frozen_totals(counts: GenderCounts, waiting: tuple[int, int]) -> dict[str, Any]:
    """Give the totals as an edition keeps them."""
    return {
        "total": counts.total,
        "complete": counts.complete,
        "forecast": {
            code: counts.by_forecast.get(forecast, 0)
            for forecast, code in [(one, one.value) for one in FORECAST_LABELS]
            + [(None, NOT_ASSESSED)]
        },
        "culture": {code: counts.culture.get(one, 0) for one, code in _ANSWERS.items()},
        "labour": {code: counts.labour.get(one, 0) for one, code in _ANSWERS.items()},
        "waiting": {"culture": waiting[0], "labour": waiting[1]},
    }


def totals(frozen: Mapping[str, Any]) -> Iterator[Total]:
    """Give the totals of an edition line by line; nothing for one published before they were kept.

    Indicators 5.2 (fields 34 to 41b, forecasts) and 5.4 (41a), and 41b beside.
    """
    if not frozen:
        return
    yield Total(
        N_("Sensibilité au genre (indicateur 5.2)"),
        N_("Sujets dont les champs 34 à 41b sont complets"),
        frozen["complete"],
        frozen["total"],
    )
    for code, label in _FORECASTS.items():
        yield Total(N_("Prévision"), label, frozen["forecast"].get(code, 0))
    for key, heading in (
        ("culture", N_("Culture et mœurs nationales (41a, indicateur 5.4)")),
        ("labour", N_("Travail (41b, OIT)")),
    ):
        for code, label in ANSWER_LABELS.items():
            yield Total(heading, label, frozen[key].get(code, 0))
        yield Total(heading, N_("Besoins sans projet"), frozen["waiting"][key])
