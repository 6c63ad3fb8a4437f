"""Sessions of the council (CNNCQ): agenda, attendance, decisions, minutes."""
