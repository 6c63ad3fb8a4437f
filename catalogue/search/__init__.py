"""One search over standards, work items and the reference list."""
