"""What stands against a row of a work-programme file: its stage and its status."""

from __future__ import annotations

from catalogue.exchange.kinds import Proposal, Values
from catalogue.messages import N_, Message
from catalogue.work_programme.models import WorkItem
from catalogue.work_programme.vocabulary import COUNCIL_FROM, WORK_ITEM_STATUS_LABELS
from catalogue.work_programme.vocabulary import WorkItemStatus as S
from catalogue.work_programme.workflow import RECORDED_STAGES, TRANSITIONS, reason_needed

REGISTERED = "20.00"
# The act on the status that brings an item there.
ACT_TOWARDS = {act.target: name for name, act in TRANSITIONS.items()}


def new_faults(merged: Values) -> dict[str, Message]:
    """Say what stands against registering an item at the stage and status of its row."""
    found: dict[str, Message] = {}
    stage, registered = merged["stage"], merged.get("registered_on") or merged["stage_on"]
    status = merged.get("status") or S.ACTIVE
    if (fault := _stage_fault(stage)) is not None:
        found["stage"] = fault
    elif stage < REGISTERED:
        found["stage"] = N_(
            "un sujet inscrit au programme est au moins au stade 20.00 ; avant, c’est une "
            "expression de besoin."
        )
    elif stage != REGISTERED and reason_needed(REGISTERED, stage) is None:
        found["stage"] = N_(
            "une décision de reprise (x.92, x.93) s’enregistre sur la page du sujet : écrivez ici "
            "le stade qui la précède."
        )
    if registered > merged["stage_on"]:
        found["registered_on"] = N_("l’inscription ne peut pas suivre le stade indiqué.")
    if status is S.AWAITING_COUNCIL and stage < COUNCIL_FROM:
        found["status"] = _too_early()
    return found


def changed_faults(item: WorkItem, proposal: Proposal[WorkItem]) -> dict[str, Message]:
    """Say what stands against bringing a recorded item to what its row says."""
    found: dict[str, Message] = {}
    merged, changes = proposal.merged, proposal.changes
    if "registered_on" in changes:
        found["registered_on"] = N_(
            "l’inscription est datée du %(day)s ; un import ne la change pas.",
            day=f"{item.registered_on:%d/%m/%Y}",
        )
    if "forecast" in changes and item.forecast is not None:
        found["forecast"] = N_(
            "la prévision ne change que par un avis du point focal genre sur la fiche."
        )
    moving = {"stage", "stage_on"} & set(changes)
    if moving and item.status not in {S.ACTIVE, S.AWAITING_COUNCIL}:
        found["stage"] = N_(
            "ce sujet est « %(status)s » : son stade ne change pas par un import.",
            status=WORK_ITEM_STATUS_LABELS[item.status],
        )
    elif "stage" in changes:
        found |= _move_faults(item, merged)
    elif moving:
        found["stage_on"] = N_(
            "le stade %(code)s est enregistré au %(day)s : corrigez sa date sur la page du sujet.",
            code=item.stage_code,
            day=f"{item.stage_on:%d/%m/%Y}",
        )
    if "status" in changes:
        act = TRANSITIONS[ACT_TOWARDS[merged["status"]]]
        if item.status not in act.sources:
            found["status"] = N_(
                "ce sujet est « %(status)s » : cet acte se fait sur sa page.",
                status=WORK_ITEM_STATUS_LABELS[item.status],
            )
        elif merged["status"] is S.AWAITING_COUNCIL and merged["stage"] < COUNCIL_FROM:
            found["status"] = _too_early()
    return found


def _move_faults(item: WorkItem, merged: Values) -> dict[str, Message]:
    fault = _stage_fault(merged["stage"])
    if fault is not None:
        return {"stage": fault}
    if reason_needed(item.stage_code, merged["stage"]) is None:
        return {
            "stage": N_(
                "le stade %(code)s ne peut pas suivre le stade enregistré, %(current)s : "
                "vérifiez, ou corrigez l’historique sur la page du sujet.",
                code=merged["stage"],
                current=item.stage_code,
            )
        }
    if merged["stage_on"] < item.stage_on:
        return {
            "stage_on": N_(
                "le stade précédent, %(code)s, est daté du %(day)s : donnez une date qui ne le "
                "précède pas.",
                code=item.stage_code,
                day=f"{item.stage_on:%d/%m/%Y}",
            )
        }
    return {}


def _stage_fault(stage: str) -> Message | None:
    if stage.endswith(".98"):
        return N_("écrivez le dernier stade atteint, et « Abandonné » dans la colonne « Statut ».")
    if stage[:2] not in RECORDED_STAGES:
        return N_(
            "à partir de 60.00, le stade vient d’un acte d’homologation ; une norme qui existe "
            "déjà s’importe avec les normes existantes."
        )
    return None


def _too_early() -> Message:
    return N_("un sujet attend le CNNCQ après la clôture de l’enquête publique (40.60).")
