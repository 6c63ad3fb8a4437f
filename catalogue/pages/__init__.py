"""The home page and the pages that stand still: privacy, sources, language, health."""
