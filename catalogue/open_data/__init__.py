"""The mirror of ISO Open Data: deliverables, committees and ICS as ISO publishes them each day."""
