"""Reading a draft standard in PDF."""
