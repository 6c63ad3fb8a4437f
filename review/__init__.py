"""What we think of it: needs, reviews, decisions, indicators, the gender action plan."""
