"""The versioned checklist that reviewers fill."""
