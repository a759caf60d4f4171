"""Exports of one contact: JSON with the national field names, a tagged PDF, and a FHIR R4B bundle."""
