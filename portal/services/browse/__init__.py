"""Finding services: by codes, by letter, by municipality, by what is open now, and by a few questions."""
