"""How often two people who read one text answer alike: Cohen’s κ and raw agreement."""
