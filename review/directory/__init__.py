"""The directory: structures working for gender equality, and bodies with their gender plans."""
