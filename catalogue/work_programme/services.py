"""The acts of the work programme, under one name for the other slices.

The acts themselves stand by idea: on items, on stages and status, on texts, on homologation.
"""

from catalogue.work_programme.facts import BaseFacts, ItemFacts, next_number
from catalogue.work_programme.homologation import (
    ActFacts,
    Line,
    LinePreview,
    Preview,
    counting,
    preview_homologation,
)
from catalogue.work_programme.homologation_act import (
    AlreadyHomologatedError,
    homologate,
)
from catalogue.work_programme.homologation_undo import undo_homologation
from catalogue.work_programme.hooks import (
    after_homologation,
    after_stage,
    enquiry_dates_held,
    objections,
    obstacles,
    stage_objections,
    standing_on_editions,
)
from catalogue.work_programme.items import (
    edit_item,
    plan,
    register_item,
    set_exercise,
    set_forecast,
)
from catalogue.work_programme.stage_acts import (
    COUNCIL_STAGE,
    change_status,
    correct_stage,
    record_stage,
)
from catalogue.work_programme.text_acts import Upload, attach_text

__all__ = [
    "COUNCIL_STAGE",
    "ActFacts",
    "AlreadyHomologatedError",
    "BaseFacts",
    "ItemFacts",
    "Line",
    "LinePreview",
    "Preview",
    "Upload",
    "after_homologation",
    "after_stage",
    "attach_text",
    "change_status",
    "correct_stage",
    "counting",
    "edit_item",
    "enquiry_dates_held",
    "homologate",
    "next_number",
    "objections",
    "obstacles",
    "plan",
    "preview_homologation",
    "record_stage",
    "register_item",
    "set_exercise",
    "set_forecast",
    "stage_objections",
    "standing_on_editions",
    "undo_homologation",
]
