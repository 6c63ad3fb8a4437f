"""Files that people attach: stored outside the database, known by their SHA-256."""
