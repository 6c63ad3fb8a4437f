"""The final marker: agreement, discussion, adjudication."""
