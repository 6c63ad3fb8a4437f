"""A client whose requests share nothing: the agency's name is read anew each time."""

from tests.catalogue.accounts.fresh_client import client

__all__ = ["client"]
