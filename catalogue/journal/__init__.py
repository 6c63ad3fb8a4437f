"""The journal: who did what, when and why, in one unbroken chain."""
