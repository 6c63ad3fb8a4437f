"""Pages of findings: the list and its answers, writing it, answering it, checking it."""

from review.findings.views import answering, listing, panels, writing
from review.findings.views.blueprint import blueprint

__all__ = ["answering", "blueprint", "listing", "panels", "writing"]
