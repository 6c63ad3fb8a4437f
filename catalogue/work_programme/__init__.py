"""Work items on their way through the harmonized stage codes to homologation."""
