"""The round of the decisions' tests serves here too."""

from __future__ import annotations

from tests.review.decisions.conftest import case, rule  # noqa: F401 - fixtures
