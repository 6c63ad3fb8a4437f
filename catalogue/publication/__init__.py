"""The work programme as it is published: a frozen, dated edition every half-year (WTO code, J)."""
