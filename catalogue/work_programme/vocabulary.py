"""Words of the work programme: status, forecast, kinds of text."""

from enum import StrEnum

from catalogue.messages import Message, N_


class WorkItemStatus(StrEnum):
    """Apart from the stage: whether the item moves (product_rules §5)."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    AWAITING_COUNCIL = "awaiting_council"
    ABANDONED = "abandoned"
    HOMOLOGATED = "homologated"


WORK_ITEM_STATUS_LABELS: dict[WorkItemStatus, Message] = {
    WorkItemStatus.ACTIVE: N_("Actif"),
    WorkItemStatus.SUSPENDED: N_("Suspendu"),
    WorkItemStatus.AWAITING_COUNCIL: N_("En attente du CNNCQ"),
    WorkItemStatus.ABANDONED: N_("Abandonné"),
    WorkItemStatus.HOMOLOGATED: N_("Homologué"),
}


class Forecast(StrEnum):
    """Prévision: the form's own scale (field 35), never a marker (product_rules §2)."""

    PRINCIPAL = "2"
    SIGNIFICANT = "1"
    NOT_SENSITIVE = "0"
    NOT_RELEVANT = "NP"
    UNKNOWN = "ne_sait_pas"


FORECAST_LABELS: dict[Forecast, Message] = {
    Forecast.PRINCIPAL: N_("Objectif principal"),
    Forecast.SIGNIFICANT: N_("Prise en compte significative"),
    Forecast.NOT_SENSITIVE: N_("Non sensible"),
    Forecast.NOT_RELEVANT: N_("Non pertinent"),
    Forecast.UNKNOWN: N_("Ne sait pas"),
}


class TextKind(StrEnum):
    """Which text of a work item or an edition a document is."""

    DRAFT = "draft"
    COUNCIL = "council"
    HOMOLOGATED = "homologated"


TEXT_KIND_LABELS: dict[TextKind, Message] = {
    TextKind.DRAFT: N_("Projet"),
    TextKind.COUNCIL: N_("Texte envoyé au CNNCQ"),
    TextKind.HOMOLOGATED: N_("Texte homologué"),
}
