"""What exists and what is planned: standards, committees, the work programme, search."""
