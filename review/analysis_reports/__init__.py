"""Analysis reports on agency staff and national experts (2.1, 2.2), from closed readings."""
