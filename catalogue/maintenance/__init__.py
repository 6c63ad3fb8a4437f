"""Published standards after publication: systematic reviews, amendments read together."""
