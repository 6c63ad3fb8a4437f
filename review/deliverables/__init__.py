"""What the plan promises to produce: deliverables with their steps, and materials distributed."""
