"""Pages of the checklist filled away from the screen."""

from review.assignments import views as assignment_views
from review.offline.views import papers, previewing, printing, sheets
from review.offline.views.blueprint import blueprint

__all__ = ["blueprint", "papers", "previewing", "printing", "sheets"]

assignment_views.panels.append(papers.round_panel)
