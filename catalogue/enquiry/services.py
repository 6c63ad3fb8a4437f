"""The acts of public enquiries, under one name for the pages and the other slices.

The acts themselves stand by idea: on the enquiry, on comments, on answers, on tables sent in.
"""

from catalogue.enquiry.answering import (
    answer_comments,
    publish_table,
    withdraw_answer,
    withdraw_table,
)
from catalogue.enquiry.commenting import receive_comment
from catalogue.enquiry.erasing import erase_people
from catalogue.enquiry.facts import CommentFacts, problems_of
from catalogue.enquiry.following import dates_held, follow_stage, stage_objections
from catalogue.enquiry.opening import (
    DraftAccess,
    Opening,
    change_draft_access,
    close_enquiry,
    extend_enquiry,
    open_enquiry,
    proposed_end,
)

__all__ = [
    "CommentFacts",
    "DraftAccess",
    "Opening",
    "answer_comments",
    "change_draft_access",
    "close_enquiry",
    "dates_held",
    "erase_people",
    "extend_enquiry",
    "follow_stage",
    "open_enquiry",
    "problems_of",
    "proposed_end",
    "publish_table",
    "receive_comment",
    "stage_objections",
    "withdraw_answer",
    "withdraw_table",
]
