"""Published standards, their editions and the gender tag an edition carries."""
