"""The demonstration: an invented programme that shows every page with something on it."""
