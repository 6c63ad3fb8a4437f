"""The needs-expression form (fiche d’expression des besoins)."""
