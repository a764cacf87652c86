"""Languages: catalogues, negotiation, direction, and the extraction of form definitions."""
