"""Training on gender: modules, the plan of a year, events, who attended, certificates."""
