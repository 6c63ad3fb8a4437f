"""The checklist away from the screen: as a spreadsheet, as an A4 form, from a signed paper."""
