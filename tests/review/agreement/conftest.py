"""The round with two readers of the tests of decisions."""

from tests.review.decisions.conftest import case

__all__ = ["case"]
