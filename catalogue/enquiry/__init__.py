"""Public enquiries on drafts: what the public says of them, and what it is answered."""
