"""The curated list of gender-sensitive standards that reviewers search."""
