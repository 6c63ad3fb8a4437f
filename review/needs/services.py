"""The acts on needs expressions, under one name for the other slices and the commands.

The acts themselves stand by idea: the chair’s own, what is joined, the instruction, the decision.
"""

from review.needs.acts import Incomplete
from review.needs.decision import (
    Registration,
    Verdict,
    base_standard,
    merge,
    postpone,
    register,
    reject,
    resume,
)
from review.needs.drafting import (
    allowed_committees,
    copy_as_draft,
    create,
    save_answers,
    start_from,
    submit,
    withdraw,
)
from review.needs.instruction import (
    CommitteeOpinion,
    Screening,
    give_forecast_opinion,
    record_committee_opinion,
    screen,
)
from review.needs.joining import attach_file, attach_reference, detach_file, detach_reference

__all__ = [
    "CommitteeOpinion",
    "Incomplete",
    "Registration",
    "Screening",
    "Verdict",
    "allowed_committees",
    "attach_file",
    "attach_reference",
    "base_standard",
    "copy_as_draft",
    "create",
    "detach_file",
    "detach_reference",
    "give_forecast_opinion",
    "merge",
    "postpone",
    "record_committee_opinion",
    "register",
    "reject",
    "resume",
    "save_answers",
    "screen",
    "start_from",
    "submit",
    "withdraw",
]
