"""Reference series of women and men, with their source: national, regional, international."""
