"""What a test needs from the machine: skipped where it is missing, failed where it is required.

``NORMES_TEST_REQUIRE`` lists what must be there: «browser», «postgresql», «packaging».
"""

from __future__ import annotations

import os

import pytest

REQUIRED = frozenset(filter(None, os.environ.get("NORMES_TEST_REQUIRE", "").split(",")))


def missing(name: str, why: str) -> None:
    """Skip the test for want of something, or fail it where the run promised to have it."""
    if name in REQUIRED:
        pytest.fail(f"{name} is required here, but {why}")
    pytest.skip(why)
