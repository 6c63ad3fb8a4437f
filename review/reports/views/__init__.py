"""Pages of what leaves the desk: reviews on paper, and every record as files."""

from review.reports.views import files, printing
from review.reports.views.blueprint import blueprint

__all__ = ["blueprint", "files", "printing"]
