"""Harmonized stage codes, and what each body calls them."""
