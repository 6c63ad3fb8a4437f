"""A client whose requests share nothing: who is signed in is read anew each time."""

from tests.catalogue.accounts.fresh_client import client

__all__ = ["client"]
