"""The catalogue as an editor meets it in the CMS."""
