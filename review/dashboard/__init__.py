"""The dashboard: every line of the plan on one page, with its target, its figure and its state."""
