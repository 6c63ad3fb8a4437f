"""Staged import: stage, preview, apply, undo."""
