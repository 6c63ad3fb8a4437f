"""The filled checklist and the marker computed from it."""
