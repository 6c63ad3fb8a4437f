"""Accounts, agency roles, invitations and signing in."""
