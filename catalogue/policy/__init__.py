"""Settings that an agency may decide otherwise, each with its date and reason."""
