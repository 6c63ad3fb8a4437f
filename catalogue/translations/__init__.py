"""Translation files of the interface; French is the source language."""
