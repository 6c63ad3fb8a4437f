"""Review rounds, who reviews what, and declared interests."""
