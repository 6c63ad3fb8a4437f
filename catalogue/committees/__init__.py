"""Committees, people, organisations and the mandates that join them."""
