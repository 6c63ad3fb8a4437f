"""The pages of imports: a file arriving, its columns, its preview, what is done with it."""

from __future__ import annotations

from catalogue.exchange.views import arriving, batches, deciding, matching
from catalogue.exchange.views.blueprint import blueprint

__all__ = ["blueprint"]

PARTS = (arriving, batches, deciding, matching)
