"""Pages of the checklist filled away from the screen."""

from review.offline.views import previewing, printing, sheets
from review.offline.views.blueprint import blueprint

__all__ = ["blueprint", "previewing", "printing", "sheets"]
