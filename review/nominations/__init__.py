"""Participation texts and calls for nomination: who is asked, in which words, what came of it."""
