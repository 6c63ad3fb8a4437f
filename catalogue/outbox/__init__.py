"""What must happen after commit: mail and the search index."""
