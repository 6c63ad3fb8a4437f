"""Spreadsheets brought to fill a list of the plan: laid out, shown row by row, taken in, undone."""
