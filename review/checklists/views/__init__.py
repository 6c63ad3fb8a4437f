"""Pages of the checklist: its versions for everybody, the draft for the focal point."""

from review.checklists.views import drafting, reading
from review.checklists.views.blueprint import blueprint

__all__ = ["blueprint", "drafting", "reading"]
