"""The UNECE restitution sheet: what the plan gives back, in French and English, frozen."""
