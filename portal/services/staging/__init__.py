"""The national registry's entries on their way into the catalogue: read, staged, compared field by field, decided."""
